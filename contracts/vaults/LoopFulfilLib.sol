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
/// collateral, and what remains of that part is theirs, but for what the AMM paid above the share price. The others
/// keep at least their part of the collateral and owe at most their part of the debt, so neither their leverage nor
/// their price moves against them.
library LoopFulfilLib {
    using LoopCashLib for LoopTypes.Trade;
    using LoopMath for LoopTypes.Position;
    using Math for uint256;

    /// @dev What the pool's own rounding may leave of a repayment, and take of a withdrawal. [asset]
    uint256 private constant ROUNDING = 2;

    /// @param shares To serve, of `supply`; `virtualShares` of the supply are nobody's.
    /// @param maxTrade Most debt to repay, as worth in collateral. [collateral asset]
    struct Order {
        uint256 shares;
        uint256 supply;
        uint256 virtualShares;
        uint256 maxTrade;
        bool flash;
    }

    /// @notice Frees what the shares are worth. The others' part of what is idle is left alone where the pool has cash.
    /// @return done Shares that could be served.
    /// @return assets Idle now, for them. [collateral asset]
    function unwind(LoopTypes.Trade memory trade, Order memory order) external returns (uint256 done, uint256 assets) {
        LoopTypes.Position memory before = _position(trade);
        done = Math.min(order.shares, _servableDown(trade, before, order));
        uint256 spared = _sparedDown(trade, before, done, order.supply);
        trade.owed += spared;

        done = _repayPart(trade, before, done, order);

        uint256 whole = before.gross();
        uint256 kept = whole.mulDiv(order.supply - done, order.supply, Math.Rounding.Ceil) + ROUNDING;
        uint256 left = _position(trade).gross() + spared;
        require(left > kept, ILoopVault.LoopVault_UnwindingCostsMore(whole.saturatingSub(kept), whole - left));
        uint256 due = left - kept;
        // What the AMM pays above the price stays with the others, where there are others.
        if (done + order.virtualShares != order.supply) {
            due = Math.min(due, done.mulDiv(LoopMath.netDown(trade.pair, before) + 1, order.supply));
        }

        assets = trade.bring(due);
        require(assets == due, ILoopVault.LoopVault_CollateralStuck(assets, due));
    }

    /// @dev Repays the shares' part of the debt, or that of as many of them as the pool and the AMM let out.
    function _repayPart(
        LoopTypes.Trade memory trade,
        LoopTypes.Position memory before,
        uint256 shares,
        Order memory order
    ) private returns (uint256 done) {
        done = shares;
        uint256 part = before.debt.mulDiv(done, order.supply, Math.Rounding.Ceil) + ROUNDING;
        part = Math.min(part, before.debt);
        if (done != 0 && part != 0) {
            LoopTradeLib.sellToRepay(trade, part, order.flash);
            uint256 repaid = before.debt.saturatingSub(trade.pair.debtToken.balanceOf(address(this)));
            if (repaid + ROUNDING < part) done = done.mulDiv(repaid, part);
        }
        require(done != 0, ILoopVault.LoopVault_NothingTraded());
    }

    /// @dev The others' part of what is idle, less what the pool cannot pay of the shares' part. [collateral asset]
    function _sparedDown(
        LoopTypes.Trade memory trade,
        LoopTypes.Position memory position,
        uint256 shares,
        uint256 supply
    ) private view returns (uint256) {
        uint256 part = position.gross().mulDiv(shares, supply, Math.Rounding.Ceil) + ROUNDING;
        uint256 fromIdle = part.saturatingSub(Math.min(position.supplied, trade.cash()));
        uint256 others = position.idle.mulDiv(supply - shares, supply);
        return Math.min(others, position.idle.saturatingSub(fromIdle));
    }

    /// @dev Shares whose part of the collateral can be had now, and whose part of the debt is no more than `maxTrade`.
    function _servableDown(
        LoopTypes.Trade memory trade,
        LoopTypes.Position memory position,
        Order memory order
    ) private view returns (uint256 shares) {
        shares = order.supply;
        uint256 all = position.gross();
        uint256 reachable = position.idle + Math.min(position.supplied, trade.cash());
        if (reachable < all) shares = shares.mulDiv(reachable, all);

        uint256 debt = LoopMath.debtUp(trade.pair, position);
        if (order.maxTrade < debt) shares = Math.min(shares, order.supply.mulDiv(order.maxTrade, debt));
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
