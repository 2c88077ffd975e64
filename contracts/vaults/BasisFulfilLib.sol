// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BasisBookLib} from "./BasisBookLib.sol";
import {BasisCashLib} from "./BasisCashLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {BasisUnwindLib} from "./BasisUnwindLib.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisFulfilLib
/// @notice Takes some shares' part of the book apart and pays what they are worth less what that cost, but for what the
/// trades brought above the share price. The others keep their price, and their spot its hedge.
/// @dev Where the exchange refuses, nothing is traded, and shares are served at the price out of what is liquid. So are
/// fewer shares where more would be due than is liquid; they bear the whole cost.
library BasisFulfilLib {
    using BasisBookLib for BasisTypes.Trade;
    using BasisMath for BasisTypes.Trade;
    using BasisUnwindLib for BasisTypes.Trade;
    using Math for uint256;

    /// @dev What the pool's own rounding may take of two withdrawals. [asset]
    uint256 private constant ROUNDING = 2;

    /// @param shares To serve, of `supply`; `virtualShares` of the supply are nobody's.
    struct Order {
        uint256 shares;
        uint256 supply;
        uint256 virtualShares;
    }

    /// @notice Frees what the shares are worth.
    /// @return done Shares that could be served.
    /// @return assets Idle now, for them. [asset]
    function unwind(BasisTypes.Trade memory trade, Order memory order) external returns (uint256 done, uint256 assets) {
        trade.unflag();
        BasisTypes.Position memory before = trade.positionOf();
        done = order.shares;
        uint256 spotValue = trade.spotValueDown(before.spot);
        if (spotValue > trade.room) done = Math.min(done, order.supply.mulDiv(trade.room, spotValue));
        // The last to leave take the virtual shares' part apart too: a crumb would hold margin back.
        bool last = done + order.virtualShares == order.supply;
        if (!trade.unwind(before, last ? order.supply : done, order.supply)) done = order.shares;

        BasisTypes.Position memory left = trade.positionOf();
        (done, assets) = _payable(trade, order, before, left, done);
        require(assets != 0, IBasisVault.BasisVault_NothingTraded());
        _makeIdle(trade, assets, left.parked.mulDiv(done, order.supply));
    }

    /// @dev How many of `shares` what is liquid serves, and what they are due.
    function _payable(
        BasisTypes.Trade memory trade,
        Order memory order,
        BasisTypes.Position memory before,
        BasisTypes.Position memory left,
        uint256 shares
    ) private view returns (uint256 done, uint256 due) {
        uint256 liquid = left.idle + BasisCashLib.reachableOf(trade);
        (uint256 net, uint256 netLeft) = (trade.netDown(before), trade.netDown(left));

        done = shares;
        due = _dueDown(order, net, netLeft, done);
        uint256 cost = net.saturatingSub(netLeft);
        require(due != 0, IBasisVault.BasisVault_UnwindingCostsMore(net.mulDiv(done, order.supply), cost));
        if (due > liquid) {
            done = Math.min(done, order.supply.mulDiv(liquid + cost, net + 1));
            due = Math.min(_dueDown(order, net, netLeft, done), liquid);
        }
    }

    /// @dev What the others do not need to keep their price. What the trades brought above it stays with them, where
    /// there are others.
    function _dueDown(
        Order memory order,
        uint256 net,
        uint256 netLeft,
        uint256 shares
    ) private pure returns (uint256 due) {
        uint256 kept = net.mulDiv(order.supply - shares, order.supply, Math.Rounding.Ceil) + ROUNDING;
        due = netLeft.saturatingSub(kept);
        if (shares + order.virtualShares != order.supply) {
            due = Math.min(due, shares.mulDiv(net + 1, order.supply));
        }
    }

    /// @dev The shares' part of what is parked comes first; the others' only where the vault's hands are empty.
    function _makeIdle(BasisTypes.Trade memory trade, uint256 assets, uint256 parkedPart) private {
        parkedPart = Math.min(Math.min(parkedPart, assets), BasisCashLib.reachableOf(trade));
        if (parkedPart != 0) BasisCashLib.take(trade.pool, trade.asset, parkedPart);
        BasisCashLib.bring(trade, assets);
    }
}
