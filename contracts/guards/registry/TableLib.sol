// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";

/// @title TableLib
/// @notice Amounts by asset, each asset once.
library TableLib {
    /// @dev Assets of one account over all venues, vaults looked through. It bounds what a hook may cost.
    uint256 internal constant MOST = 24;

    /// @param apart Whether longs and shorts add up instead of cancelling.
    struct Table {
        IVenueAdapter.Line[] lines;
        uint256 count;
        bool apart;
    }

    function create(bool apart) internal pure returns (Table memory) {
        return Table(new IVenueAdapter.Line[](MOST), 0, apart);
    }

    function add(Table memory table, address asset, uint256 held, uint256 owed, int256 size) internal pure {
        IVenueAdapter.Line memory line = at(table, asset);
        line.held += held;
        line.owed += owed;
        line.size += table.apart ? int256(SignedMath.abs(size)) : size;
    }

    /// @notice Takes out what was added; nothing falls below zero by a rounding.
    function remove(Table memory table, address asset, uint256 held, uint256 owed, int256 size) internal pure {
        IVenueAdapter.Line memory line = at(table, asset);
        line.held = line.held > held ? line.held - held : 0;
        line.owed = line.owed > owed ? line.owed - owed : 0;
        int256 gone = int256(SignedMath.abs(size));
        line.size = line.size > gone ? line.size - gone : int256(0);
    }

    /// @notice The asset's line, a new one if there is none.
    function at(Table memory table, address asset) internal pure returns (IVenueAdapter.Line memory) {
        for (uint256 i = 0; i < table.count; ++i) {
            if (table.lines[i].asset == asset) return table.lines[i];
        }
        require(table.count < MOST, ILeverageRegistry.LeverageRegistry_TooManyAssets(MOST));
        table.lines[table.count].asset = asset;
        return table.lines[table.count++];
    }

    /// @notice The lines alone.
    function trimmed(Table memory table) internal pure returns (IVenueAdapter.Line[] memory lines) {
        lines = new IVenueAdapter.Line[](table.count);
        for (uint256 i = 0; i < lines.length; ++i) lines[i] = table.lines[i];
    }
}
