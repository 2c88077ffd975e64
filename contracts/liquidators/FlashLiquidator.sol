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

/// @title FlashLiquidator
contract FlashLiquidator is IFlashLiquidator, ReentrancyGuardTransient {
    using SafeCast for *;
    using SafeERC20 for IERC20;

    /// @dev What a liquidation moved. [asset]
    struct Outcome {
        uint256 repaid;
        uint256 seized;
        uint256 proceeds;
    }

    /// @inheritdoc IFlashLiquidator
    ILendingPool public immutable POOL;

    /// @inheritdoc IFlashLiquidator
    ISwapRouter public immutable SWAP_ROUTER;

    constructor(ILendingPool pool, ISwapRouter swapRouter) {
        POOL = pool;
        SWAP_ROUTER = swapRouter;
    }

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

        (address caller, LiquidationParams memory order) = abi.decode(params, (address, LiquidationParams));
        Outcome memory outcome = _seize(order, amount);
        outcome.proceeds = SwapLib.sell(SWAP_ROUTER, IERC20(order.collateral), outcome.seized, order.path);

        int256 profit = outcome.proceeds.toInt256() - (outcome.repaid + premium).toInt256();
        require(profit >= order.minProfit.toInt256(), FlashLiquidator_Unprofitable(profit, order.minProfit));

        IERC20(asset).forceApprove(address(POOL), amount + premium);
        _report(caller, order, outcome, profit.toUint256());
        return true;
    }

    /// @dev The allowance tells what the pool took, which balances cannot when both assets are the same.
    function _seize(LiquidationParams memory order, uint256 debtToCover) private returns (Outcome memory outcome) {
        IERC20 debt = IERC20(order.debt);
        IERC20 collateral = IERC20(order.collateral);
        uint256 held = collateral.balanceOf(address(this));

        debt.forceApprove(address(POOL), debtToCover);
        POOL.liquidationCall(order.collateral, order.debt, order.account, debtToCover, false);

        outcome.repaid = debtToCover - debt.allowance(address(this), address(POOL));
        if (order.collateral == order.debt) held -= outcome.repaid;
        outcome.seized = collateral.balanceOf(address(this)) - held;
    }

    function _report(address caller, LiquidationParams memory order, Outcome memory outcome, uint256 profit) private {
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

    function _sweep(address token, address receiver) private returns (uint256 left) {
        left = IERC20(token).balanceOf(address(this));
        if (left != 0) IERC20(token).safeTransfer(receiver, left);
    }
}
