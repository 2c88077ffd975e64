// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AccountLinesLib} from "./AccountLinesLib.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IRiskHook, RiskAction} from "../IRiskHook.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {LookThroughLib} from "./LookThroughLib.sol";
import {RampLib} from "./RampLib.sol";
import {TableLib} from "./TableLib.sol";

/// @title AccountCheckLib
/// @notice Whether a report may pass.
library AccountCheckLib {
    using LookThroughLib for GuardTypes.State;
    using RampLib for GuardTypes.Ramp;
    using TableLib for TableLib.Table;

    /// @notice Reverts where the report must not pass.
    /// @dev What goes out concerns only who owes something: nobody is kept in a vault or a market by a cap. A vault's
    /// own withdrawals serve repayments and who leaves; its risk is checked where it grows.
    function check(GuardTypes.State storage state, IRiskHook.Report calldata report) external view {
        if (report.action == RiskAction.Liquidation) return;
        bool grows = _grows(report.action);
        if (!grows && state.isVault(report.account)) return;
        uint256 cap = capOf(state, report.account);
        if (cap != 0 || (grows && state.cappedAssets.length != 0)) {
            IVenueAdapter.Line[][] memory lines = AccountLinesLib.read(state, report.account);
            if (!grows && !AccountLinesLib.owes(lines)) return;

            TableLib.Table memory all = _requireAccount(state, report.account, lines, cap);
            if (AccountLinesLib.handOver(state, report, lines))
                all = _requireAccount(state, report.account, lines, cap);
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
        (m, all) = AccountLinesLib.measure(state, account, AccountLinesLib.read(state, account));
        lines = all.trimmed();
    }

    /// @notice The cap on an account's leverage now, its own or else that for all; 0 for none. [wad]
    function capOf(GuardTypes.State storage state, address account) internal view returns (uint256 cap) {
        cap = state.caps[GuardTypes.Scope.Account][account].current();
        if (cap == 0) cap = state.caps[GuardTypes.Scope.Account][address(0)].current();
    }

    function _requireAccount(
        GuardTypes.State storage state,
        address account,
        IVenueAdapter.Line[][] memory lines,
        uint256 cap
    ) private view returns (TableLib.Table memory all) {
        ILeverageRegistry.Measure memory m;
        (m, all) = AccountLinesLib.measure(state, account, lines);
        require(
            cap == 0 || m.leverage <= cap,
            ILeverageRegistry.LeverageRegistry_AboveCap(GuardTypes.Scope.Account, account, m.leverage, cap)
        );
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
}
