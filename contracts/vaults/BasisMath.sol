// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BasisTypes} from "./BasisTypes.sol";

/// @title BasisMath
/// @notice A basis vault's arithmetic: spot at the oracle's prices, the short at the exchange's mark.
library BasisMath {
    using Math for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant BPS = 1e4;

    /// @notice What spot is worth. [asset]
    function spotValueDown(BasisTypes.Trade memory trade, uint256 spot) internal pure returns (uint256) {
        return spot.mulDiv(trade.spotPrice * trade.assetUnit, trade.assetPrice * trade.spotUnit);
    }

    /// @notice Spot as worth as `assets`. [spot token]
    function spotForDown(BasisTypes.Trade memory trade, uint256 assets) internal pure returns (uint256) {
        return assets.mulDiv(trade.assetPrice * trade.spotUnit, trade.spotPrice * trade.assetUnit);
    }

    /// @notice Spot in the market's base asset. [wad base]
    function baseDown(BasisTypes.Trade memory trade, uint256 spot) internal pure returns (uint256) {
        return spot.mulDiv(trade.rate, trade.spotUnit);
    }

    /// @notice Spot that stands for `base`. [spot token]
    function spotOfUp(BasisTypes.Trade memory trade, uint256 base) internal pure returns (uint256) {
        return base.mulDiv(trade.spotUnit, trade.rate, Math.Rounding.Ceil);
    }

    /// @notice What a position of `size` [wad base] is worth at mark. [asset]
    function notionalUp(BasisTypes.Trade memory trade, uint256 size) internal pure returns (uint256) {
        return size.mulDiv(trade.mark * trade.assetUnit, WAD * WAD, Math.Rounding.Ceil);
    }

    /// @notice A position that is worth `notional` [asset] at mark. [wad base]
    function sizeOfDown(BasisTypes.Trade memory trade, uint256 notional) internal pure returns (uint256) {
        return notional.mulDiv(WAD * WAD, trade.mark * trade.assetUnit);
    }

    /// @notice Size of the short, 0 where there is none. [wad base]
    function shortOf(BasisTypes.Position memory position) internal pure returns (uint256) {
        return position.size < 0 ? uint256(-position.size) : 0;
    }

    /// @notice The short that `spot` asks for. [wad base]
    function aimedUp(
        BasisTypes.Trade memory trade,
        BasisTypes.Config memory config,
        uint256 spot
    ) internal pure returns (uint256) {
        return baseDown(trade, spot).mulDiv(config.targetHedge, WAD, Math.Rounding.Ceil);
    }

    /// @notice Short ÷ spot; the largest word where there is a short and no spot, 1 where there is neither. [wad]
    function hedgeDown(
        BasisTypes.Trade memory trade,
        BasisTypes.Position memory position
    ) internal pure returns (uint256) {
        uint256 short = shortOf(position);
        uint256 base = baseDown(trade, position.spot);
        if (base == 0) return short == 0 ? WAD : type(uint256).max;
        return short.mulDiv(WAD, base);
    }

    /// @notice What all holdings are worth, never below zero. [asset]
    function netDown(
        BasisTypes.Trade memory trade,
        BasisTypes.Position memory position
    ) internal pure returns (uint256) {
        uint256 held = position.idle + position.parked + spotValueDown(trade, position.spot);
        return position.equity < 0 ? held.saturatingSub(uint256(-position.equity)) : held + uint256(position.equity);
    }

    /// @notice What equity on the exchange lacks of `aimed`. [asset]
    function lacking(int256 equity, uint256 aimed) internal pure returns (uint256) {
        return equity < 0 ? aimed + uint256(-equity) : aimed.saturatingSub(uint256(equity));
    }

    /// @notice What equity on the exchange is above `kept`. [asset]
    function above(int256 equity, uint256 kept) internal pure returns (uint256) {
        return equity < 0 ? 0 : uint256(equity).saturatingSub(kept);
    }

    /// @notice The part that spot to be sold is of all when its proceeds go to the margin of the short that is left,
    /// and the short shrinks with the spot: missing · spot ÷ (spot + margin aimed at), all [asset].
    function spotForMarginDown(
        uint256 missing,
        uint256 spotValue,
        uint256 aimedMargin
    ) internal pure returns (uint256 value) {
        return spotValue == 0 ? 0 : Math.min(spotValue, missing.mulDiv(spotValue, spotValue + aimedMargin));
    }

    /// @notice `amount` less the slippage that is allowed.
    function lessSlippage(BasisTypes.Trade memory trade, uint256 amount) internal pure returns (uint256) {
        return amount.mulDiv(BPS - trade.slippage, BPS);
    }
}
