// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title PositionMarginLib
/// @notice What one position has won and what it binds; all [quote].
library PositionMarginLib {
    using SafeCast for *;

    struct Bound {
        int256 profit; // at mark, with funding; rounded down
        uint256 notional; // |size| · mark; this and the rest rounded up
        uint256 initial;
        uint256 maintenance; // without reward
        uint256 backstop;
        uint256 reward; // before the account's bounds
    }

    function measure(
        PerpTypes.Market storage market,
        PerpTypes.Position storage position,
        MarketLib.Snapshot memory s,
        uint256 unit
    ) internal view returns (Bound memory b) {
        uint256 size = SignedMath.abs(position.size);
        PerpTypes.MarginConfig storage margin = market.config.margin;
        PerpTypes.LiquidationConfig storage liquidation = market.config.liquidation;

        b.profit = profitDown(position, s.mark, s.fundingIndex, unit);
        b.notional = PerpMath.notionalUp(size, s.mark, unit);
        uint256 ratio = ratioUp(market, size);
        b.initial =
            PerpMath.shareUp(b.notional, raisedRatioUp(market, ratio, s.index, unit)) + margin.minPositionMargin;
        b.maintenance = maintenanceUp(margin, ratio, b.notional);
        b.backstop = PerpMath.shareUp(b.maintenance, liquidation.backstop);
        b.reward = PerpMath.shareUp(b.notional, liquidation.rewardRatio);
    }

    /// @notice Profit at `price` [wad], with funding up to an index [wad quote per base].
    function profitDown(
        PerpTypes.Position storage position,
        uint256 price,
        int256 fundingIndex,
        uint256 unit
    ) internal view returns (int256) {
        int256 value = PerpMath.valueDown(position.size, price.toInt256(), unit);
        return value - position.cost + PerpMath.valueDown(position.size, fundingIndex - position.funding, unit);
    }

    /// @notice Maintenance margin of a position, without reward.
    /// @param ratio Its initial margin ratio. [wad]
    function maintenanceUp(
        PerpTypes.MarginConfig storage margin,
        uint256 ratio,
        uint256 notional
    ) internal view returns (uint256) {
        return PerpMath.shareUp(notional, PerpMath.shareUp(ratio, margin.maintenanceScalar)) + margin.minPositionMargin;
    }

    /// @notice Initial margin ratio that grows with the size. [wad]
    function ratioUp(PerpTypes.Market storage market, uint256 size) internal view returns (uint256) {
        PerpTypes.MarginConfig storage margin = market.config.margin;
        uint256 scale = market.config.trading.skewScale;
        return margin.initialRatio + Math.mulDiv(margin.initialSlope, size, scale, Math.Rounding.Ceil);
    }

    /// @notice The ratio raised toward 100 % by open interest (dYdX v4). [wad]
    /// @param index Price at which the larger side is valued. [wad]
    function raisedRatioUp(
        PerpTypes.Market storage market,
        uint256 ratio,
        uint256 index,
        uint256 unit
    ) internal view returns (uint256) {
        uint256 lower = market.config.margin.openInterestLower;
        uint256 upper = market.config.margin.openInterestUpper;
        if (upper == 0 || ratio >= PerpMath.WAD) return ratio;

        uint256 value = PerpMath.notionalUp(Math.max(market.long.size, market.short.size), index, unit);
        if (value <= lower) return ratio;
        if (value >= upper) return PerpMath.WAD;
        uint256 share = Math.mulDiv(value - lower, PerpMath.WAD, upper - lower, Math.Rounding.Ceil);
        return ratio + PerpMath.shareUp(PerpMath.WAD - ratio, share);
    }

    /// @notice Where a position's part of its account's equity would be gone: mark − part ÷ size, up for a long and
    /// down for a short, never below zero. [wad]
    /// @param equity The account's. [quote]
    /// @param maintenance The position's, and `total` the account's without reward. [quote]
    function bankruptcyPrice(
        int256 size,
        uint256 mark,
        int256 equity,
        uint256 maintenance,
        uint256 total,
        uint256 unit
    ) internal pure returns (uint256) {
        int256 part = PerpMath.mulDivDown(equity, maintenance, total);
        int256 step = PerpMath.mulDivDown(part * int256(PerpMath.WAD), PerpMath.WAD, SignedMath.abs(size) * unit);
        int256 price = size > 0 ? mark.toInt256() - step : mark.toInt256() + step;
        return price > 0 ? uint256(price) : 0;
    }
}
