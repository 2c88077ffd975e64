// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {PerpMath} from "./PerpMath.sol";

/// @title AdlBoundLib
/// @notice How much of a position in profit its account can give up at a price that is worse than mark.
///
/// What it gives up is size closed · gap. That is at most the position's profit, and leaves the account its maintenance
/// margin. Closing all of it also frees the position's own margin. A part is bounded as if it freed none, so that no
/// slope of the margin ratio has to be solved for: it takes no more than it may.
library AdlBoundLib {
    struct Limits {
        uint256 size; // [wad base] of the position
        uint256 profit; // [quote] of the position
        int256 equity; // [quote] of the account
        uint256 maintenance; // [quote] of all its positions
        uint256 maintenanceOfOthers; // [quote] of all but this one
    }

    /// @param gap Mark − price for a long, price − mark for a short. [wad]
    /// @return Most of the position that may be closed. [wad base]
    function largest(Limits memory limits, uint256 gap, uint256 unit) internal pure returns (uint256) {
        if (limits.profit == 0 || limits.equity <= 0) return 0;

        uint256 equity = uint256(limits.equity);
        uint256 taken = PerpMath.notionalUp(limits.size, gap, unit);
        if (taken <= limits.profit && equity >= taken + limits.maintenanceOfOthers) return limits.size;

        // Two values rounded down come to one unit less than their sum.
        uint256 room = Math.saturatingSub(equity, limits.maintenance + 1);
        if (gap == 0 || room == 0) return 0;
        uint256 part = Math.mulDiv(Math.min(limits.profit, room), 1e36, gap * unit);
        return Math.min(part, limits.size);
    }
}
