// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SwapLib} from "../amm/SwapLib.sol";
import {ILoopVault} from "./ILoopVault.sol";
import {LoopCashLib} from "./LoopCashLib.sol";
import {LoopMath} from "./LoopMath.sol";
import {LoopTypes} from "./LoopTypes.sol";

/// @title LoopTradeLib
/// @notice Raises and lowers the position: step by step within the pool's limits, or at once by flash loan.
library LoopTradeLib {
    using LoopCashLib for LoopTypes.Trade;
    using LoopMath for LoopTypes.Trade;
    using SafeERC20 for IERC20;

    /// @dev The pool's interest rate modes: a flash loan taken back, and variable debt.
    uint256 private constant MODE_REPAID = 0;
    uint256 private constant MODE_VARIABLE = 2;

    /// @dev Each step is the one before times LTV, or threshold; more steps move next to nothing.
    uint256 private constant MAX_STEPS = 32;

    /// @dev Fewer units than a pool may be able to count in scaled form: a step this small ends a loop. [asset]
    uint256 private constant DUST = 100;

    /// @notice Borrows `amount` and supplies what it buys, or as much of it as the pool lends.
    function raise(LoopTypes.Trade memory trade, uint256 amount, bool flash) external {
        trade.useAsCollateral();
        if (flash) {
            _lend(trade, amount, MODE_VARIABLE, true);
            return;
        }

        uint256 borrowed;
        for (uint256 i = 0; i < MAX_STEPS && borrowed < amount; ++i) {
            uint256 step = Math.min(amount - borrowed, trade.borrowable());
            if (step < DUST) break;

            trade.pool.borrow(address(trade.pair.debt), step, MODE_VARIABLE, 0, address(this));
            _buyAndSupply(trade, step);
            borrowed += step;
        }
    }

    /// @notice Repays `amount` with collateral, or as much of it as idle collateral, the pool's cash and the health
    /// factor allow.
    function lower(LoopTypes.Trade memory trade, uint256 amount, bool flash) external {
        sellToRepay(trade, amount, flash);
    }

    /// @notice `lower`, for another library.
    function sellToRepay(LoopTypes.Trade memory trade, uint256 amount, bool flash) internal {
        if (flash) {
            _lend(trade, amount, MODE_REPAID, false);
            return;
        }

        // Each repayment may leave a unit of debt by rounding; whoever repays all goes on until there is none.
        bool all = amount >= trade.pair.debtToken.balanceOf(address(this));
        uint256 left = amount;
        for (uint256 i = 0; i < MAX_STEPS && left != 0; ++i) {
            uint256 need = trade.costUp(left);
            uint256 hand = trade.bring(need);
            uint256 step = hand == need ? left : Math.min(left, trade.buyableDown(hand));
            if (step == 0 || (step < DUST && (!all || step < left))) break;

            uint256 sold = SwapLib.buy(trade.swapRouter, trade.pair.collateral, step, hand, trade.path);
            _repay(trade, step);
            left = all ? trade.pair.debtToken.balanceOf(address(this)) : left - step;
            emit ILoopVault.Lowered(step, sold);
        }
    }

    /// @notice The middle of a flash loan: what was lent is in hand.
    function onLoan(bytes calldata params, uint256 amount, uint256 premium) external {
        (LoopTypes.Trade memory trade, bool raises) = abi.decode(params, (LoopTypes.Trade, bool));
        if (raises) {
            _buyAndSupply(trade, amount);
            return;
        }

        _repay(trade, amount);
        uint256 due = amount + premium;
        uint256 hand = trade.bring(trade.costUp(due));
        uint256 sold = SwapLib.buy(trade.swapRouter, trade.pair.collateral, due, hand, trade.path);
        trade.pair.debt.forceApprove(address(trade.pool), due);
        emit ILoopVault.Lowered(amount, sold);
    }

    function _buyAndSupply(LoopTypes.Trade memory trade, uint256 borrowed) private {
        uint256 bought = SwapLib.sell(trade.swapRouter, trade.pair.debt, borrowed, trade.path);
        uint256 least = trade.purchaseDown(borrowed);
        require(bought >= least, ILoopVault.LoopVault_BoughtTooLittle(bought, least));

        trade.supply(bought);
        emit ILoopVault.Raised(borrowed, bought);
    }

    function _repay(LoopTypes.Trade memory trade, uint256 amount) private {
        trade.pair.debt.forceApprove(address(trade.pool), amount);
        trade.pool.repay(address(trade.pair.debt), amount, MODE_VARIABLE, address(this));
    }

    function _lend(LoopTypes.Trade memory trade, uint256 amount, uint256 mode, bool raises) private {
        address[] memory assets = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        uint256[] memory modes = new uint256[](1);
        (assets[0], amounts[0], modes[0]) = (address(trade.pair.debt), amount, mode);
        trade.pool.flashLoan(address(this), assets, amounts, modes, address(this), abi.encode(trade, raises), 0);
    }
}
