// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {LoopTypes} from "./LoopTypes.sol";

/// @title LoopCashLib
/// @notice Collateral between the vault's hands and the pool.
library LoopCashLib {
    using Math for uint256;
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 1e4;

    uint256 private constant COLLATERAL_BITS = (type(uint256).max / 3) * 2; // 1010…10 [bits]

    /// @dev What the pool's own rounding may cost: a scaled amount rounded to a whole unit and back. [asset]
    uint256 private constant ROUNDING = 2;

    /// @dev Fewer units than a pool may be able to count in scaled form. [asset]
    uint256 private constant DUST = 100;

    /// @notice Brings idle collateral to `aimed` as far as the pool allows: its cash, its caps, the vault's LTV. Where
    /// it allows nothing, nothing happens.
    function settle(LoopTypes.Trade memory trade, uint256 aimed) external {
        uint256 held = idle(trade);
        if (held > aimed) {
            _trySupply(trade, held - aimed);
        } else {
            uint256 missing = Math.min(aimed - held, _withdrawable(trade, true));
            if (missing != 0) _tryWithdraw(trade, missing);
        }
    }

    /// @notice Makes `wanted` of collateral idle, from the pool where needed, as far as its cash and the vault's
    /// health factor allow.
    /// @return held At most `wanted`. [asset]
    function bring(LoopTypes.Trade memory trade, uint256 wanted) internal returns (uint256 held) {
        held = idle(trade);
        if (held < wanted) {
            uint256 missing = Math.min(wanted - held, _withdrawable(trade, false));
            if (missing != 0) {
                trade.pool.withdraw(address(trade.pair.collateral), missing, address(this));
                held += missing;
            }
        }
        return Math.min(held, wanted);
    }

    /// @notice Supplies `amount`, or reverts with the pool's error. Too few units to count stay idle.
    function supply(LoopTypes.Trade memory trade, uint256 amount) internal {
        if (amount < DUST) return;
        trade.pair.collateral.forceApprove(address(trade.pool), amount);
        trade.pool.supply(address(trade.pair.collateral), amount, address(this), 0);
    }

    /// @notice What is supplied must carry debt. A pool does not switch it on by itself where aTokens came as a gift
    /// before the first supply.
    function useAsCollateral(LoopTypes.Trade memory trade) internal {
        uint256 id = trade.pool.getReserveData(address(trade.pair.collateral)).id;
        bool used = (trade.pool.getUserConfiguration(address(this)).data >> (2 * id + 1)) & 1 != 0;
        if (used || trade.pair.aToken.balanceOf(address(this)) == 0) return;
        trade.pool.setUserUseReserveAsCollateral(address(trade.pair.collateral), true);
    }

    /// @notice Collateral in the vault's hands that is its own. [asset]
    function idle(LoopTypes.Trade memory trade) internal view returns (uint256) {
        return trade.pair.collateral.balanceOf(address(this)).saturatingSub(trade.owed);
    }

    /// @notice What all suppliers together could withdraw now. [asset]
    function cash(LoopTypes.Trade memory trade) internal view returns (uint256) {
        return trade.pool.getVirtualUnderlyingBalance(address(trade.pair.collateral));
    }

    /// @notice What more the vault may borrow. [debt asset]
    function borrowable(LoopTypes.Trade memory trade) internal view returns (uint256) {
        (, , uint256 value, , , ) = trade.pool.getUserAccountData(address(this));
        uint256 amount = value.saturatingSub(1).mulDiv(trade.pair.debtUnit, trade.pair.debtPrice);
        return amount.saturatingSub(ROUNDING);
    }

    /// @dev What the vault could withdraw now: within its LTV, or at a health factor of 1.
    function _withdrawable(LoopTypes.Trade memory trade, bool withinLtv) private view returns (uint256) {
        uint256 limit = Math.min(trade.pair.aToken.balanceOf(address(this)), cash(trade));
        (uint256 collateral, uint256 debt, , uint256 threshold, uint256 ltv, ) = trade.pool.getUserAccountData(
            address(this)
        );
        if (debt == 0) return limit;

        uint256 ratio = withinLtv ? ltv : threshold;
        if (ratio == 0) return 0;
        uint256 surplus = collateral.mulDiv(ratio, BPS).saturatingSub(debt + 1);
        // Among others the ratio is not that of what is withdrawn; taking no more than the surplus is safe at any.
        if (surplus != 0 && _isSoleCollateral(trade)) surplus = surplus.mulDiv(BPS, ratio);
        uint256 free = surplus.mulDiv(trade.pair.collateralUnit, trade.pair.collateralPrice);
        return Math.min(limit, free.saturatingSub(ROUNDING));
    }

    /// @dev Anyone may supply in the vault's name, so it may have more than one.
    function _isSoleCollateral(LoopTypes.Trade memory trade) private view returns (bool) {
        uint256 used = trade.pool.getUserConfiguration(address(this)).data & COLLATERAL_BITS;
        return used & (used - 1) == 0;
    }

    function _trySupply(LoopTypes.Trade memory trade, uint256 amount) private {
        trade.pair.collateral.forceApprove(address(trade.pool), amount);
        try trade.pool.supply(address(trade.pair.collateral), amount, address(this), 0) {} catch {
            trade.pair.collateral.forceApprove(address(trade.pool), 0);
        }
    }

    function _tryWithdraw(LoopTypes.Trade memory trade, uint256 amount) private {
        try trade.pool.withdraw(address(trade.pair.collateral), amount, address(this)) {} catch {}
    }
}
