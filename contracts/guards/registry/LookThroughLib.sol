// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {TableLib} from "./TableLib.sol";
import {ValueLib} from "./ValueLib.sol";

/// @title LookThroughLib
/// @notice What stands behind a share: the vault's lines as stored, in the part that the share is of the supply. Stored
/// lines are looked through already, so one step is enough.
library LookThroughLib {
    using Math for uint256;
    using SafeCast for *;
    using TableLib for TableLib.Table;

    function isVault(GuardTypes.State storage state, address asset) internal view returns (bool) {
        return address(state.readers[asset]) != address(0);
    }

    /// @notice Adds a line to a table, or takes it out; shares as what stands behind them, every amount rounded up.
    function put(
        GuardTypes.State storage state,
        TableLib.Table memory table,
        IVenueAdapter.Line memory line,
        bool out
    ) internal view {
        if (!isVault(state, line.asset)) return _move(table, line.asset, line.held, line.owed, line.size, out);
        if (line.held != 0) _putShares(state, table, line.asset, line.held, false, out);
        if (line.owed != 0) _putShares(state, table, line.asset, line.owed, true, out);
    }

    /// @notice Reverts where the vault's exposure is too old to go by, or was never taken.
    function requireFresh(GuardTypes.State storage state, address vault) internal view {
        GuardTypes.Snapshot storage s = state.snapshots[vault];
        require(
            s.takenAt != 0 && block.timestamp <= uint256(s.oldest) + state.terms.maxAge,
            ILeverageRegistry.LeverageRegistry_Stale(vault, s.oldest, state.terms.maxAge)
        );
    }

    /// @notice Replaces what is stored of a vault.
    function store(
        GuardTypes.State storage state,
        address vault,
        IVenueAdapter.Line[] memory lines,
        GuardTypes.Snapshot memory head
    ) internal {
        TableLib.Table memory table = TableLib.create(false);
        GuardTypes.Snapshot storage s = state.snapshots[vault];
        delete s.lines;
        for (uint256 i = 0; i < lines.length; ++i) {
            IVenueAdapter.Line memory line = lines[i];
            table.add(line.asset, line.held, line.owed, line.size);
            s.lines.push(
                GuardTypes.StoredLine(line.asset, line.held.toUint128(), line.owed.toUint128(), line.size.toInt128())
            );
        }
        (uint256 exposure, int256 equity) = ValueLib.measure(ValueLib.open(state.oracle), table);
        uint256 leverage = Math.min(ValueLib.leverageUp(exposure, equity), ValueLib.MOST_LEVERAGE);

        s.supply = IERC20(vault).totalSupply().toUint128();
        s.leverage = uint80(leverage);
        (s.takenAt, s.oldest) = (uint40(block.timestamp), head.oldest);
        (s.depth, s.solved) = (head.depth, head.solved);

        emit ILeverageRegistry.ExposureTaken(vault, s.supply, leverage, head.depth, head.solved);
    }

    /// @dev Owing shares is owing what stands behind them and being owed its debts.
    function _putShares(
        GuardTypes.State storage state,
        TableLib.Table memory table,
        address vault,
        uint256 shares,
        bool owing,
        bool out
    ) private view {
        requireFresh(state, vault);
        GuardTypes.Snapshot storage s = state.snapshots[vault];
        uint256 supply = s.supply;
        require(supply != 0, ILeverageRegistry.LeverageRegistry_Stale(vault, s.oldest, state.terms.maxAge));
        for (uint256 i = 0; i < s.lines.length; ++i) {
            GuardTypes.StoredLine memory line = s.lines[i];
            uint256 held = shares.mulDiv(line.held, supply, Math.Rounding.Ceil);
            uint256 owed = shares.mulDiv(line.owed, supply, Math.Rounding.Ceil);
            int256 size = shares.mulDiv(SignedMath.abs(line.size), supply, Math.Rounding.Ceil).toInt256();
            if (owing) (held, owed) = (owed, held);
            _move(table, line.asset, held, owed, (line.size < 0) == owing ? size : -size, out);
        }
    }

    function _move(
        TableLib.Table memory table,
        address asset,
        uint256 held,
        uint256 owed,
        int256 size,
        bool out
    ) private pure {
        if (out) table.remove(asset, held, owed, size);
        else table.add(asset, held, owed, size);
    }
}
