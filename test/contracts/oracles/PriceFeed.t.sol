// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {IPriceFeed} from "../../../contracts/oracles/IPriceFeed.sol";
import {PriceFeed} from "../../../contracts/oracles/PriceFeed.sol";
import {Test} from "../../support/Test.sol";

contract PriceFeedTest is Test {
    PriceFeed private feed;
    address private node;

    function setUp() public {
        node = actor("node");
        feed = new PriceFeed(8, "ETH / USD", address(this));
        feed.setTransmitter(node, true);
    }

    function test_constructor_setsWhatTheFeedSaysOfItself() public view {
        assertEq(feed.decimals(), 8, "decimals");
        assertEq(feed.version(), 1, "version");
        assertTrue(keccak256(bytes(feed.description())) == keccak256("ETH / USD"), "description");
    }

    function test_latestAnswer_isZeroBeforeTheFirstRound() public view {
        assertTrue(feed.latestAnswer() == 0, "no answer");
    }

    function test_latestRoundData_revertsBeforeTheFirstRound() public {
        vm.expectRevert(abi.encodeWithSelector(IPriceFeed.PriceFeed_NoData.selector, 0));
        feed.latestRoundData();
    }

    function test_transmit_opensTheNextRoundAndKeepsTheOthers(
        uint256 first,
        uint256 second,
        uint256 start,
        uint256 gap
    ) public {
        (first, second) = (bound(first, 1, 1e30), bound(second, 1, 1e30));
        (start, gap) = (bound(start, 1, 1e10), bound(gap, 0, 1e10));
        vm.warp(start);
        _transmit(first);
        vm.warp(start + gap);
        _transmit(second);

        _assertRound(1, first, start);
        _assertRound(2, second, start + gap);
        (uint80 latest, int256 answer, , uint256 updatedAt, ) = feed.latestRoundData();
        assertEq(latest, 2, "latest round");
        assertEq(uint256(answer), second, "latest round's answer");
        assertEq(updatedAt, start + gap, "latest round's time");
        assertEq(uint256(feed.latestAnswer()), second, "latest answer");
    }

    function test_transmit_emitsTheRoundAndTheAnswer() public {
        vm.warp(1_000);
        vm.expectEmit(true, true, true, true, address(feed));
        emit IAggregatorV3.NewRound(1, node, 1_000);
        vm.expectEmit(true, true, true, true, address(feed));
        emit IAggregatorV3.AnswerUpdated(2_000e8, 1, 1_000);

        _transmit(2_000e8);
    }

    function test_transmit_revertsOnAnAnswerThatIsNotPositive(int256 answer) public {
        answer = answer > 0 ? -answer : answer;

        vm.expectRevert(abi.encodeWithSelector(IPriceFeed.PriceFeed_BadAnswer.selector, answer));
        vm.prank(node);
        feed.transmit(answer);
    }

    function test_transmit_revertsOnAnAnswerThatDoesNotFit(uint256 word) public {
        int256 answer = int256(bound(word, 1 << 191, uint256(type(int256).max)));

        vm.expectRevert(abi.encodeWithSignature("SafeCastOverflowedIntDowncast(uint8,int256)", 192, answer));
        vm.prank(node);
        feed.transmit(answer);
    }

    function test_transmit_revertsForAnyoneButATransmitter(address stranger) public {
        vm.assume(stranger != node);

        vm.expectRevert(abi.encodeWithSelector(IPriceFeed.PriceFeed_NotTransmitter.selector, stranger));
        vm.prank(stranger);
        feed.transmit(1);
    }

    function test_setTransmitter_takesTheRightBack() public {
        vm.expectEmit(true, true, true, true, address(feed));
        emit IPriceFeed.TransmitterSet(node, false);
        feed.setTransmitter(node, false);

        vm.expectRevert(abi.encodeWithSelector(IPriceFeed.PriceFeed_NotTransmitter.selector, node));
        _transmit(1);
    }

    function test_setTransmitter_revertsForAnyoneButTheOwner(address stranger) public {
        vm.assume(stranger != address(this));

        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        feed.setTransmitter(stranger, true);
    }

    function test_getRoundData_revertsOnARoundThatNeverWas(uint80 id) public {
        vm.assume(id != 1);
        _transmit(1);

        vm.expectRevert(abi.encodeWithSelector(IPriceFeed.PriceFeed_NoData.selector, id));
        feed.getRoundData(id);
    }

    function _transmit(uint256 answer) private {
        vm.prank(node);
        feed.transmit(int256(answer));
    }

    function _assertRound(uint80 id, uint256 answer, uint256 at) private view {
        (uint80 id_, int256 answer_, uint256 startedAt, uint256 updatedAt, uint80 answeredIn) = feed.getRoundData(id);
        assertEq(id_, id, "round");
        assertEq(uint256(answer_), answer, "answer");
        assertEq(startedAt, at, "started");
        assertEq(updatedAt, at, "updated");
        assertEq(answeredIn, id, "answered in");
    }
}
