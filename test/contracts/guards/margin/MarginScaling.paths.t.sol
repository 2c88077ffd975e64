// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {IMarginScaling} from "../../../../contracts/guards/margin/IMarginScaling.sol";
import {MarginScaling} from "../../../../contracts/guards/margin/MarginScaling.sol";

/// @notice What the paths say of later is what is then.
/// hardhat-config: fuzz.runs = 64
contract MarginScalingPathsTest is BreakerWorld {
    MarginScaling private scaling;

    function setUp() public {
        buildBreaker();
        scaling = new MarginScaling(address(this), 1 hours);
    }

    function test_marginPath_saysWhereTheMarginWillBe(uint256 elapsed) public {
        (uint256 value, uint256 target, uint256 time, uint256 up, uint256 down) = scaling.marginPath(address(weth));
        assertEq(value + target + time + up + down, 0, "nothing without terms");

        IMarginScaling.Terms memory terms;
        (terms.feed, terms.base, terms.most, terms.sigmas) = (address(wethFeed), 0.1e18, 0.5e18, 3e18);
        (terms.horizon, terms.decay, terms.interval) = (1 hours, 0.9e18, 12);
        (terms.up, terms.down) = (1e14, 1e13);
        scaling.setTerms(address(weth), terms);
        pass(1);
        wethFeed.transmit(int256((PRICE * 9) / 10));
        scaling.poke(address(weth));
        (value, target, time, up, down) = scaling.marginPath(address(weth));
        assertEq(time, block.timestamp, "from now on");
        assertGe(target, value + 1, "upward");

        elapsed = bound(elapsed, 0, 2 hours);
        vm.warp(time + elapsed);
        uint256 moved = value + up * elapsed;
        assertEq(scaling.initialRatio(address(weth)), moved < target ? moved : target, "as told");
        assertEq(down, 1e13, "and back by that");
    }

    function test_thresholdPath_saysWhereTheThresholdWillBe(uint256 elapsed) public {
        (, , , uint256 end) = scaling.thresholdPath(address(weth));
        assertEq(end, 0, "none");
        scaling.aimThreshold(address(weth), 8_300, 1 hours);
        (uint256 from, uint256 to, uint256 start, uint256 until) = scaling.thresholdPath(address(weth));
        assertEq(from, type(uint64).max, "whoever's own");
        assertEq(until - start, 1 hours, "over an hour");
        vm.warp(until);
        scaling.aimThreshold(address(weth), 7_000, 10 hours);
        (from, to, start, until) = scaling.thresholdPath(address(weth));
        assertEq(until - start, 10 hours, "over ten hours");

        elapsed = bound(elapsed, 0, 12 hours);
        vm.warp(start + elapsed);
        uint256 exact = elapsed >= 10 hours ? to : from - ((from - to) * elapsed) / 10 hours;
        assertClose(scaling.thresholdOf(address(weth), 8_300), exact, 1, "as told");
    }
}
