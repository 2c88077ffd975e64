// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BreakerTypes} from "./BreakerTypes.sol";
import {FeedLib} from "../FeedLib.sol";

/// @title PriceVelocityLib
/// @notice How far a price moved in the last n blocks, from the extremes that were seen there; and whether that is too
/// far.
/// @dev One sample a block in which the price changed, with the extremes of that block: what comes first in a block
/// makes no difference to what a later one in it is measured against.
library PriceVelocityLib {
    uint256 internal constant MAX_BLOCKS = 64;
    uint256 private constant SLOTS = MAX_BLOCKS + 1;
    uint256 private constant WAD = 1e18;

    struct Sample {
        uint40 from; // block since which the price stands
        uint128 last; // at the block's end; all prices in [decimals of the feed]
        uint128 low; // in that block
        uint128 high;
    }

    struct Watch {
        BreakerTypes.PriceConfig config;
        uint64 count; // of samples ever taken
        uint40 seen; // block of the latest look
        uint40 until; // [seconds] of a halt or a spread
        uint64 peak; // [wad] largest move since the trip
        uint8 decimals; // of the feed
        mapping(uint256 slot => Sample) samples;
    }

    /// @notice What a look finds.
    struct Sight {
        uint256 price; // 0 where the feed fails
        uint256 move; // [wad] now, against the window; rounded down
        uint256 until; // [seconds] the halt or spread, this move included
        uint256 peak; // [wad] likewise
    }

    /// @notice Sets the watch; the window begins with the next look.
    function set(Watch storage w, BreakerTypes.PriceConfig calldata config, uint8 decimals) internal {
        (w.config, w.decimals) = (config, decimals);
        clear(w);
    }

    /// @notice What the feed says now; writes nothing.
    function look(Watch storage w) internal view returns (Sight memory s) {
        s.price = FeedLib.tryRead(w.config.feed);
        if (s.price != 0) s.move = _move(w, s.price);

        bool tripped = block.timestamp < w.until;
        (s.until, s.peak) = tripped ? (uint256(w.until), uint256(w.peak)) : (0, 0);
        if (s.move <= w.config.maxMove) return s;
        s.until = block.timestamp + w.config.haltSeconds;
        s.peak = Math.max(s.peak, Math.min(s.move, type(uint64).max));
    }

    /// @notice Keeps what a look found.
    function keep(Watch storage w, Sight memory s) internal {
        if (s.price != 0) _sample(w, uint128(s.price));
        (w.until, w.peak) = (uint40(s.until), uint64(s.peak));
    }

    /// @notice Ends a halt; the window begins with the next look.
    function clear(Watch storage w) internal {
        (w.count, w.seen, w.until, w.peak) = (0, 0, 0, 0);
    }

    /// @notice The spread that a peak asks for, rounded up. [wad]
    function spreadUp(BreakerTypes.PriceConfig memory config, uint256 peak) internal pure returns (uint256) {
        return Math.min(Math.mulDiv(peak, config.spreadPerMove, WAD, Math.Rounding.Ceil), config.maxSpread);
    }

    /// @notice What an amount is worth, 0 where no feed answers. [usd]
    function valueUp(Watch storage w, uint256 amount) internal view returns (uint256) {
        if (w.config.feed == address(0)) return 0;
        uint256 price = FeedLib.tryRead(w.config.feed);
        return Math.mulDiv(amount, price * WAD, w.config.unit * 10 ** w.decimals, Math.Rounding.Ceil);
    }

    function _sample(Watch storage w, uint128 price) private {
        w.seen = uint40(block.number);
        Sample storage latest = w.samples[(w.count + SLOTS - 1) % SLOTS];
        if (w.count != 0 && latest.from == block.number) {
            latest.last = price;
            if (price < latest.low) latest.low = price;
            if (price > latest.high) latest.high = price;
        } else if (w.count == 0 || latest.last != price) {
            w.samples[w.count % SLOTS] = Sample(uint40(block.number), price, price, price);
            w.count++;
        }
    }

    /// @dev The sample that stood when the window opened counts with its last price, older ones not at all.
    function _move(Watch storage w, uint256 price) private view returns (uint256) {
        uint256 memoryBlocks = w.config.memoryBlocks;
        if (memoryBlocks != 0 && block.number - w.seen > memoryBlocks) return 0;
        uint256 opening = Math.saturatingSub(block.number, w.config.blocks);
        (uint256 low, uint256 high) = (price, price);
        for (uint256 i = w.count; i != 0; i--) {
            Sample memory s = w.samples[(i - 1) % SLOTS];
            bool inside = s.from > opening;
            low = Math.min(low, inside ? s.low : s.last);
            high = Math.max(high, inside ? s.high : s.last);
            if (!inside) break;
        }
        return Math.max(Math.mulDiv(price - low, WAD, low), Math.mulDiv(high - price, WAD, high));
    }
}
