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
import {ResidualLib} from "./ResidualLib.sol";
import {TableLib} from "./TableLib.sol";

/// @title CircleLib
/// @notice Vaults that hold each other's shares. What stands behind each is a fixed point: its own lines and its part
/// of what stands behind the others. Whoever has solved that off chain submits it, and it is put to the test here.
/// @dev The system is linear and, while anybody outside holds a share, has one solution.
library CircleLib {
    using LookThroughLib for GuardTypes.State;
    using Math for uint256;
    using SafeCast for uint256;
    using TableLib for TableLib.Table;

    /// @notice Stores `solution`, each vault's lines without shares, where it is a fixed point to within the bound.
    function accept(
        GuardTypes.State storage state,
        address[] calldata vaults,
        IVenueAdapter.Line[][] calldata solution
    ) external {
        require(vaults.length == solution.length, ILeverageRegistry.LeverageRegistry_SolutionInvalid());
        GuardTypes.Snapshot memory head;
        (head.depth, head.oldest, head.solved) = (1, uint40(block.timestamp), true);
        for (uint256 i = 0; i < vaults.length; ++i) _requirePlain(state, vaults, solution, i);
        for (uint256 i = 0; i < vaults.length; ++i) {
            TableLib.Table memory table = _apply(state, vaults, solution, i, head);
            ResidualLib.requireWithin(state.terms.bound, vaults[i], table, solution[i]);
        }
        for (uint256 i = 0; i < vaults.length; ++i) state.store(vaults[i], solution[i], head);
    }

    /// @dev Each asset once, none of them a share, so that the amounts can be compared one by one.
    function _requirePlain(
        GuardTypes.State storage state,
        address[] calldata vaults,
        IVenueAdapter.Line[][] calldata solution,
        uint256 i
    ) private view {
        bool sound = state.isVault(vaults[i]);
        for (uint256 j = 0; j < i; ++j) if (vaults[j] == vaults[i]) sound = false;
        for (uint256 j = 0; j < solution[i].length; ++j) {
            if (state.isVault(solution[i][j].asset)) sound = false;
            for (uint256 k = 0; k < j; ++k) if (solution[i][k].asset == solution[i][j].asset) sound = false;
        }
        require(sound, ILeverageRegistry.LeverageRegistry_SolutionInvalid());
    }

    /// @dev What would stand behind the vault if the solution were right about the others.
    function _apply(
        GuardTypes.State storage state,
        address[] calldata vaults,
        IVenueAdapter.Line[][] calldata solution,
        uint256 i,
        GuardTypes.Snapshot memory head
    ) private view returns (TableLib.Table memory table) {
        table = TableLib.create(false);
        IVenueAdapter.Line[] memory own = state.readers[vaults[i]].linesOf(vaults[i]);
        for (uint256 j = 0; j < own.length; ++j) {
            uint256 at = _indexOf(vaults, own[j].asset);
            if (at == vaults.length) {
                state.put(table, own[j], false);
                uint40 oldest = state.snapshots[own[j].asset].oldest;
                if (oldest != 0 && oldest < head.oldest) head.oldest = oldest;
            } else {
                _addPart(table, solution[at], own[j].held, IERC20(vaults[at]).totalSupply());
            }
        }
    }

    function _addPart(
        TableLib.Table memory table,
        IVenueAdapter.Line[] calldata lines,
        uint256 shares,
        uint256 supply
    ) private pure {
        for (uint256 k = 0; k < lines.length; ++k) {
            int256 size = SignedMath.abs(lines[k].size).mulDiv(shares, supply).toInt256();
            table.add(
                lines[k].asset,
                lines[k].held.mulDiv(shares, supply, Math.Rounding.Ceil),
                lines[k].owed.mulDiv(shares, supply, Math.Rounding.Ceil),
                lines[k].size < 0 ? -size : size
            );
        }
    }

    function _indexOf(address[] calldata vaults, address asset) private pure returns (uint256 i) {
        while (i < vaults.length && vaults[i] != asset) ++i;
    }
}
