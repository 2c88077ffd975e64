// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title LiquidationSizeLib
/// @notice How much of a position one liquidation closes, its market's window left out.
library LiquidationSizeLib {
    /// @param partialTime Of the account's last partial liquidation, 0 for none. [seconds]
    /// @param size Of the position, without sign. [wad base]
    /// @param notional Of the position at mark. [quote]
    /// @return [wad base]
    /// @return isPartial Whether the rest has to wait for the cool-down.
    function part(
        PerpTypes.LiquidationConfig storage c,
        address account,
        uint256 partialTime,
        uint256 size,
        uint256 notional
    ) internal view returns (uint256, bool isPartial) {
        if (c.partialShare >= PerpMath.WAD || notional <= c.partialAbove) return (size, false);

        if (partialTime != 0) {
            uint256 until = partialTime + c.cooldown;
            require(block.timestamp >= until, IPerpErrors.PerpExchange_CoolingDown(account, until));
            if (!c.repeatPartial) return (size, false);
        }

        uint256 least = Math.mulDiv(size, c.partialFloor, notional, Math.Rounding.Ceil);
        uint256 closed = Math.max(PerpMath.shareUp(size, c.partialShare), least);
        if (c.partialCap != 0) closed = Math.min(closed, Math.mulDiv(size, c.partialCap, notional));
        return closed < size ? (closed, true) : (size, false);
    }
}
