// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AdlBoundLib} from "../../../contracts/perps/AdlBoundLib.sol";
import {AdlScoreLib} from "../../../contracts/perps/AdlScoreLib.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {Test} from "../../support/Test.sol";

/// @notice Ranks and bounds against their formulas, in plain multiplications.
contract AdlScoreLibTest is Test {
    uint256 private constant UNIT = 1e6;

    function test_score_followsEachQueue(uint256 a, uint256 b, uint256 d, bool short) public {
        AdlScoreLib.Candidate memory c = _candidate(a, b, d, short);
        uint256 ratio = short ? (c.cost * 1e18) / c.notional : (c.notional * 1e18) / c.cost;
        _assertNear(_score(PerpTypes.AdlPolicy.HyperliquidQueue, c), (ratio * c.notional) / c.equity);

        uint256 wallet = c.settled < int256(UNIT) ? UNIT : uint256(c.settled);
        uint256 expected = (((c.profit * 1e18) / wallet) * c.maintenance) / c.equity;
        _assertNear(_score(PerpTypes.AdlPolicy.BinanceQueue, c), expected);
        assertEq(_score(PerpTypes.AdlPolicy.ProfitProRata, c), c.profit * 1e12, "profit");
        assertEq(_score(PerpTypes.AdlPolicy.ContractsProRata, c), uint256(short ? -c.size : c.size), "size");
    }

    /// @dev A long that was paid to take its position counts as if it had cost a unit.
    function test_score_existsWithoutCost() public pure {
        AdlScoreLib.Candidate memory c = AdlScoreLib.Candidate(
            address(1),
            1e18,
            0,
            2_000 * UNIT,
            1,
            0,
            1_000 * UNIT,
            0
        );
        assertEq(_score(PerpTypes.AdlPolicy.HyperliquidQueue, c), 4e27, "score");
    }

    function test_precedes_isStrictAndTotal(uint256 a, uint256 b, address x, address y) public pure {
        vm.assume(x != y);
        assertTrue(AdlScoreLib.precedes(a, x, b, y) != AdlScoreLib.precedes(b, y, a, x), "both or neither");
        assertTrue(!AdlScoreLib.precedes(a, x, a, x), "before itself");
        if (a > b) assertTrue(AdlScoreLib.precedes(a, x, b, y), "the higher score");
    }

    /// @dev What is given up is within profit, and leaves maintenance.
    function test_largest_keepsProfitAndMaintenance(uint256 size, uint256 gap, uint256[4] memory words) public pure {
        AdlBoundLib.Limits memory limits = AdlBoundLib.Limits({
            size: bound(size, 1, 1e24),
            profit: bound(words[0], 0, 1e12 * UNIT),
            equity: int256(bound(words[1], 0, 2e12 * UNIT)) - int256(1e11 * UNIT),
            maintenance: bound(words[2], 0, 1e11 * UNIT),
            maintenanceOfOthers: 0
        });
        limits.maintenanceOfOthers = bound(words[3], 0, limits.maintenance);
        gap = bound(gap, 0, 1e24);

        uint256 most = AdlBoundLib.largest(limits, gap, UNIT);

        assertLe(most, limits.size, "more than there is");
        if (most == 0) return;
        uint256 taken = (most * gap * UNIT + 1e36 - 1) / 1e36;
        uint256 left = most == limits.size ? limits.maintenanceOfOthers : limits.maintenance;
        assertLe(taken, limits.profit, "more than the profit");
        assertGe(uint256(limits.equity), taken + left, "below maintenance");
    }

    function test_largest_isNothingWithoutProfitOrEquity(uint256 size, int256 equity) public pure {
        if (equity > 0) equity = -equity;
        assertEq(AdlBoundLib.largest(AdlBoundLib.Limits(size, 1, equity, 0, 0), 1, UNIT), 0, "without equity");
        assertEq(AdlBoundLib.largest(AdlBoundLib.Limits(size, 0, 1, 0, 0), 1, UNIT), 0, "without profit");
    }

    function _candidate(uint256 a, uint256 b, uint256 d, bool short) private returns (AdlScoreLib.Candidate memory c) {
        c.account = actor("candidate");
        c.size = int256(bound(a, 1e12, 1e24)) * (short ? int256(-1) : int256(1));
        c.notional = bound(b, 1_000 * UNIT, 1e9 * UNIT);
        c.profit = bound(d, 1, c.notional / 2);
        c.cost = short ? c.notional + c.profit : c.notional - c.profit;
        c.settled = int256(bound(a ^ b, 0, 1e9 * UNIT)) - int256(1e6 * UNIT);
        c.equity = bound(b ^ d, 100 * UNIT, 1e9 * UNIT);
        c.maintenance = bound(a ^ d, 0, c.equity);
    }

    function _score(PerpTypes.AdlPolicy policy, AdlScoreLib.Candidate memory c) private pure returns (uint256) {
        return AdlScoreLib.score(policy, c, 7, UNIT);
    }

    function _assertNear(uint256 actual, uint256 expected) private pure {
        assertClose(actual, expected, expected / 1e9 + 1e9, "score");
    }
}
