// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IRiskHook, RiskAction} from "../IRiskHook.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {LookThroughLib} from "./LookThroughLib.sol";
import {TableLib} from "./TableLib.sol";
import {ValueLib} from "./ValueLib.sol";

/// @title AccountLinesLib
/// @notice What an account has at each venue, and its leverage over all of them.
library AccountLinesLib {
    using LookThroughLib for GuardTypes.State;
    using Math for uint256;
    using SafeCast for uint256;
    using TableLib for TableLib.Table;

    uint256 private constant WAD = 1e18;

    /// @notice A vault is read from its own books, anyone else at all venues.
    function read(
        GuardTypes.State storage state,
        address account
    ) internal view returns (IVenueAdapter.Line[][] memory lines) {
        if (state.isVault(account)) {
            lines = new IVenueAdapter.Line[][](1);
            lines[0] = state.readers[account].linesOf(account);
            return lines;
        }
        lines = new IVenueAdapter.Line[][](state.adapters.length);
        for (uint256 i = 0; i < lines.length; ++i) lines[i] = state.adapters[i].linesOf(account);
    }

    /// @notice Whether there is a debt or a position anywhere, the account's own and not through shares.
    function owes(IVenueAdapter.Line[][] memory lines) internal pure returns (bool) {
        for (uint256 i = 0; i < lines.length; ++i) {
            for (uint256 j = 0; j < lines[i].length; ++j) {
                if (lines[i][j].owed != 0 || lines[i][j].size != 0) return true;
            }
        }
        return false;
    }

    /// @notice The figures, and the amounts by asset behind them.
    function measure(
        GuardTypes.State storage state,
        address account,
        IVenueAdapter.Line[][] memory lines
    ) internal view returns (ILeverageRegistry.Measure memory m, TableLib.Table memory all) {
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

    /// @notice Shares that are on their way out have left the venue's books and are in nobody's hands. They are put
    /// into the account's: whether it keeps them or sends them on, it must be within the cap.
    function handOver(
        GuardTypes.State storage state,
        IRiskHook.Report calldata report,
        IVenueAdapter.Line[][] memory lines
    ) internal view returns (bool) {
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

    /// @dev A deficit counts in full.
    function _weighted(int256 equity, uint256 weight) private pure returns (int256) {
        return equity <= 0 ? equity : uint256(equity).mulDiv(weight, WAD).toInt256();
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
