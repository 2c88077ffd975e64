// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BasisBookLib} from "./BasisBookLib.sol";
import {BasisCashLib} from "./BasisCashLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisSpotLib} from "./BasisSpotLib.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisShortLib
/// @notice Changes the short toward what the spot asks for, and sells the spot that it does not stand for.
library BasisShortLib {
    using BasisBookLib for BasisTypes.Trade;
    using BasisMath for BasisTypes.Position;
    using BasisMath for BasisTypes.Trade;
    using BasisSpotLib for BasisTypes.Trade;
    using Math for uint256;

    uint256 private constant WAD = 1e18;

    /// @notice Buys back what the short has too much of.
    function shrink(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        BasisTypes.Position memory position,
        BasisTypes.Mending memory done
    ) internal {
        uint256 excess = position.shortOf().saturatingSub(trade.aimedUp(config, position.spot));
        excess = Math.min(excess, trade.sizeOfDown(trade.maxTrade));
        if (!trade.tryCover(excess)) return;

        done.sizeDelta += int256(excess);
        done.traded += trade.notionalUp(excess);
    }

    /// @notice Sells more of the perpetual.
    /// @return taken Whether the exchange took the order.
    function grow(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        BasisTypes.Position memory position,
        BasisTypes.Mending memory done
    ) internal returns (bool taken) {
        uint256 most = position.shortOf() + trade.sizeOfDown(trade.maxTrade);
        uint256 cash = _addMarginFor(
            trade,
            config,
            position,
            Math.min(trade.aimedUp(config, position.spot), most),
            done
        );

        uint256 delta = _carriedDown(trade, config, most);
        taken = trade.tryShort(delta);
        if (!taken) delta = 0;
        done.sizeDelta -= int256(delta);
        done.traded += trade.notionalUp(delta);
        if (cash + delta != 0) emit IBasisVault.Invested(0, 0, cash, -int256(delta));
    }

    /// @dev What is missing of the short that the spot asks for, as far as `most` and the margin that there is allow.
    /// [wad base]
    function _carriedDown(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        uint256 most
    ) private view returns (uint256) {
        BasisTypes.Position memory position = trade.positionOf();
        uint256 aimed = Math.min(trade.aimedUp(config, position.spot), most);
        uint256 notional = BasisMath.above(position.equity, 0).mulDiv(WAD, config.minMarginRatio);
        return Math.min(aimed, trade.sizeOfDown(notional)).saturatingSub(position.shortOf());
    }

    /// @dev Adds what margin lacks for a short of `aimed`, out of idle, then parked assets, then spot.
    /// @return cash Added. [asset]
    function _addMarginFor(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        BasisTypes.Position memory position,
        uint256 aimed,
        BasisTypes.Mending memory done
    ) private returns (uint256 cash) {
        uint256 margin = trade.notionalUp(aimed).mulDiv(config.marginRatio, WAD, Math.Rounding.Ceil);
        uint256 missing = BasisMath.lacking(position.equity, margin);
        cash = BasisCashLib.bring(trade, missing);
        if (cash < missing) {
            uint256 value = trade.spotValueDown(position.spot);
            value = BasisMath.spotForMarginDown(missing - cash, value, margin);
            cash += _sell(trade, trade.spotForDown(value), done);
        }
        trade.addMargin(cash);
    }

    /// @notice Sells the spot that the short does not stand for.
    function sellUnhedged(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        BasisTypes.Mending memory done
    ) internal {
        BasisTypes.Position memory position = trade.positionOf();
        uint256 kept = trade.spotOfUp(position.shortOf().mulDiv(WAD, config.targetHedge));
        _sell(trade, position.spot.saturatingSub(kept), done);
    }

    function _sell(
        BasisTypes.Trade memory trade,
        uint256 spot,
        BasisTypes.Mending memory done
    ) private returns (uint256 received) {
        uint256 sold;
        (sold, received) = trade.trySell(spot);
        if (sold == 0) return received;
        done.spotSold += sold;
        done.traded += trade.spotValueDown(sold);

        emit IBasisVault.Divested(received, sold, 0, 0);
    }
}
