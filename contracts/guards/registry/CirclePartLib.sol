// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {LookThroughLib} from "./LookThroughLib.sol";
import {SnapshotLib} from "./SnapshotLib.sol";
import {TableLib} from "./TableLib.sol";

/// @title CirclePartLib
/// @notice Puts a submitted solution back into the lines of a vault of the circle.
library CirclePartLib {
    using LookThroughLib for GuardTypes.State;
    using Math for uint256;
    using SafeCast for uint256;
    using TableLib for TableLib.Table;

    uint256 private constant WAD = 1e18;

    /// @return table What would stand behind vault `i` if the solution were right about the others.
    /// @return parts Of each other, what it holds or owes. [wad] rounded up
    function put(
        GuardTypes.State storage state,
        address[] calldata vaults,
        IVenueAdapter.Line[][] calldata solution,
        uint256 i,
        GuardTypes.Snapshot memory head
    ) internal view returns (TableLib.Table memory table, uint256[] memory parts) {
        (table, parts) = (TableLib.create(false), new uint256[](vaults.length));
        IVenueAdapter.Line[] memory own = state.readers[vaults[i]].linesOf(vaults[i]);
        for (uint256 j = 0; j < own.length; ++j) {
            uint256 at = _indexOf(vaults, own[j].asset);
            if (at == vaults.length) {
                state.put(table, own[j], false);
                if (state.isVault(own[j].asset)) _lower(state, head, vaults, own[j].asset);
            } else {
                uint256 supply = IERC20(vaults[at]).totalSupply();
                parts[at] += (own[j].held + own[j].owed).mulDiv(WAD, supply, Math.Rounding.Ceil);
                _addPart(table, solution[at], own[j].held, supply, false);
                _addPart(table, solution[at], own[j].owed, supply, true);
            }
        }
        uint256 depth = head.depth;
        require(depth <= SnapshotLib.MOST_DEPTH, ILeverageRegistry.LeverageRegistry_TooDeep(vaults[i], depth));
    }

    /// @dev A vault outside, behind which none of the circle stands.
    function _lower(
        GuardTypes.State storage state,
        GuardTypes.Snapshot memory head,
        address[] calldata vaults,
        address nested
    ) private view {
        for (uint256 i = 0; i < vaults.length; ++i) {
            bool leads = SnapshotLib.leadsTo(state, nested, vaults[i], SnapshotLib.MOST_DEPTH);
            require(!leads, ILeverageRegistry.LeverageRegistry_NoCircle());
        }
        SnapshotLib.lower(state, head, nested);
    }

    /// @dev Owing shares is owing what stands behind them and being owed its debts.
    function _addPart(
        TableLib.Table memory table,
        IVenueAdapter.Line[] calldata lines,
        uint256 shares,
        uint256 supply,
        bool owing
    ) private pure {
        for (uint256 k = 0; k < lines.length; ++k) {
            int256 size = SignedMath.abs(lines[k].size).mulDiv(shares, supply).toInt256();
            uint256 held = lines[k].held.mulDiv(shares, supply, Math.Rounding.Ceil);
            uint256 owed = lines[k].owed.mulDiv(shares, supply, Math.Rounding.Ceil);
            if (owing) (held, owed) = (owed, held);
            table.add(lines[k].asset, held, owed, (lines[k].size < 0) == owing ? size : -size);
        }
    }

    function _indexOf(address[] calldata vaults, address asset) private pure returns (uint256 i) {
        while (i < vaults.length && vaults[i] != asset) ++i;
    }
}
