// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {LookThroughLib} from "./LookThroughLib.sol";
import {TableLib} from "./TableLib.sol";
import {ValueLib} from "./ValueLib.sol";

/// @title SystemLib
/// @notice All venues together: their totals, shares looked through, less what venues and vaults have with each other.
/// What is left is what holders outside have.
library SystemLib {
    using LookThroughLib for GuardTypes.State;
    using Math for uint256;
    using TableLib for TableLib.Table;

    uint256 private constant WAD = 1e18;

    /// @notice Exposure ÷ equity of all holders, and how often each asset is used: the claims on it that stand behind
    /// something ÷ what there is of it. All rounded up.
    function take(GuardTypes.State storage state) external {
        (TableLib.Table memory table, TableLib.Table memory again) = sum(state);
        (uint256 exposure, int256 equity) = ValueLib.measure(ValueLib.open(state.oracle), table);
        uint256 leverage = Math.min(ValueLib.leverageUp(exposure, equity), ValueLib.MOST_LEVERAGE);
        state.system = GuardTypes.System(uint128(leverage), uint40(block.timestamp));
        for (uint256 i = 0; i < table.count; ++i) {
            address asset = table.lines[i].asset;
            state.reuse[asset] = _reuseUp(table.lines[i].held, again.at(asset).held);
        }

        emit ILeverageRegistry.SystemTaken(leverage, exposure, equity);
    }

    /// @return table What is held, owed and open outside.
    /// @return again What of it stands behind a share that in turn stands behind something at a venue.
    function sum(
        GuardTypes.State storage state
    ) internal view returns (TableLib.Table memory table, TableLib.Table memory again) {
        (table, again) = (TableLib.create(true), TableLib.create(true));
        for (uint256 i = 0; i < state.adapters.length; ++i) {
            _put(state, table, state.adapters[i].totals(), false);
        }
        for (uint256 i = 0; i < state.claims.length; ++i) {
            GuardTypes.Claim memory claim = state.claims[i];
            IVenueAdapter.Line[] memory lines = claim.adapter.claimsOf(claim.account);
            _put(state, table, lines, true);
            if (claim.custody) _put(state, again, lines, false);
        }
    }

    function _put(
        GuardTypes.State storage state,
        TableLib.Table memory table,
        IVenueAdapter.Line[] memory lines,
        bool out
    ) private view {
        for (uint256 i = 0; i < lines.length; ++i) state.put(table, lines[i], out);
    }

    function _reuseUp(uint256 there, uint256 again) private pure returns (uint256) {
        if (there == 0) return 0;
        return (there + again).mulDiv(WAD, there, Math.Rounding.Ceil);
    }
}
