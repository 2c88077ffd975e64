// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILoanLiquidator} from "./ILoanLiquidator.sol";

/// @title IShareLiquidator
/// @notice Liquidates an account whose collateral is the share of an ERC-4626 vault, without capital: borrows the debt
/// asset from the pool for one call, repays the account's debt, redeems the seized shares at once, sells what they
/// paid, pays the loan back and keeps the difference, or reverts as if nothing had happened.
/// @dev Where the vault cannot pay all seized shares at once the call reverts: the liquidator is stuck. Anyone may
/// call; no owner, no storage, nothing held between transactions.
interface IShareLiquidator is ILoanLiquidator {
    /// @param vault The share's vault, which is the collateral that is seized.
    /// @param debtToCover Most to repay; more than the account owes is cut to what it owes. [debt asset]
    /// @param path Uniswap v3 path from the vault's asset to the debt asset, empty when they are the same.
    /// @param minProfit Least profit to accept. [debt asset]
    /// @param receiver Who is paid; zero means the caller.
    struct ShareLiquidationParams {
        address vault;
        address debt;
        address account;
        uint256 debtToCover;
        bytes path;
        uint256 minProfit;
        address receiver;
    }

    /// @notice An account was liquidated and the loan is covered.
    /// @param repaid Debt repaid. [debt asset]
    /// @param shares Seized, protocol fee already taken off.
    /// @param redeemed What the vault paid for them. [vault's asset]
    /// @param proceeds What that sold for. [debt asset]
    /// @param profit [debt asset]
    event ShareLiquidated(
        address indexed caller,
        address indexed account,
        address indexed vault,
        address debt,
        uint256 repaid,
        uint256 shares,
        uint256 redeemed,
        uint256 proceeds,
        uint256 profit
    );

    /// @notice The vault pays less than all seized shares at once. [shares]
    error ShareLiquidator_VaultIlliquid(uint256 seized, uint256 redeemable);

    /// @notice The liquidation earns less than asked for; negative is a loss. [debt asset]
    error ShareLiquidator_Unprofitable(int256 profit, uint256 minProfit);

    /// @notice Only the pool may report a flash loan.
    error ShareLiquidator_CallerNotPool(address caller);

    /// @notice The flash loan was not started by this liquidator.
    error ShareLiquidator_InitiatorNotSelf(address initiator);

    /// @notice The pool does not list `asset`.
    error ShareLiquidator_ReserveNotListed(address asset);

    /// @notice Liquidates one account, once.
    /// @return paid What the receiver gets: the profit, and whatever lay here before. [debt asset]
    function liquidate(ShareLiquidationParams calldata params) external returns (uint256 paid);
}
