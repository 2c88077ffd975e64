// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IRiskHook, RiskAction} from "./IRiskHook.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {LookThroughLib} from "./LookThroughLib.sol";
import {RampLib} from "./RampLib.sol";
import {TableLib} from "./TableLib.sol";
import {ValueLib} from "./ValueLib.sol";

/// @title AccountCheckLib
/// @notice An account's leverage over all venues, and whether a report may pass.
library AccountCheckLib {
    using LookThroughLib for GuardTypes.State;
    using Math for uint256;
    using RampLib for GuardTypes.Ramp;
    using SafeCast for uint256;
    using TableLib for TableLib.Table;

    uint256 private constant WAD = 1e18;

    /// @notice Reverts where the report must not pass.
    /// @dev What goes out concerns only who owes something: nobody is kept in a vault or a market by a cap. A vault's
    /// own withdrawals serve repayments and who leaves; its risk is checked where it grows.
    function check(GuardTypes.State storage state, IRiskHook.Report calldata report) external view {
        if (report.action == RiskAction.Liquidation) return;
        bool grows = _grows(report.action);
        if (!grows && state.isVault(report.account)) return;
        uint256 cap = capOf(state, report.account);
        if (cap != 0 || (grows && state.cappedAssets.length != 0)) {
            IVenueAdapter.Line[][] memory lines = _read(state, report.account);
            if (!grows && !_owes(lines)) return;

            TableLib.Table memory all = _requireAccount(state, report.account, lines, cap);
            if (_handOver(state, report, lines)) all = _requireAccount(state, report.account, lines, cap);
            if (grows) _requireAssets(state, all);
        }
        if (grows) _requireSystem(state);
    }

    /// @notice An account's exposure, equity and leverage, and the amounts by asset behind them, shares looked through.
    function measure(
        GuardTypes.State storage state,
        address account
    ) external view returns (ILeverageRegistry.Measure memory m, IVenueAdapter.Line[] memory lines) {
        TableLib.Table memory all;
        (m, all) = _measure(state, account, _read(state, account));
        lines = all.trimmed();
    }

    /// @notice The cap on an account's leverage now, its own or else that for all; 0 for none. [wad]
    function capOf(GuardTypes.State storage state, address account) internal view returns (uint256 cap) {
        cap = state.caps[GuardTypes.Scope.Account][account].current();
        if (cap == 0) cap = state.caps[GuardTypes.Scope.Account][address(0)].current();
    }

    /// @dev Shares that are on their way out have left the venue's books and are not in anybody's hands. They are put into
    /// the account's: whether it keeps them or sends them on, it must be within the cap.
    function _handOver(
        GuardTypes.State storage state,
        IRiskHook.Report calldata report,
        IVenueAdapter.Line[][] memory lines
    ) private view returns (bool) {
        address asset = address(uint160(report.subject));
        if (!_pays(report.action) || !state.isVault(asset) || state.isVault(report.account)) return false;
        for (uint256 i = 0; i < lines.length; ++i) {
            if (state.adapters[i] != state.hands) continue;
            IVenueAdapter.Line[] memory more = new IVenueAdapter.Line[](lines[i].length + 1);
            for (uint256 j = 0; j < lines[i].length; ++j) more[j] = lines[i][j];
            more[lines[i].length] = IVenueAdapter.Line(asset, report.amount, 0, 0);
            lines[i] = more;
            return true;
        }
        return false;
    }

    function _requireAccount(
        GuardTypes.State storage state,
        address account,
        IVenueAdapter.Line[][] memory lines,
        uint256 cap
    ) private view returns (TableLib.Table memory all) {
        ILeverageRegistry.Measure memory m;
        (m, all) = _measure(state, account, lines);
        require(
            cap == 0 || m.leverage <= cap,
            ILeverageRegistry.LeverageRegistry_AboveCap(GuardTypes.Scope.Account, account, m.leverage, cap)
        );
    }

    /// @dev A vault is read from its own books, anyone else at all venues.
    function _read(
        GuardTypes.State storage state,
        address account
    ) private view returns (IVenueAdapter.Line[][] memory lines) {
        if (state.isVault(account)) {
            lines = new IVenueAdapter.Line[][](1);
            lines[0] = state.readers[account].linesOf(account);
            return lines;
        }
        lines = new IVenueAdapter.Line[][](state.adapters.length);
        for (uint256 i = 0; i < lines.length; ++i) lines[i] = state.adapters[i].linesOf(account);
    }

    function _owes(IVenueAdapter.Line[][] memory lines) private pure returns (bool) {
        for (uint256 i = 0; i < lines.length; ++i) {
            for (uint256 j = 0; j < lines[i].length; ++j) {
                if (lines[i][j].owed != 0 || lines[i][j].size != 0) return true;
            }
        }
        return false;
    }

    function _measure(
        GuardTypes.State storage state,
        address account,
        IVenueAdapter.Line[][] memory lines
    ) private view returns (ILeverageRegistry.Measure memory m, TableLib.Table memory all) {
        ValueLib.Prices memory prices = ValueLib.open(state.oracle);
        all = TableLib.create(false);
        bool vault = state.isVault(account);
        for (uint256 i = 0; i < lines.length; ++i) {
            TableLib.Table memory table = TableLib.create(false);
            for (uint256 j = 0; j < lines[i].length; ++j) state.put(table, lines[i][j], false);
            (uint256 exposure, int256 equity) = ValueLib.measure(prices, table);
            m.exposure += exposure;
            m.equity += vault ? equity : _weighted(equity, state.weights[state.adapters[i]]);
            for (uint256 j = 0; j < table.count; ++j) {
                IVenueAdapter.Line memory line = table.lines[j];
                all.add(line.asset, line.held, line.owed, line.size);
            }
        }
        m.leverage = ValueLib.leverageUp(m.exposure, m.equity);
    }

    /// @dev A deficit counts in full.
    function _weighted(int256 equity, uint256 weight) private pure returns (int256) {
        return equity <= 0 ? equity : uint256(equity).mulDiv(weight, WAD).toInt256();
    }

    function _requireAssets(GuardTypes.State storage state, TableLib.Table memory all) private view {
        for (uint256 i = 0; i < state.cappedAssets.length; ++i) {
            address asset = state.cappedAssets[i];
            uint256 cap = state.caps[GuardTypes.Scope.Asset][asset].current();
            if (cap == 0) continue;
            bool held = false;
            for (uint256 j = 0; j < all.count && !held; ++j) held = all.lines[j].asset == asset;
            if (held) _requireBelow(state, GuardTypes.Scope.Asset, asset, state.reuse[asset], cap);
        }
    }

    function _requireSystem(GuardTypes.State storage state) private view {
        uint256 cap = state.caps[GuardTypes.Scope.System][address(0)].current();
        if (cap != 0) _requireBelow(state, GuardTypes.Scope.System, address(0), state.system.leverage, cap);
    }

    function _requireBelow(
        GuardTypes.State storage state,
        GuardTypes.Scope scope,
        address subject,
        uint256 value,
        uint256 cap
    ) private view {
        (uint256 takenAt, uint256 maxAge) = (state.system.takenAt, state.terms.maxAge);
        require(
            takenAt != 0 && block.timestamp <= takenAt + maxAge,
            ILeverageRegistry.LeverageRegistry_Stale(address(0), takenAt, maxAge)
        );
        require(value <= cap, ILeverageRegistry.LeverageRegistry_AboveCap(scope, subject, value, cap));
    }

    function _grows(RiskAction action) private pure returns (bool) {
        return
            action == RiskAction.Borrow ||
            action == RiskAction.Order ||
            action == RiskAction.VaultDeposit ||
            action == RiskAction.VaultGrow;
    }

    /// @dev Whether tokens, of the asset that is the subject, leave with the action.
    function _pays(RiskAction action) private pure returns (bool) {
        return
            action == RiskAction.Borrow ||
            action == RiskAction.Withdraw ||
            action == RiskAction.MarginOut ||
            action == RiskAction.VaultExit;
    }
}
