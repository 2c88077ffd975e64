// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {PerpTypes} from "../perps/PerpTypes.sol";
import {BasisBookLib} from "./BasisBookLib.sol";
import {BasisCashLib} from "./BasisCashLib.sol";
import {BasisHedgeLib} from "./BasisHedgeLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisMarginLib} from "./BasisMarginLib.sol";
import {BasisSpotLib} from "./BasisSpotLib.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {BasisUnwindLib} from "./BasisUnwindLib.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisRebalanceLib
/// @notice A keeper's rebalance: margin first, then the hedge; where neither asks for anything, idle assets are put to
/// work or freed.
library BasisRebalanceLib {
    using BasisBookLib for BasisTypes.Trade;
    using BasisMarginLib for BasisTypes.Trade;
    using BasisMath for BasisTypes.Position;
    using BasisMath for BasisTypes.Trade;
    using BasisSpotLib for BasisTypes.Trade;
    using BasisUnwindLib for BasisTypes.Trade;
    using Math for uint256;

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 1e4;

    /// @param asked Shares in the queue, of `supply`: what they are worth is neither put to work nor parked.
    /// @param grows Whether risk may be added.
    /// @return reached Hedge ratio. [wad]
    /// @return grown Whether more was put to work.
    function rebalance(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        uint256 asked,
        uint256 supply,
        bool grows
    ) external returns (uint256 reached, bool grown) {
        BasisTypes.Position memory position = trade.positionOf();
        uint256 standing = trade.hedgeDown(position);
        asked = asked.mulDiv(trade.netDown(position) + 1, supply, Math.Rounding.Ceil);

        trade.unflag();
        bool acted = trade.topUp(config);
        if (!_mend(trade, config) && !acted) grown = _steer(trade, config, asked, grows);
        trade.takeSurplus(config);

        position = trade.positionOf();
        uint256 spare = (position.idle + position.parked).saturatingSub(asked);
        BasisCashLib.park(trade, spare.mulDiv(config.parkedShare, BPS));
        reached = trade.hedgeDown(position);

        emit IBasisVault.Rebalanced(msg.sender, standing, reached);
    }

    function _mend(BasisTypes.Trade memory trade, BasisTypes.Config memory config) private returns (bool acted) {
        uint256 standing = trade.hedgeDown(trade.positionOf());
        BasisTypes.Mending memory done = BasisHedgeLib.bringIntoBand(trade, config);
        acted = done.traded != 0;
        if (acted) BasisHedgeLib.report(trade, config, done, standing, 0);
    }

    /// @dev Puts to work what is above the idle share and what is asked for, or frees what the idle share lacks. The
    /// queue is never served from here: who leaves bears what leaving costs.
    function _steer(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        uint256 asked,
        bool grows
    ) private returns (bool grown) {
        BasisTypes.Position memory position = trade.positionOf();
        uint256 liquid = position.idle + position.parked;
        uint256 kept = trade.netDown(position).mulDiv(config.idleShare, BPS);
        if (liquid < kept) {
            _free(trade, position, kept - liquid);
            return false;
        }
        if (!grows || trade.exchange.getStatus(trade.market) != PerpTypes.Status.Open) return false;

        uint256 reachable = position.idle + BasisCashLib.reachableOf(trade);
        uint256 surplus = Math.min(liquid.saturatingSub(kept + asked), reachable);
        grown = surplus != 0;
        if (grown) _invest(trade, config, position, surplus);
    }

    /// @dev Buys spot, adds what margin lacks and sells the perpetual, or reverts with the exchange's error.
    function _invest(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        BasisTypes.Position memory position,
        uint256 surplus
    ) private {
        uint256 perSpot = WAD + uint256(config.targetHedge).mulDiv(config.marginRatio, WAD);
        uint256 cash = BasisCashLib.bring(trade, Math.min(surplus, trade.room.mulDiv(perSpot, WAD)));
        (uint256 spent, uint256 bought) = trade.buy(cash.mulDiv(WAD, perSpot));
        if (bought == 0) return;

        uint256 aimed = trade.baseDown(position.spot + bought).mulDiv(config.targetHedge, WAD, Math.Rounding.Ceil);
        uint256 margin = trade.notionalUp(aimed).mulDiv(config.marginRatio, WAD, Math.Rounding.Ceil);
        margin = Math.min(BasisMath.lacking(position.equity, margin), cash - spent);
        trade.addMargin(margin);

        uint256 delta = aimed.saturatingSub(position.shortOf());
        if (delta != 0) trade.short(delta);
        emit IBasisVault.Invested(spent, bought, margin, -int256(delta));
    }

    /// @dev Takes as much of the book apart as `missing` is of it.
    function _free(BasisTypes.Trade memory trade, BasisTypes.Position memory position, uint256 missing) private {
        uint256 spotValue = trade.spotValueDown(position.spot);
        uint256 whole = spotValue + BasisMath.above(position.equity, 0);
        if (spotValue > trade.room) missing = Math.min(missing, whole.mulDiv(trade.room, spotValue));
        if (whole != 0 && missing != 0) trade.unwind(position, Math.min(missing, whole), whole);
    }
}
