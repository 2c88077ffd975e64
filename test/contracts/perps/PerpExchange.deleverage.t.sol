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

    // Orders that are refused

    function test_queue_revertsWhenTheOrderIsWrong() public {
        bankrupt();
        bytes4 selector = IPerpErrors.PerpExchange_WrongRanking.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, winners[0], winners[1]));
        exchange.deleverage(ETH, false, list(winners[0], winners[1]), ALL);
    }

    function test_queue_revertsWhenAnAccountIsListedTwice() public {
        bankrupt();
        bytes4 selector = IPerpErrors.PerpExchange_WrongRanking.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, winners[0], winners[0]));
        exchange.deleverage(ETH, false, list(winners[0], winners[0]), ALL);
    }

    function test_queue_revertsWhenAnAccountIsMissing() public {
        bankrupt();
        bytes4 selector = IPerpErrors.PerpExchange_RankingIncomplete.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, 1, 2));
        exchange.deleverage(ETH, false, listOne(winners[0]), ALL);
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, 0, 3));
        exchange.deleverage(ETH, false, none, ALL);
    }

    function test_queue_revertsForWhoeverMayNotBeTaken(uint256 which) public {
        address[4] memory others = [winners[3], winners[4], address(exchange), actor("nobody")];
        bankrupt();
        address other = others[which % 4];
        bytes4 selector = IPerpErrors.PerpExchange_NotDeleverageable.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, other));
        exchange.deleverage(ETH, false, list(winners[1], other), ALL);
    }

    function test_queue_revertsForTheOtherSide() public {
        address friend = trader("friend", 1_000);
        tradeAs(friend, ETH, 1e18);
        setPrice(ETH, 90e8 + 1);
        bankrupt();
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NotDeleverageable.selector, ETH, friend));
        exchange.deleverage(ETH, false, listOne(friend), ALL);
    }

    function test_proRata_revertsForAnOrder(bool byProfit) public {
        PerpTypes.AdlPolicy policy =
            byProfit ? PerpTypes.AdlPolicy.ProfitProRata : PerpTypes.AdlPolicy.ContractsProRata;
        setPolicy(policy);
        bankrupt();
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_OrderNotAccepted.selector, ETH, policy));
        exchange.deleverage(ETH, false, listOne(winners[1]), ALL);
    }

    function test_deleverage_revertsWithoutAReason() public {
        bytes4 selector = IPerpErrors.PerpExchange_DeleveragingNotNeeded.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, int256(0)));
        exchange.deleverage(ETH, false, none, ALL);
        bankrupt();
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, -15 * int256(unit)));
        exchange.deleverage(ETH, true, none, ALL);
        fundInsurance(15 * unit);
        vm.expectRevert(abi.encodeWithSelector(selector, ETH, int256(0)));
        exchange.deleverage(ETH, false, none, ALL);
    }

    function test_deleverage_revertsWithoutAPolicy() public {
        bankrupt();
        setPolicy(PerpTypes.AdlPolicy.None);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_DeleveragingDisabled.selector, ETH));
        exchange.deleverage(ETH, false, none, ALL);
    }

    // Rounds

    function test_round_startsAgainInANewBlock() public {
        bankrupt();
        deleverage(list(winners[1], winners[0]), 4);
        vm.roll(block.number + 1);
        assertEq(deleverage(list(winners[1], winners[0]), 4), 0, "went on from another block");
        assertEq(deleverage(list(winners[1], winners[0]), 1), 7.5e18, "closed");
        _assertSplit();
    }

    function test_round_startsAgainWhenHoldersChangePlaces() public {
        bankrupt();
        deleverage(list(winners[1], winners[0]), 4);
        closeAs(winners[3], ETH);
        assertEq(deleverage(list(winners[1], winners[0]), 3), 0, "went on over another side");
        assertEq(deleverage(list(winners[1], winners[0]), 1), 7.5e18, "closed");
    }

    function test_round_startsAgainForAnotherOrder() public {
        bankrupt();
        deleverage(listOne(winners[1]), 4);
        assertEq(deleverage(list(winners[1], winners[0]), 4), 0, "went on with another order");
    }

    function test_proRata_isTakenOverSeveralCalls(uint256 word) public {
        setPolicy(PerpTypes.AdlPolicy.ProfitProRata);
        bankrupt();
        uint256 scan = bound(word, 1, 10);
        uint256 closed = 0;
        for (uint256 seen = 0; seen < 10; seen += scan) closed += deleverage(none, scan);
        assertEq(closed, 7.5e18, "closed");
        assertEq(takenFrom[winners[0]], (24 * unit) / 5, "first");
        assertEq(takenFrom[winners[1]], (12 * unit) / 5, "second");
        _assertSplit();
    }

    /// @dev Whom the order leaves out is for the next round, and so is what they might bear.
    function test_queue_passesOnlyTheRestOfWhatTheOrderFills() public {
        bankrupt();
        assertEq(deleverage(listOne(winners[1]), ALL), 4e18, "closed");
        assertEq(borne[IPerpEvents.Bearer.Pool], 4 * unit, "passed");
        assertEq(abs(sizeOf(address(exchange), ETH)), 7e18, "left");
        assertEq(deleverage(list(winners[1], winners[0]), ALL), 3.5e18, "closed");
        _assertSplit();
    }

    function test_queue_passesWhatNobodyCanGiveUp() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.severity = 1e18;
        configure(ETH, config);
        bankrupt();
        assertEq(deleverage(orderOf(ETH, false, 91e18, ALL), ALL), 12.5e18, "closed");
        assertEq(borne[IPerpEvents.Bearer.Deleveraged], (25 * unit) / 2, "counterparties");
        assertEq(borne[IPerpEvents.Bearer.Pool], (5 * unit) / 2, "pool");
        assertEq(uint256(exchange.engineEquity()), 0, "engine");
        assertBooks();
    }

    function test_random_takesInTheOrderOfTheSeed(uint256 seed) public {
        setPolicy(PerpTypes.AdlPolicy.Random);
        vm.prevrandao(bytes32(seed));
        bankrupt();
        assertEq(exchange.getStoredMarket(ETH).seed, seed, "seed");
        address[] memory order = orderOf(ETH, false, 91e18, ALL);
        address first = order[0];
        (uint256 score, ) = exchange.getAdlTerms(ETH, first, 91e18);
        assertEq(score, uint256(keccak256(abi.encode(seed, first))), "score");
        deleverage(order, ALL);
        uint256 profit =
            first == winners[0]
                ? 8 * unit
                : first == winners[1]
                    ? 4 * unit
                    : unit / 2;
        assertEq(takenFrom[first], profit < (15 * unit) / 2 ? profit : (15 * unit) / 2, "taken from the first");
        _assertSplit();
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
