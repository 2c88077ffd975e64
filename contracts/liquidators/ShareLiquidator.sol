// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {SwapLib} from "../amm/SwapLib.sol";
import {IFlashLoanSimpleReceiver} from "../lending/IFlashLoanSimpleReceiver.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {IShareLiquidator} from "./IShareLiquidator.sol";
import {LoanLiquidator} from "./LoanLiquidator.sol";

/// @title ShareLiquidator
contract ShareLiquidator is IShareLiquidator, LoanLiquidator, ReentrancyGuardTransient {
    using SafeCast for *;
    using SafeERC20 for IERC20;

    constructor(ILendingPool pool, ISwapRouter swapRouter) LoanLiquidator(pool, swapRouter) {}

    /// @inheritdoc IShareLiquidator
    function liquidate(ShareLiquidationParams calldata params) external nonReentrant returns (uint256 paid) {
        address debtToken = POOL.getReserveData(params.debt).variableDebtTokenAddress;
        address asset = IERC4626(params.vault).asset();

        require(debtToken != address(0), ShareLiquidator_ReserveNotListed(params.debt));
        SwapLib.requirePath(params.path, asset, params.debt);

        uint256 owed = IERC20(debtToken).balanceOf(params.account);
        uint256 borrowed = Math.min(params.debtToCover, owed);
        POOL.flashLoanSimple(address(this), params.debt, borrowed, abi.encode(msg.sender, params), 0);

        // A token that was swept already has nothing left.
        address receiver = params.receiver == address(0) ? msg.sender : params.receiver;
        paid = _sweep(params.debt, receiver);
        _sweep(asset, receiver);
        _sweep(params.vault, receiver);
    }

    /// @inheritdoc IFlashLoanSimpleReceiver
    function executeOperation(
        address asset,
        uint256 amount,
        uint256 premium,
        address initiator,
        bytes calldata params
    ) external returns (bool) {
        require(msg.sender == address(POOL), ShareLiquidator_CallerNotPool(msg.sender));
        require(initiator == address(this), ShareLiquidator_InitiatorNotSelf(initiator));

        (address caller, Order memory order) = abi.decode(params, (address, Order));
        IERC4626 vault = IERC4626(order.collateral);
        Outcome memory outcome = _seize(order, amount);
        uint256 redeemed = _redeem(vault, outcome.seized);
        outcome.proceeds = SwapLib.sell(SWAP_ROUTER, IERC20(vault.asset()), redeemed, order.path);

        int256 profit = outcome.proceeds.toInt256() - (outcome.repaid + premium).toInt256();
        require(profit >= order.minProfit.toInt256(), ShareLiquidator_Unprofitable(profit, order.minProfit));

        IERC20(asset).forceApprove(address(POOL), amount + premium);
        _report(caller, order, outcome, redeemed, profit.toUint256());
        return true;
    }

    function _redeem(IERC4626 vault, uint256 shares) private returns (uint256 assets) {
        uint256 redeemable = vault.maxRedeem(address(this));
        require(redeemable >= shares, ShareLiquidator_VaultIlliquid(shares, redeemable));

        return vault.redeem(shares, address(this), address(this));
    }

    function _report(
        address caller,
        Order memory order,
        Outcome memory outcome,
        uint256 redeemed,
        uint256 profit
    ) private {
        emit ShareLiquidated(
            caller,
            order.account,
            order.collateral,
            order.debt,
            outcome.repaid,
            outcome.seized,
            redeemed,
            outcome.proceeds,
            profit
        );
    }
}
