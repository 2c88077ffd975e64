// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PremiumLib} from "./PremiumLib.sol";

/// @title FundingLib
/// @notice Funding by velocity (Synthetix Perps v3) or by clamped premium (centralised venues, Hyperliquid).
library FundingLib {
    using SafeCast for *;

    int256 private constant INTERVALS = 3; // of 8 hours a day

    /// @notice Daily rate [wad] and index [wad quote per base] as they stand now, at an index price [wad].
    /// @param average The average premium now. [wad]
    function pending(
        PerpTypes.Market storage market,
        uint256 price,
        int256 average
    ) internal view returns (int256 rate, int256 index) {
        int256 elapsed = (block.timestamp - market.fundingTime).toInt256();
        if (elapsed == 0) return (market.fundingRate, market.fundingIndex);

        int256 charged;
        (rate, charged) = _rates(market, average, elapsed);
        index = market.fundingIndex - (charged * price.toInt256() * elapsed) / (int256(PerpMath.WAD) * 1 days);
    }

    /// @notice Books the time since the last accrual.
    /// @dev A price of 0, where the feed gives none, lets the time pass without a charge.
    function accrue(PerpTypes.Market storage market, uint256 id, uint256 price) internal {
        if (block.timestamp == market.fundingTime) return;

        (int256 rate, int256 index) = pending(market, price, PremiumLib.average(market));
        PremiumLib.record(market);
        market.fundingRate = rate;
        market.fundingIndex = index;
        market.fundingTime = uint40(block.timestamp);

        emit IPerpEvents.FundingAccrued(id, rate, index, PremiumLib.skewOf(market), price);
    }

    /// @return rate The daily rate at the end of the time. [wad]
    /// @return charged The daily rate paid throughout it. [wad]
    function _rates(
        PerpTypes.Market storage market,
        int256 average,
        int256 elapsed
    ) private view returns (int256 rate, int256 charged) {
        PerpTypes.FundingConfig storage config = market.config.funding;
        if (config.rule == PerpTypes.FundingRule.Velocity) {
            int256 velocity = config.maxVelocity.toInt256() * PerpMath.clamp(PremiumLib.current(market), PerpMath.WAD);
            rate = market.fundingRate + (velocity * elapsed) / (int256(PerpMath.WAD) * 1 days);
            return (rate, (market.fundingRate + rate) / 2);
        }

        rate = average + PerpMath.clamp(config.interest.toInt256() - average, config.clamp);
        if (config.cap != 0) rate = PerpMath.clamp(rate, config.cap);
        rate *= INTERVALS;
        return (rate, rate);
    }
}
