// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../../contracts/mocks/BadAnswerFeed.sol";
import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {BurningFeed} from "../../../../contracts/mocks/BurningFeed.sol";
import {IMarginScaling} from "../../../../contracts/guards/margin/IMarginScaling.sol";
import {IMarginView} from "../../../../contracts/guards/margin/IMarginView.sol";
import {IOpenInterest} from "../../../../contracts/guards/margin/IOpenInterest.sol";
import {IRiskHook, RiskAction} from "../../../../contracts/guards/IRiskHook.sol";
import {MarginScaling} from "../../../../contracts/guards/margin/MarginScaling.sol";
import {RawFeed} from "../../../../contracts/mocks/RawFeed.sol";
import {StoppingFeed} from "../../../../contracts/mocks/StoppingFeed.sol";
import {RevertingFeed} from "../../../../contracts/mocks/RevertingFeed.sol";

/// @notice An open interest and a margin that are whatever they were told.
contract SetBook is IOpenInterest, IMarginView {
    uint256 private _open;
    bool private _fails;
    uint256 private _backing;
    uint256 private _needed;

    function open(uint256 value) external {
        _open = value;
    }

    function fail() external {
        _fails = true;
    }

    function openInterest() external view returns (uint256) {
        require(!_fails, "no answer");
        return _open;
    }

    function set(uint256 backing, uint256 needed) external {
        (_backing, _needed) = (backing, needed);
    }

    function marginOf(address, address) external view returns (uint256, uint256) {
        return (_backing, _needed);
    }
}

/// @notice Margins that grow with volatility and open interest, and thresholds that move slowly.
/// hardhat-config: fuzz.runs = 128
contract MarginScalingTest is BreakerWorld {
    MarginScaling private scaling;
    SetBook private book;
    IMarginScaling.Terms private terms;

    function setUp() public {
        buildBreaker();
        scaling = new MarginScaling(address(this), 1 hours);
        book = new SetBook();
        terms.feed = address(wethFeed);
        terms.openInterest = address(book);
        (terms.base, terms.most, terms.sigmas) = (0.1e18, 0.5e18, 3e18);
        (terms.horizon, terms.decay, terms.interval) = (1 hours, 0.9e18, 12);
        (terms.openInterestLower, terms.openInterestUpper) = (1_000_000e18, 3_000_000e18);
        (terms.up, terms.down) = (0.001e18, 0.0001e18);
        scaling.setTerms(address(weth), terms);
    }

    function test_targetRatio_isSigmasTimesTheDeviationOverTheHorizon(uint256 seed) public {
        uint256 price = PRICE;
        uint256 variance = 0;
        for (uint256 i = 0; i < 20; ++i) {
            uint256 time = 12 + (hash(seed, i) % 60);
            uint256 next = (price * (990 + (hash(seed, i + 50) % 21))) / 1_000;
            vm.warp(block.timestamp + time);
            wethFeed.transmit(int256(next));
            scaling.poke(address(weth));
            uint256 r = _up((next > price ? next - price : price - next) * 1e18, price);
            variance = _up(variance * 9, 10) + _up(_up(r * r, 1e18 * time), 10);
            price = next;
        }
        uint256 deviation = scaling.deviationOf(address(weth));
        uint256 square = variance * 1 hours * 1e18;
        assertTrue(deviation * deviation >= square, "a root");
        assertTrue(deviation == 0 || (deviation - 1) * (deviation - 1) < square, "the least");
        uint256 asked = _up(deviation * 3e18, 1e18);
        uint256 least = asked < 0.1e18 ? 0.1e18 : asked;
        assertEq(scaling.targetRatio(address(weth)), least < 0.5e18 ? least : 0.5e18, "target");
    }

    function test_targetRatio_growsInAStraightLineWithOpenInterest(uint256 open) public {
        open = bound(open, 0, 5_000_000e18);
        book.open(open);
        scaling.poke(address(weth));
        uint256 expected = 0.1e18;
        if (open >= 3_000_000e18) expected = 0.5e18;
        else if (open > 1_000_000e18) expected += _up(0.4e18 * (open - 1_000_000e18), 2_000_000e18);
        assertEq(scaling.targetRatio(address(weth)), expected, "target");
        assertEq(scaling.openInterestOf(address(weth)), open, "as answered");
    }

    // GUARD-27
    function test_initialRatio_staysInItsBoundsAndMovesNoFasterThanItsSpeeds(uint256 seed) public {
        uint256 before = scaling.initialRatio(address(weth));
        for (uint256 i = 0; i < 60; ++i) {
            uint256 time = hash(seed, i) % 100;
            vm.warp(block.timestamp + time);
            wethFeed.transmit(int256(1 + (hash(seed, i + 100) % 1e13)));
            book.open(hash(seed, i + 200) % 5_000_000e18);
            if (hash(seed, i + 300) % 3 != 0) scaling.poke(address(weth));

            uint256 ratio = scaling.initialRatio(address(weth));
            assertGe(ratio, 0.1e18, "base");
            assertLe(ratio, 0.5e18, "most");
            assertLe(ratio, before + 0.001e18 * time, "up");
            assertGe(ratio + 0.0001e18 * time, before, "down");
            before = ratio;
        }
    }

    function test_initialRatio_doesNotDependOnHowOftenItIsPoked(uint256 seed) public {
        MarginScaling twin = new MarginScaling(address(this), 1 hours);
        twin.setTerms(address(weth), terms);
        book.open(3_000_000e18);
        scaling.poke(address(weth));
        twin.poke(address(weth));
        for (uint256 i = 0; i < 30; ++i) {
            vm.warp(block.timestamp + (hash(seed, i) % 30));
            scaling.poke(address(weth));
        }
        assertEq(scaling.initialRatio(address(weth)), twin.initialRatio(address(weth)), "alike");
    }

    function test_ltvOf_isWhatTheMarginLeavesAndNeverMoreThanTheVenuesOwn(
        uint256 open,
        uint256 own,
        uint256 time
    ) public {
        (own, time) = (bound(own, 0, 10_000), bound(time, 0, 1 hours));
        book.open(bound(open, 0, 5_000_000e18));
        scaling.poke(address(weth));
        vm.warp(block.timestamp + time);
        uint256 left = (1e18 - scaling.initialRatio(address(weth))) / 1e14;
        assertEq(scaling.ltvOf(address(weth), own), own < left ? own : left, "LTV");
        assertEq(scaling.ltvOf(address(usdc), own), own, "no terms");
        assertEq(scaling.initialRatio(address(usdc)), 0, "no terms");
    }

    function test_onRisk_holdsAnAccountToWhatTheMarginLeavesOfItsBacking(uint256 open, uint256 backing) public {
        backing = bound(backing, 0, 1e30);
        book.open(bound(open, 0, 5_000_000e18));
        scaling.poke(address(weth));
        vm.warp(block.timestamp + 10 minutes);
        uint256 ratio = scaling.initialRatio(address(weth));
        _bind(IMarginScaling.Measure.Ltv);
        _expectMost(backing, (backing * (((1e18 - ratio) * 1e18) / 0.9e18)) / 1e18);
        _bind(IMarginScaling.Measure.Margin);
        _expectMost(backing, (backing * ((0.1e18 * 1e18) / ratio)) / 1e18);
    }

    function test_onRisk_neverRefusesLiquidationsNorAccountsWithoutRiskNorVenuesThatAreOff() public {
        book.open(5_000_000e18);
        scaling.poke(address(weth));
        vm.warp(block.timestamp + 1 hours);
        book.set(0, 1);
        assertTrue(_passes(RiskAction.Borrow), "off");
        _bind(IMarginScaling.Measure.Ltv);
        assertTrue(!_passes(RiskAction.Borrow), "on");
        assertTrue(_passes(RiskAction.Liquidation), "liquidation");
        book.set(0, 0);
        assertTrue(_passes(RiskAction.Withdraw), "no risk");
        scaling.onChange(venue);
    }

    function test_poke_withFailingFeedsKeepsWhatTheySaidLast() public {
        StoppingFeed feed = new StoppingFeed();
        terms.feed = address(feed);
        scaling.setTerms(address(weth), terms);
        book.open(2_000_000e18);
        scaling.poke(address(weth));
        book.fail();
        feed.stop();
        vm.warp(block.timestamp + 1 hours);
        scaling.poke(address(weth));
        assertEq(scaling.openInterestOf(address(weth)), 2_000_000e18, "as answered last");
        assertEq(scaling.targetRatio(address(weth)), 0.3e18, "half of the way");
        assertEq(scaling.initialRatio(address(weth)), 0.3e18, "which it went");
    }

    function test_poke_withFeedsThatNeverAnswerStaysAtTheBase(uint256 kind) public {
        address[5] memory bad = [
            address(new RevertingFeed()),
            address(new BadAnswerFeed(8, -1)),
            address(new RawFeed(new bytes(31))),
            address(new BurningFeed()),
            actor("nobody")
        ];
        (terms.feed, terms.openInterest) = (address(new StoppingFeed()), bad[kind % 5]);
        if (kind % 2 == 0) terms.feed = bad[(kind / 2) % 5];
        scaling.setTerms(address(weth), terms);
        vm.warp(block.timestamp + 60);
        scaling.poke(address(weth));
        assertEq(scaling.deviationOf(address(weth)), 0, "no return");
        assertEq(scaling.targetRatio(address(weth)), 0.1e18, "the base");
    }

    function test_setTerms_refusesTermsThatCannotBe(uint256 which) public {
        which %= 7;
        if (which == 0) terms.base = 0;
        if (which == 1) (terms.base, terms.most) = (1e18, 1e18);
        if (which == 2) terms.most = 0.09e18;
        if (which == 3) terms.most = 1e18 + 1;
        if (which == 4) terms.decay = 1e18;
        if (which == 5) terms.interval = 0;
        if (which == 6) terms.openInterestLower = terms.openInterestUpper;
        vm.expectRevert(abi.encodeWithSelector(IMarginScaling.MarginScaling_BadTerms.selector, address(weth)));
        scaling.setTerms(address(weth), terms);
    }

    function test_setTerms_withoutAFeedSwitchesOff() public {
        delete terms;
        scaling.setTerms(address(weth), terms);
        assertEq(scaling.initialRatio(address(weth)), 0, "off");
        scaling.poke(address(weth));
    }

    function test_setters_areTheOwnersAlone(address caller) public {
        vm.assume(caller != address(this));
        bytes4 unauthorized = bytes4(keccak256("OwnableUnauthorizedAccount(address)"));
        vm.startPrank(caller);
        vm.expectPartialRevert(unauthorized);
        scaling.setTerms(address(weth), terms);
        vm.expectPartialRevert(unauthorized);
        scaling.setVenue(venue, address(book), IMarginScaling.Measure.Ltv, new address[](0));
        vm.expectPartialRevert(unauthorized);
        scaling.aimThreshold(address(weth), 1, 1 days);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IMarginScaling.MarginScaling_TooManyAssets.selector, 9));
        scaling.setVenue(venue, address(book), IMarginScaling.Measure.Ltv, new address[](9));
    }

    function _bind(IMarginScaling.Measure measure) private {
        address[] memory assets = new address[](2);
        (assets[0], assets[1]) = (address(weth), address(usdc));
        scaling.setVenue(venue, address(book), measure, assets);
    }

    function _expectMost(uint256 backing, uint256 most) private {
        book.set(backing, most);
        assertTrue(_passes(RiskAction.Borrow), "enough");
        book.set(backing, most + 1);
        assertTrue(_passes(RiskAction.Borrow) == (scaling.haircutOf(venue) == 0), "a unit too much");
    }

    function _passes(RiskAction action) private returns (bool) {
        try scaling.onRisk(IRiskHook.Report(venue, action, user, 1, 1)) {
            return true;
        } catch {
            return false;
        }
    }

    function _up(uint256 a, uint256 b) private pure returns (uint256) {
        return (a + b - 1) / b;
    }
}
