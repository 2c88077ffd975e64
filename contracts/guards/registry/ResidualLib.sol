// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {TableLib} from "./TableLib.sol";

/// @title ResidualLib
/// @notice How far a submitted solution is from being one.
library ResidualLib {
    using Math for uint256;
    using TableLib for TableLib.Table;

    uint256 private constant WAD = 1e18;

    /// @notice Reverts where an amount of `lines` differs from that of the table by more than `most`. [wad]
    /// @return claimed What is claimed.
    /// @return gaps By how much each amount differs, of a held and an owed asset added up as held.
    function requireWithin(
        uint256 most,
        address vault,
        TableLib.Table memory table,
        IVenueAdapter.Line[] calldata lines
    ) internal pure returns (TableLib.Table memory claimed, TableLib.Table memory gaps) {
        (claimed, gaps) = (TableLib.create(false), TableLib.create(false));
        for (uint256 i = 0; i < lines.length; ++i) {
            claimed.add(lines[i].asset, lines[i].held, lines[i].owed, lines[i].size);
            table.at(lines[i].asset);
        }
        for (uint256 i = 0; i < table.count; ++i) {
            IVenueAdapter.Line memory a = table.lines[i];
            IVenueAdapter.Line memory b = claimed.at(a.asset);
            uint256 gap = Math.max(_gapUp(a.held, b.held), _gapUp(a.owed, b.owed));
            uint256 short = _gapUp(SignedMath.abs(a.size), SignedMath.abs(b.size));
            if ((a.size < 0) != (b.size < 0) && a.size != 0 && b.size != 0) short = WAD;
            gap = Math.max(gap, short);
            require(gap <= most, ILeverageRegistry.LeverageRegistry_Residual(vault, a.asset, gap, most));
            gaps.add(a.asset, _off(a.held, b.held) + _off(a.owed, b.owed), 0, a.size - b.size);
        }
    }

    function _off(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? b - a : a - b;
    }

    /// @dev The difference ÷ the larger, rounded up. [wad]
    function _gapUp(uint256 a, uint256 b) private pure returns (uint256) {
        (uint256 small, uint256 large) = a < b ? (a, b) : (b, a);
        return large == 0 ? 0 : (large - small).mulDiv(WAD, large, Math.Rounding.Ceil);
    }
}
