// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IQueuedVault} from "../../vaults/IQueuedVault.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {LookThroughLib} from "./LookThroughLib.sol";
import {TableLib} from "./TableLib.sol";

/// @title SnapshotLib
/// @notice Takes a vault's exposure from its own books.
library SnapshotLib {
    using LookThroughLib for GuardTypes.State;
    using Math for uint256;
    using TableLib for TableLib.Table;

    uint256 private constant WAD = 1e18;

    /// @dev Vaults on top of one another.
    uint256 internal constant MOST_DEPTH = 3;

    /// @param changed Whether the vault itself says that it is another now: then a submitted solution is out of date.
    function take(GuardTypes.State storage state, address vault, bool changed) external {
        IVenueAdapter reader = state.readers[vault];
        require(address(reader) != address(0), ILeverageRegistry.LeverageRegistry_VaultUnknown(vault));
        if (!changed && _isSolved(state, vault)) return;

        TableLib.Table memory table = TableLib.create(false);
        GuardTypes.Snapshot memory head;
        (head.depth, head.oldest) = (1, uint40(block.timestamp));
        IVenueAdapter.Line[] memory own = reader.linesOf(vault);
        for (uint256 i = 0; i < own.length; ++i) {
            bool nested = state.isVault(own[i].asset);
            if (nested && leadsTo(state, own[i].asset, vault, MOST_DEPTH)) {
                _putCut(state, table, own[i]);
                continue;
            }
            state.put(table, own[i], false);
            if (nested) lower(state, head, own[i].asset);
        }
        require(head.depth <= MOST_DEPTH, ILeverageRegistry.LeverageRegistry_TooDeep(vault, head.depth));
        state.store(vault, table.trimmed(), head);
    }

    /// @notice Reverts in the middle of an action of the vault. One that does not tell is taken as it stands.
    function requireSettled(address vault) internal view {
        (bool told, bytes memory answer) = vault.staticcall(abi.encodeCall(IQueuedVault.isBusy, ()));
        bool busy = told && answer.length == 32 && abi.decode(answer, (uint256)) != 0;
        require(!busy, ILeverageRegistry.LeverageRegistry_VaultBusy(vault));
    }

    /// @notice Whether `target` stands behind the shares of `vault`, by what the vaults hold now.
    function leadsTo(
        GuardTypes.State storage state,
        address vault,
        address target,
        uint256 steps
    ) internal view returns (bool) {
        if (vault == target) return true;
        if (steps == 0) return false;
        IVenueAdapter.Line[] memory lines = state.readers[vault].linesOf(vault);
        for (uint256 i = 0; i < lines.length; ++i) {
            address asset = lines[i].asset;
            if (state.isVault(asset) && leadsTo(state, asset, target, steps - 1)) return true;
        }
        return false;
    }

    /// @notice A vault is as deep as the deepest below it and one more, and as old as the oldest.
    function lower(GuardTypes.State storage state, GuardTypes.Snapshot memory head, address nested) internal view {
        GuardTypes.Snapshot storage s = state.snapshots[nested];
        if (s.depth >= head.depth) head.depth = s.depth + 1;
        if (s.oldest < head.oldest) head.oldest = s.oldest;
    }

    function _isSolved(GuardTypes.State storage state, address vault) private view returns (bool) {
        GuardTypes.Snapshot storage s = state.snapshots[vault];
        return s.solved && block.timestamp <= uint256(s.oldest) + state.terms.maxAge;
    }

    /// @dev Shares in a circle stay shares, priced as such: their exposure is their price times the leverage stored of
    /// their vault, their equity is their price less a haircut.
    function _putCut(
        GuardTypes.State storage state,
        TableLib.Table memory table,
        IVenueAdapter.Line memory line
    ) private view {
        uint256 leverage = Math.max(state.snapshots[line.asset].leverage, WAD);
        uint256 held = line.held.mulDiv(leverage, WAD, Math.Rounding.Ceil);
        uint256 cut = line.held.mulDiv(state.terms.haircut, WAD, Math.Rounding.Ceil);
        table.add(line.asset, held, line.owed + held - line.held + cut, 0);
    }
}
