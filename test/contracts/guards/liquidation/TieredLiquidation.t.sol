// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITieredLiquidation} from "../../../../contracts/guards/liquidation/ITieredLiquidation.sol";
import {Test} from "../../../support/Test.sol";
import {TieredLiquidation} from "../../../../contracts/guards/liquidation/TieredLiquidation.sol";

/// @notice Steps by size, their cool-downs, and what cannot be done with dust.
/// hardhat-config: fuzz.runs = 128
contract TieredLiquidationTest is Test {
    TieredLiquidation private tiered;
    address private user;

    function setUp() public {
        vm.warp(1_773_100_800);
        tiered = new TieredLiquidation(address(this));
        user = actor("user");
        tiered.setTiers(address(this), _tiers(), 0.8e18);
    }

    function test_take_withoutATierAllowsWhatIsAsked(uint256 debt, uint256 asked) public {
        assertEq(tiered.take(user, bound(debt, 0, 100_000e18), 0.9e18, asked), asked, "small");
        assertEq(tiered.take(user, debt, 0.8e18 - 1, asked), asked, "deep under water");
        assertEq(tiered.room(address(this), user, debt, 0.8e18 - 1), type(uint256).max, "no limit");
        vm.prank(user);
        assertEq(tiered.take(user, debt, 0.9e18, asked), asked, "a venue without tiers");
    }

    // GUARD-29
    function test_take_allowsNoMoreThanABudgetInAStep(uint256 seed) public {
        uint256 debt = 5_000_000e18;
        uint256 until = 0;
        uint256 left = 0;
        for (uint256 i = 0; i < 60 && debt > 100_000e18; ++i) {
            vm.warp(block.timestamp + (_hash(seed, i) % 30));
            bool large = debt > 1_000_000e18;
            if (block.timestamp >= until) {
                until = 0;
                left = large ? (debt + 9) / 10 : (debt + 4) / 5;
            }
            uint256 asked = 1 + (_hash(seed, i + 100) % (debt / 5));
            assertEq(tiered.room(address(this), user, debt, 0.9e18), left, "room");
            if (left == 0) {
                bytes4 cooling = ITieredLiquidation.TieredLiquidation_CoolingDown.selector;
                vm.expectRevert(abi.encodeWithSelector(cooling, address(this), user, until));
                tiered.take(user, debt, 0.9e18, asked);
                continue;
            }
            uint256 allowed = tiered.take(user, debt, 0.9e18, asked);
            assertEq(allowed, asked < left ? asked : left, "allowed");
            if (until == 0) until = block.timestamp + (large ? 60 : 30);
            assertEq(tiered.stepOf(address(this), user).until, until, "until");
            left -= allowed;
            debt -= allowed;
        }
    }

    function test_take_ofDustKeepsNobodyOut(uint256 dust) public {
        dust = bound(dust, 0, 1e18);
        tiered.take(user, 2_000_000e18, 0.9e18, dust);
        assertEq(tiered.take(user, 2_000_000e18, 0.9e18, type(uint256).max), 200_000e18 - dust, "the rest of the step");
    }

    function test_take_isOfOneVenueAndOneAccount() public {
        tiered.take(user, 2_000_000e18, 0.9e18, type(uint256).max);
        address other = actor("other");
        assertEq(tiered.take(other, 2_000_000e18, 0.9e18, type(uint256).max), 200_000e18, "another account");
        tiered.setTiers(other, _tiers(), 0);
        vm.prank(other);
        assertEq(tiered.take(user, 2_000_000e18, 0.1e18, type(uint256).max), 200_000e18, "another venue");
    }

    function test_reset_beginsTheNextStep() public {
        tiered.take(user, 2_000_000e18, 0.9e18, type(uint256).max);
        vm.expectEmit(true, true, false, true, address(tiered));
        emit ITieredLiquidation.StepReset(address(this), user);
        tiered.reset(address(this), user);
        assertEq(tiered.take(user, 1_500_000e18, 0.9e18, type(uint256).max), 150_000e18, "at once");
    }

    function test_setTiers_keepsWhatWasSet() public {
        (ITieredLiquidation.Tier[] memory tiers, uint256 wholeBelow) = tiered.tiersOf(address(this));
        assertEq(tiers.length, 2, "tiers");
        assertEq(tiers[1].above, 1_000_000e18, "above");
        assertEq(wholeBelow, 0.8e18, "whole below");
        tiered.setTiers(address(this), new ITieredLiquidation.Tier[](0), 0);
        assertEq(tiered.take(user, 1e30, 1, 5), 5, "off");
    }

    function test_setTiers_refusesTiersThatCannotBe(uint256 which) public {
        which %= 5;
        ITieredLiquidation.Tier[] memory tiers = _tiers();
        if (which == 0) tiers[1].above = tiers[0].above;
        if (which == 1) tiers[1].share = 0.01e18 - 1;
        if (which == 2) tiers[1].share = 1e18 + 1;
        if (which == 3) tiers[1].cooldown = 1 hours + 1;
        if (which == 4) tiers = new ITieredLiquidation.Tier[](9);
        vm.expectRevert(
            which == 4
                ? abi.encodeWithSelector(ITieredLiquidation.TieredLiquidation_TooManyTiers.selector, 9)
                : abi.encodeWithSelector(ITieredLiquidation.TieredLiquidation_BadTier.selector, 1)
        );
        tiered.setTiers(address(this), tiers, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ITieredLiquidation.TieredLiquidation_WholeBelowTooHigh.selector, 1e18 + 1)
        );
        tiered.setTiers(address(this), _tiers(), 1e18 + 1);
    }

    function test_setters_areTheOwnersAlone() public {
        bytes4 unauthorized = bytes4(keccak256("OwnableUnauthorizedAccount(address)"));
        vm.startPrank(user);
        vm.expectPartialRevert(unauthorized);
        tiered.setTiers(user, _tiers(), 0);
        vm.expectPartialRevert(unauthorized);
        tiered.reset(address(this), user);
        vm.stopPrank();
    }

    function _tiers() private pure returns (ITieredLiquidation.Tier[] memory tiers) {
        tiers = new ITieredLiquidation.Tier[](2);
        tiers[0] = ITieredLiquidation.Tier(100_000e18, 0.2e18, 30);
        tiers[1] = ITieredLiquidation.Tier(1_000_000e18, 0.1e18, 60);
    }

    function _hash(uint256 seed, uint256 salt) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, salt)));
    }
}
