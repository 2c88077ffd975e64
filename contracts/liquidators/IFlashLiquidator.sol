// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILoanLiquidator} from "./ILoanLiquidator.sol";

/// @title IFlashLiquidator
/// @notice Liquidates without capital: borrows the debt asset from the pool for one call, repays the account's debt,
/// sells the seized collateral, pays the loan back and keeps the difference, or reverts as if nothing had happened.
/// @dev Uses Aave v3's ABI alone, so it works on any pool that speaks it. Anyone may call; the contract has no
/// owner, no storage, and holds nothing between transactions.
///
/// profit = proceeds − repaid − premium, in the debt asset, gas not counted. The premium is on what was borrowed,
/// not on what was used: a `debtToCover` far above the close factor costs premium for nothing.
interface IFlashLiquidator is ILoanLiquidator {
    /// @param debtToCover Most to repay; more than the account owes is cut to what it owes. What the close factor
    /// leaves unused goes back into the loan. [asset]
    /// @param path Uniswap v3 path from the collateral to the debt asset, empty when they are the same.
    /// @param minProfit Least profit to accept. [asset]
    /// @param receiver Who is paid; zero means the caller.
    struct LiquidationParams {
        address collateral;
        address debt;
        address account;
        uint256 debtToCover;
        bytes path;
        uint256 minProfit;
        address receiver;
    }

    /// @notice An account was liquidated and the loan is covered.
    /// @param caller Who called.
    /// @param account Who was liquidated.
    /// @param repaid Debt repaid. [debt asset]
    /// @param seized Collateral received, protocol fee already taken off. [collateral asset]
    /// @param proceeds What it sold for. [debt asset]
    /// @param profit [debt asset]
    event Liquidated(
        address indexed caller,
        address indexed account,
        address indexed collateral,
        address debt,
        uint256 repaid,
        uint256 seized,
        uint256 proceeds,
        uint256 profit
    );

    /// @notice The liquidation earns less than asked for; negative is a loss. [asset]
    error FlashLiquidator_Unprofitable(int256 profit, uint256 minProfit);

    /// @notice Only the pool may report a flash loan.
    error FlashLiquidator_CallerNotPool(address caller);

    /// @notice The flash loan was not started by this liquidator.
    error FlashLiquidator_InitiatorNotSelf(address initiator);

    /// @notice The pool does not list `asset`.
    error FlashLiquidator_ReserveNotListed(address asset);

    /// @notice Liquidates one account, once.
    /// @return paid What the receiver gets in the debt asset: the profit, and whatever lay here before. [asset]
    function liquidate(LiquidationParams calldata params) external returns (uint256 paid);
}
