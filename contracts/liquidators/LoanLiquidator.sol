// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {ILoanLiquidator} from "./ILoanLiquidator.sol";

/// @title LoanLiquidator
/// @notice What every liquidator does that works on a flash loan: seize with what was lent, hand over what is left.
abstract contract LoanLiquidator is ILoanLiquidator {
    using SafeERC20 for IERC20;

    /// @dev The parameters of either liquidator, which have the same words in the same order.
    struct Order {
        address collateral;
        address debt;
        address account;
        uint256 debtToCover;
        bytes path;
        uint256 minProfit;
        address receiver;
    }

    /// @dev What a liquidation moved. [asset]
    struct Outcome {
        uint256 repaid;
        uint256 seized;
        uint256 proceeds;
    }

    /// @inheritdoc ILoanLiquidator
    ILendingPool public immutable POOL;

    /// @inheritdoc ILoanLiquidator
    ISwapRouter public immutable SWAP_ROUTER;

    constructor(ILendingPool pool, ISwapRouter swapRouter) {
        POOL = pool;
        SWAP_ROUTER = swapRouter;
    }

    /// @dev The allowance tells what the pool took, which balances cannot when both assets are the same.
    function _seize(Order memory order, uint256 debtToCover) internal returns (Outcome memory outcome) {
        IERC20 debt = IERC20(order.debt);
        IERC20 collateral = IERC20(order.collateral);
        uint256 held = collateral.balanceOf(address(this));

        debt.forceApprove(address(POOL), debtToCover);
        POOL.liquidationCall(order.collateral, order.debt, order.account, debtToCover, false);

        outcome.repaid = debtToCover - debt.allowance(address(this), address(POOL));
        if (order.collateral == order.debt) held -= outcome.repaid;
        outcome.seized = collateral.balanceOf(address(this)) - held;
    }

    function _sweep(address token, address receiver) internal returns (uint256 left) {
        left = IERC20(token).balanceOf(address(this));
        if (left != 0) IERC20(token).safeTransfer(receiver, left);
    }
}
