// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {IMarginScaling} from "../../../../contracts/guards/margin/IMarginScaling.sol";
import {MarginScaling} from "../../../../contracts/guards/margin/MarginScaling.sol";

/// @notice Thresholds that move slowly, the first time from the own of whoever asks.
/// hardhat-config: fuzz.runs = 128
contract MarginScalingThresholdsTest is BreakerWorld {
    MarginScaling private scaling;

    function setUp() public {
        buildBreaker();
        scaling = new MarginScaling(address(this), 1 hours);
    }

    // GUARD-28
    function test_thresholdOf_fallsInAStraightLineAndNoFaster(uint256 to, uint256 duration, uint256 wait) public {
        (to, duration) = (bound(to, 0, 8_300), bound(duration, 1 hours, 30 days));
        assertEq(scaling.thresholdOf(address(weth), 8_300), 8_300, "none");
        _begin(8_300);
        scaling.aimThreshold(address(weth), to, duration);
        assertEq(scaling.thresholdOf(address(weth), 1), 8_300, "begins where it was");
        uint256 start = block.timestamp;
        uint256 before = 8_300;
        for (uint256 i = 1; i <= 10; ++i) {
            vm.warp(start + (bound(wait, 1, 31 days) * i) / 10);
            uint256 threshold = scaling.thresholdOf(address(weth), 1);
            uint256 passed = block.timestamp - start;
            uint256 fallen = passed >= duration ? 8_300 - to : ((8_300 - to) * passed) / duration;
            assertEq(threshold, 8_300 - fallen, "straight, rounded for the borrower");
            assertLe(threshold, before, "never back");
            before = threshold;
        }
    }

    // GUARD-28
    function test_thresholdOf_firstLeavesEveryAskersOwnInAStraightLine(
        uint256 own,
        uint256 to,
        uint256 duration,
        uint256 wait
    ) public {
        (own, to) = (bound(own, 1, 10_000), bound(to, 0, 10_000));
        duration = bound(duration, 1 hours, 30 days);
        scaling.aimThreshold(address(weth), to, duration);
        uint256 start = block.timestamp;
        assertEq(scaling.thresholdOf(address(weth), own), own, "nobody's jumps");
        for (uint256 i = 1; i <= 10; ++i) {
            vm.warp(start + (bound(wait, 1, 31 days) * i) / 10);
            uint256 passed = block.timestamp - start;
            if (passed > duration) passed = duration;
            uint256 wanted = to < own ? own - ((own - to) * passed) / duration : own + ((to - own) * passed) / duration;
            assertEq(scaling.thresholdOf(address(weth), own), wanted, "straight, and late");
            assertEq(scaling.thresholdOf(address(weth), 0), 0, "what is no collateral stays none");
        }
    }

    function test_aimThreshold_firstTakesTheLeastRampAndEndsBeforeAnother(uint256 to, uint256 duration) public {
        (to, duration) = (bound(to, 0, 10_000), bound(duration, 0, 1 hours - 1));
        vm.expectRevert(abi.encodeWithSelector(IMarginScaling.MarginScaling_RampTooShort.selector, duration, 1 hours));
        scaling.aimThreshold(address(weth), to, duration);
        scaling.aimThreshold(address(weth), to, 1 hours);
        uint256 end = block.timestamp + 1 hours;
        vm.warp(end - 1);
        vm.expectRevert(
            abi.encodeWithSelector(IMarginScaling.MarginScaling_FirstRampRuns.selector, address(weth), end)
        );
        scaling.aimThreshold(address(weth), 10_000, 30 days);
        vm.warp(end);
        scaling.aimThreshold(address(weth), 10_000, 0);
        assertEq(scaling.thresholdOf(address(weth), 1), 10_000, "from where it is");
    }

    function test_aimThreshold_lowersSlowlyAndRaisesAtOnce() public {
        _begin(8_000);
        vm.expectRevert(
            abi.encodeWithSelector(IMarginScaling.MarginScaling_RampTooShort.selector, 1 hours - 1, 1 hours)
        );
        scaling.aimThreshold(address(weth), 7_999, 1 hours - 1);
        scaling.aimThreshold(address(weth), 9_000, 0);
        assertEq(scaling.thresholdOf(address(weth), 1), 9_000, "at once");
        scaling.aimThreshold(address(weth), 9_500, 100);
        vm.warp(block.timestamp + 50);
        assertEq(scaling.thresholdOf(address(weth), 1), 9_250, "or slowly");
        vm.expectRevert(abi.encodeWithSelector(IMarginScaling.MarginScaling_AboveOne.selector, 10_001));
        scaling.aimThreshold(address(weth), 10_001, 1 days);
    }

    /// @dev The threshold is at `at` from now on.
    function _begin(uint256 at) private {
        scaling.aimThreshold(address(weth), at, 1 hours);
        vm.warp(block.timestamp + 1 hours);
    }
}
