// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title LiquidationWindowLib
/// @notice How much of a market is liquidated in a time: `windowSize` in `windowSeconds`, counted from the first
/// liquidation; and, while the skew is small, that much again in a block that has seen none.
library LiquidationWindowLib {
    using SafeCast for uint256;

    /// @notice What may still be liquidated in this block. [wad base]
    function left(PerpTypes.Market storage m) internal view returns (uint256) {
        uint256 size = m.config.liquidation.windowSize;
        if (size == 0) return type(uint256).max;
        return _startsAnew(m) ? size : size - Math.min(m.windowUsed, size);
    }

    /// @notice What may still be liquidated in this block; reverts when that is nothing.
    function requireLeft(PerpTypes.Market storage m, uint256 market) internal view returns (uint256 size) {
        size = left(m);
        uint256 until = uint256(m.windowStart) + m.config.liquidation.windowSeconds;
        require(size != 0, IPerpErrors.PerpExchange_WindowExhausted(market, until));
    }

    /// @notice Counts `size`, before the skew changes by it.
    function use(PerpTypes.Market storage m, uint256 size) internal {
        if (m.config.liquidation.windowSize == 0) return;
        bool anew = _startsAnew(m);
        if (anew) m.windowStart = uint40(block.timestamp);
        m.windowUsed = ((anew ? 0 : m.windowUsed) + size).toUint128();
        m.windowBlock = uint40(block.number);
    }

    function _startsAnew(PerpTypes.Market storage m) private view returns (bool) {
        PerpTypes.LiquidationConfig storage c = m.config.liquidation;
        if (block.timestamp >= uint256(m.windowStart) + c.windowSeconds) return true;
        if (block.number == m.windowBlock) return false;
        uint256 long = m.long.size;
        uint256 short = m.short.size;
        uint256 skew = long > short ? long - short : short - long;
        return skew < Math.mulDiv(c.maxSkewInWindow, m.config.trading.skewScale, 1e18);
    }
}
