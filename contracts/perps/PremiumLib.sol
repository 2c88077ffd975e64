// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title PremiumLib
/// @notice The skew premium: now, over time, and in the price of an order.
/// @dev The skew stands still between two accruals, so between two checkpoints the premium's sum is a straight line and
/// reading it at any second is exact.
library PremiumLib {
    using Checkpoints for Checkpoints.Trace224;
    using SafeCast for *;

    int256 private constant OFFSET = 2 ** 223; // makes sums unsigned

    /// @notice Longs − shorts. [wad base]
    function skewOf(PerpTypes.Market storage market) internal view returns (int256) {
        return uint256(market.long.size).toInt256() - uint256(market.short.size).toInt256();
    }

    /// @notice Skew ÷ skew scale, toward zero. [wad]
    function current(PerpTypes.Market storage market) internal view returns (int256) {
        return (skewOf(market) * int256(PerpMath.WAD)) / market.config.trading.skewScale.toInt256();
    }

    /// @notice The premium's sum up to now. [wad · seconds]
    function sumNow(PerpTypes.Market storage market) internal view returns (int256) {
        return market.premiumSum + current(market) * (block.timestamp - market.fundingTime).toInt256();
    }

    /// @notice The premium averaged over the window that ends now, or since listing where that is shorter, toward zero;
    /// the current one where there is no window or no time has passed. [wad]
    function average(PerpTypes.Market storage market) internal view returns (int256) {
        uint256 window = market.config.funding.premiumWindow;
        if (window == 0) return current(market);

        uint256 start = Math.max(Math.saturatingSub(block.timestamp, window), market.premiums.pos(0)._key);
        if (start >= block.timestamp) return current(market);
        return (sumNow(market) - _sumAt(market, start)) / (block.timestamp - start).toInt256();
    }

    /// @notice Writes the sum down; call before the skew, its scale or its time changes.
    function record(PerpTypes.Market storage market) internal {
        market.premiumSum = sumNow(market);
        market.premiums.push(block.timestamp.toUint32(), uint256(market.premiumSum + OFFSET).toUint224());
    }

    /// @notice Index · (1 + (skew + sizeDelta ÷ 2) ÷ skewScale): the mean of the premium before and after, up for a
    /// buyer and down for a seller. [wad]
    function fillPrice(
        PerpTypes.Market storage market,
        uint256 id,
        uint256 index,
        int256 sizeDelta
    ) internal view returns (uint256 price) {
        int256 scale = 2 * market.config.trading.skewScale.toInt256();
        int256 factor = scale + 2 * skewOf(market) + sizeDelta;
        require(factor > 0, IPerpErrors.PerpExchange_NoPrice(id));
        Math.Rounding rounding = sizeDelta > 0 ? Math.Rounding.Ceil : Math.Rounding.Floor;
        price = Math.mulDiv(index, uint256(factor), uint256(scale), rounding);
        require(price != 0, IPerpErrors.PerpExchange_NoPrice(id));
    }

    /// @notice The `i`-th time [seconds] at which the sum [wad · seconds] was written down.
    function recorded(PerpTypes.Market storage market, uint256 i) internal view returns (uint256 time, int256 sum) {
        Checkpoints.Checkpoint224 memory point = market.premiums.pos(uint32(i));
        return (point._key, int256(uint256(point._value)) - OFFSET);
    }

    function _sumAt(PerpTypes.Market storage market, uint256 time) private view returns (int256) {
        uint256 last = market.fundingTime;
        if (time >= last) return market.premiumSum + current(market) * (time - last).toInt256();

        // The first is no later than `time`, and the last, written at `fundingTime`, comes after it.
        uint256 low = 0;
        uint256 high = market.premiums.length() - 1;
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (market.premiums.pos(uint32(middle))._key <= time) low = middle;
            else high = middle;
        }
        (uint256 leftTime, int256 leftSum) = recorded(market, low);
        (uint256 rightTime, int256 rightSum) = recorded(market, high);
        int256 premium = (rightSum - leftSum) / (rightTime - leftTime).toInt256();
        return leftSum + premium * (time - leftTime).toInt256();
    }
}
