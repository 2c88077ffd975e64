// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {SwapLib} from "../amm/SwapLib.sol";
import {IFlashLoanSimpleReceiver} from "../lending/IFlashLoanSimpleReceiver.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {IFlashLiquidator} from "./IFlashLiquidator.sol";
import {LoanLiquidator} from "./LoanLiquidator.sol";

/// @title FlashLiquidator
contract FlashLiquidator is IFlashLiquidator, LoanLiquidator, ReentrancyGuardTransient {
    using SafeCast for *;
    using SafeERC20 for IERC20;

    constructor(ILendingPool pool, ISwapRouter swapRouter) LoanLiquidator(pool, swapRouter) {}

    /// @inheritdoc IFlashLiquidator
    function liquidate(LiquidationParams calldata params) external nonReentrant returns (uint256 paid) {
        address debtToken = POOL.getReserveData(params.debt).variableDebtTokenAddress;

        require(debtToken != address(0), FlashLiquidator_ReserveNotListed(params.debt));
        SwapLib.requirePath(params.path, params.collateral, params.debt);

        uint256 owed = IERC20(debtToken).balanceOf(params.account);
        uint256 borrowed = Math.min(params.debtToCover, owed);
        POOL.flashLoanSimple(address(this), params.debt, borrowed, abi.encode(msg.sender, params), 0);

        address receiver = params.receiver == address(0) ? msg.sender : params.receiver;
        paid = _sweep(params.debt, receiver);
        if (params.collateral != params.debt) _sweep(params.collateral, receiver);
    }

    /// @inheritdoc IFlashLoanSimpleReceiver
    function executeOperation(
        address asset,
        uint256 amount,
        uint256 premium,
        address initiator,
        bytes calldata params
    ) external returns (bool) {
        require(msg.sender == address(POOL), FlashLiquidator_CallerNotPool(msg.sender));
        require(initiator == address(this), FlashLiquidator_InitiatorNotSelf(initiator));

        (address caller, Order memory order) = abi.decode(params, (address, Order));
        Outcome memory outcome = _seize(order, amount);
        outcome.proceeds = SwapLib.sell(SWAP_ROUTER, IERC20(order.collateral), outcome.seized, order.path);

        int256 profit = outcome.proceeds.toInt256() - (outcome.repaid + premium).toInt256();
        require(profit >= order.minProfit.toInt256(), FlashLiquidator_Unprofitable(profit, order.minProfit));

        IERC20(asset).forceApprove(address(POOL), amount + premium);
        _report(caller, order, outcome, profit.toUint256());
        return true;
    }

    function _report(address caller, Order memory order, Outcome memory outcome, uint256 profit) private {
        emit Liquidated(
            caller,
            order.account,
            order.collateral,
            order.debt,
            outcome.repaid,
            outcome.seized,
            outcome.proceeds,
            profit
        );
    }
}
