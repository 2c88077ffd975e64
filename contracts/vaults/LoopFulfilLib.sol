// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILoopVault} from "./ILoopVault.sol";
import {LoopCashLib} from "./LoopCashLib.sol";
import {LoopMath} from "./LoopMath.sol";
import {LoopTradeLib} from "./LoopTradeLib.sol";
import {LoopTypes} from "./LoopTypes.sol";

/// @title LoopFulfilLib
/// @notice Unwinds some shares' part of the position: their part of the debt is repaid out of their part of the
/// collateral, and what remains of that part is theirs. The others keep at least their part of the collateral and owe
/// at most their part of the debt, so neither their leverage nor their price moves against them.
library LoopFulfilLib {
    using LoopCashLib for LoopTypes.Trade;
    using LoopMath for LoopTypes.Position;
    using Math for uint256;

    /// @dev What the pool's own rounding may leave of a repayment, and take of a withdrawal. [asset]
    uint256 private constant ROUNDING = 2;

    /// @notice Frees what `shares` of `supply` are worth.
    /// @param maxTrade Most debt to repay, as worth in collateral. [collateral asset]
    /// @return done Shares that could be served.
    /// @return assets Idle now, for them. [collateral asset]
    function unwind(
        LoopTypes.Trade memory trade,
        uint256 shares,
        uint256 supply,
        uint256 maxTrade,
        bool flash
    ) external returns (uint256 done, uint256 assets) {
        LoopTypes.Position memory before = _position(trade);
        done = Math.min(shares, _servableDown(trade, before, supply, maxTrade));
        require(done != 0, ILoopVault.LoopVault_NothingTraded());

        uint256 part = Math.min(before.debt.mulDiv(done, supply, Math.Rounding.Ceil) + ROUNDING, before.debt);
        if (part != 0) {
            LoopTradeLib.sellToRepay(trade, part, flash);
            uint256 repaid = before.debt - Math.min(before.debt, trade.pair.debtToken.balanceOf(address(this)));
            if (repaid + ROUNDING < part) done = done.mulDiv(repaid, part);
            require(done != 0, ILoopVault.LoopVault_NothingTraded());
        }

        uint256 whole = before.gross();
        uint256 kept = whole.mulDiv(supply - done, supply, Math.Rounding.Ceil) + ROUNDING;
        uint256 left = _position(trade).gross();
        require(left > kept, ILoopVault.LoopVault_UnwindingCostsMore(whole.saturatingSub(kept), whole - left));
        assets = trade.bring(left - kept);
        require(assets == left - kept, ILoopVault.LoopVault_CollateralStuck(assets, left - kept));
    }

    /// @dev Shares whose part of the collateral can be had now, and whose part of the debt is no more than `maxTrade`.
    function _servableDown(
        LoopTypes.Trade memory trade,
        LoopTypes.Position memory position,
        uint256 supply,
        uint256 maxTrade
    ) private view returns (uint256 shares) {
        shares = supply;
        uint256 all = position.gross();
        uint256 reachable = position.idle + Math.min(position.supplied, trade.cash());
        if (reachable < all) shares = shares.mulDiv(reachable, all);

        uint256 debt = LoopMath.debtUp(trade.pair, position);
        if (maxTrade < debt) shares = Math.min(shares, supply.mulDiv(maxTrade, debt));
    }

    function _position(LoopTypes.Trade memory trade) private view returns (LoopTypes.Position memory) {
        return
            LoopTypes.Position({
                idle: trade.idle(),
                supplied: trade.pair.aToken.balanceOf(address(this)),
                debt: trade.pair.debtToken.balanceOf(address(this))
            });
    }
}
