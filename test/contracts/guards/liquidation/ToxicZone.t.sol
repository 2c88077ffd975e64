// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DutchDiscount} from "../../../../contracts/lending/DutchDiscount.sol";
import {FixedBonus} from "../../../../contracts/lending/FixedBonus.sol";
import {ILiquidationIncentive} from "../../../../contracts/lending/ILiquidationIncentive.sol";
import {Test} from "../../../support/Test.sol";
import {ToxicZone} from "../../../../contracts/guards/liquidation/ToxicZone.sol";

/// @notice What an incentive becomes where a liquidation would make things worse.
/// hardhat-config: fuzz.runs = 256
contract ToxicZoneTest is Test {
    FixedBonus private base;

    function setUp() public {
        base = new FixedBonus();
    }

    // GUARD-30
    function test_factor_isTheBaseOutsideTheZoneAndByRuleInside(
        uint256 threshold,
        uint256 health,
        uint256 bonus
    ) public {
        ILiquidationIncentive.Context memory c = _context(threshold, health, bonus);
        uint256 own = base.factor(c);
        bool toxic = c.healthFactor * 10_000 < c.liquidationThreshold * own;
        uint256 zero = new ToxicZone(base, ToxicZone.Rule.ZeroBonus).factor(c);
        uint256 held = new ToxicZone(base, ToxicZone.Rule.HoldHealth).factor(c);
        assertEq(zero, toxic ? 1e18 : own, "no bonus");
        assertLe(held, own, "never more than the base");
        assertGe(held, 1e18, "never below one");
        if (!toxic) assertEq(held, own, "outside");
        else if (held > 1e18) assertTrue(c.liquidationThreshold * held <= c.healthFactor * 10_000, "holds health");

        ToxicZone halting = new ToxicZone(base, ToxicZone.Rule.Halt);
        if (toxic) {
            uint256 below = (c.liquidationThreshold * own + 9_999) / 10_000;
            vm.expectRevert(abi.encodeWithSelector(ToxicZone.ToxicZone_Halted.selector, c.healthFactor, below));
        }
        uint256 answer = halting.factor(c);
        if (!toxic) assertEq(answer, own, "outside");
    }

    // GUARD-30: debt, collateral and price in whole numbers, a tenth of the debt repaid at the factor held.
    function test_factor_heldNeverLowersHealthWhileCollateralCoversTheDebt(uint256 collateral, uint256 bonus) public {
        ToxicZone zone = new ToxicZone(base, ToxicZone.Rule.HoldHealth);
        uint256 debt = 1e24;
        collateral = bound(collateral, debt, 2e24);
        ILiquidationIncentive.Context memory c;
        (c.liquidationThreshold, c.liquidationBonus) = (8_500, bound(bonus, 10_001, 11_700));
        c.healthFactor = (collateral * 85 * 1e18) / (debt * 100);
        if (c.healthFactor >= 1e18) return;

        uint256 repaid = debt / 10;
        uint256 left = collateral - (repaid * zone.factor(c)) / 1e18;
        uint256 health = (left * 85 * 1e18) / ((debt - repaid) * 100);
        assertGe(health + 2, c.healthFactor, "no lower");
    }

    function test_factor_followsWhateverItStandsOn(uint256 threshold, uint256 health) public {
        DutchDiscount dutch = new DutchDiscount(0.1e18);
        ILiquidationIncentive.Context memory c = _context(threshold, health, 0);
        uint256 factor = new ToxicZone(dutch, ToxicZone.Rule.ZeroBonus).factor(c);
        uint256 own = dutch.factor(c);
        assertTrue(factor == own || factor == 1e18, "one of both");
    }

    function test_factor_withoutAThresholdIsTheBase() public {
        ILiquidationIncentive.Context memory c;
        c.liquidationBonus = 10_500;
        assertEq(new ToxicZone(base, ToxicZone.Rule.Halt).factor(c), 1.05e18, "base");
    }

    function test_constructor_refusesNoBase() public {
        vm.expectRevert(ToxicZone.ToxicZone_ZeroAddress.selector);
        new ToxicZone(FixedBonus(address(0)), ToxicZone.Rule.Halt);
    }

    function _context(
        uint256 threshold,
        uint256 health,
        uint256 bonus
    ) private pure returns (ILiquidationIncentive.Context memory c) {
        c.liquidationThreshold = bound(threshold, 1, 9_900);
        c.healthFactor = bound(health, 0, 1e18 - 1);
        c.liquidationBonus = bound(bonus, 10_001, 12_000);
    }
}
