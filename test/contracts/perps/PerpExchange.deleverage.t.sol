// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {DeleveragingWorld} from "../../support/DeleveragingWorld.sol";

contract PerpExchangeDeleverageTest is DeleveragingWorld {
    uint256 private constant ALL = 1_000;
    address[] private none;

    function setUp() public {
        openPositions();
    }

    function test_takeOver_leavesTheEngineTheDeficit() public {
        bankrupt();

        assertEq(uint256(-exchange.engineEquity()), 15 * unit, "deficit");
        assertEq(abs(settledOf(loser)), 0, "settled");
        assertEq(abs(sizeOf(address(exchange), ETH)), 15e18, "size");
        assertBooks();
    }

    function test_queue_takesFromTheFirstUntilItsShareIsFilled() public {
        bankrupt();
        uint256 closed = deleverage(list(winners[1], winners[0]), ALL);

        assertEq(closed, 7.5e18, "closed");
        assertEq(takenFrom[winners[1]], 4 * unit, "second, first in rank");
        assertEq(takenFrom[winners[0]], (7 * unit) / 2, "first, second in rank");
        _assertSplit();
    }

    function test_queue_isProvenOverSeveralCalls(uint256 word) public {
        bankrupt();
        uint256 scan = bound(word, 1, 5);
        uint256 calls = (5 + scan - 1) / scan;
        for (uint256 i = 1; i < calls; ++i) assertEq(deleverage(list(winners[1], winners[0]), scan), 0, "too early");
        assertEq(deleverage(list(winners[1], winners[0]), scan), 7.5e18, "closed");
        _assertSplit();
    }

    function test_proRata_takesFromEveryoneByProfit() public {
        setPolicy(PerpTypes.AdlPolicy.ProfitProRata);
        bankrupt();
        uint256 closed = deleverage(none, ALL);

        assertEq(closed, 7.5e18, "closed");
        assertEq(takenFrom[winners[0]], (24 * unit) / 5, "first");
        assertEq(takenFrom[winners[1]], (12 * unit) / 5, "second");
        assertEq(takenFrom[winners[2]], (3 * unit) / 10, "third");
        _assertSplit();
    }

    function test_proRata_takesFromEveryoneBySize() public {
        setPolicy(PerpTypes.AdlPolicy.ContractsProRata);
        bankrupt();
        deleverage(none, ALL);

        // Sizes of 10, 8 and 5: the third may give up its profit at most.
        assertEq(takenFrom[winners[0]], (75 * unit) / 23 + 1, "first");
        assertEq(takenFrom[winners[1]], (60 * unit) / 23 + 1, "second");
        assertEq(takenFrom[winners[2]], unit / 2, "third");
        assertEq(abs(sizeOf(address(exchange), ETH)), 0, "the engine has something left");
        assertBooks();
    }

    function _assertSplit() private view {
        assertEq(takenFrom[winners[3]] + takenFrom[winners[4]], 0, "without profit");
        assertEq(borne[IPerpEvents.Bearer.Deleveraged], (15 * unit) / 2, "borne by counterparties");
        assertEq(borne[IPerpEvents.Bearer.Pool], (15 * unit) / 2, "borne by the pool");
        assertEq(borne[IPerpEvents.Bearer.Insurance] + borne[IPerpEvents.Bearer.Uncovered], 0, "borne by others");
        assertEq(abs(sizeOf(address(exchange), ETH)), 0, "the engine has something left");
        assertEq(uint256(exchange.engineEquity()), 0, "engine");
        assertBooks();
    }
}
