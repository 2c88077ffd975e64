// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {IMarginScaling} from "../../../contracts/guards/margin/IMarginScaling.sol";
import {ITieredLiquidation} from "../../../contracts/guards/liquidation/ITieredLiquidation.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";
import {MarginScaling} from "../../../contracts/guards/margin/MarginScaling.sol";
import {TieredLiquidation} from "../../../contracts/guards/liquidation/TieredLiquidation.sol";

/// @notice Terms that change by themselves, and large debts that are closed in steps.
/// hardhat-config: fuzz.runs = 48
contract LendingPoolTermsTest is LendingWorld {
    MarginScaling private scaling;
    TieredLiquidation private tiered;
    address private ann;
    address private ben;

    function setUp() public {
        _open(2);
    }

    /// @dev Ann: 1,000 WETH and a little WBTC against 1,400,000 USDC.
    function _open(uint256 seed) private {
        (ann, ben) = (actor("ann"), actor("ben"));
        vm.warp(1_773_100_800);
        buildWorld(preset(seed));
        supplyAs(actor("lender"), usdc, 10_000_000e6);
        supplyAs(ann, weth, 1_000e18);
        supplyAs(ann, wbtc, 1e7);
        borrowAs(ann, usdc, 1_400_000e6);
        fund(ann, usdc, 10_000_000e6);
        fund(ben, usdc, 10_000_000e6);
        scaling = new MarginScaling(address(this), 1 hours);
        tiered = new TieredLiquidation(address(this));
        ITieredLiquidation.Tier[] memory tiers = new ITieredLiquidation.Tier[](1);
        tiers[0] = ITieredLiquidation.Tier(100_000e18, 0.1e18, 60);
        tiered.setTiers(address(pool), tiers, 0.5e18);
    }

    // GUARD-29
    function test_liquidationCall_ofALargeDebtClosesAStepAndThenWaits(uint256 seed, uint256 first) public {
        _open(seed);
        configurator.setLiquidationSteps(address(tiered));
        setPrice(address(weth), 1_600e8);
        uint256 debt = owed(ann, usdc);
        first = bound(first, 1_000e6, debt / 20);
        _liquidate(first);
        _liquidate(type(uint256).max);
        assertClose(debt - owed(ann, usdc), debt / 10, 10, "a tenth");
        assertGe(debt / 10 + 10, debt - owed(ann, usdc), "no more");
        vm.prank(ben);
        vm.expectPartialRevert(ITieredLiquidation.TieredLiquidation_CoolingDown.selector);
        pool.liquidationCall(address(weth), address(usdc), ann, 1_000e6, false);

        vm.prank(ann);
        pool.repay(address(usdc), 1_000e6, 2, ann);
        skip(60);
        debt = owed(ann, usdc);
        _liquidate(type(uint256).max);
        assertClose(debt - owed(ann, usdc), debt / 10, 10, "the next tenth");
    }

    // GUARD-29
    function test_liquidationCall_countsWhatIsRepaidNotWhatIsAsked() public {
        configurator.setLiquidationSteps(address(tiered));
        setPrice(address(weth), 1_600e8);
        uint256 debt = owed(ann, usdc);
        vm.prank(ben);
        pool.liquidationCall(address(wbtc), address(usdc), ann, type(uint256).max, false);
        uint256 little = debt - owed(ann, usdc);
        assertLe(little, 6_000e6, "all that the bitcoin pays for");
        _liquidate(type(uint256).max);
        assertClose(debt - owed(ann, usdc), debt / 10, 10, "the rest of the step");
    }

    function test_liquidationCall_farBelowHealthIsHeldToNoStep() public {
        configurator.setLiquidationSteps(address(tiered));
        setPrice(address(weth), 800e8);
        _liquidate(type(uint256).max);
        assertEq(supplied(ann, weth), 0, "all of it");
    }

    function test_setLiquidationSteps_andRiskTermsAreTheOwnersAndKnowNothingOfEachOther() public {
        configurator.setLiquidationSteps(address(tiered));
        configurator.setRiskTerms(address(scaling));
        assertEq(pool.getLiquidationSteps(), address(tiered), "steps");
        assertEq(pool.getRiskTerms(), address(scaling), "terms");
        configurator.setLiquidationSteps(address(0));
        assertEq(pool.getRiskTerms(), address(scaling), "terms stay");
        setPrice(address(weth), 1_600e8);
        _liquidate(type(uint256).max);
        assertLe(owed(ann, usdc), 700_000e6 + 1, "half, without steps");
        configurator.setRiskTerms(address(0));
        configurator.setLiquidationSteps(address(tiered));
        assertEq(pool.getRiskTerms(), address(0), "terms gone");

        bytes4 unauthorized = bytes4(keccak256("OwnableUnauthorizedAccount(address)"));
        vm.startPrank(ann);
        vm.expectPartialRevert(unauthorized);
        configurator.setLiquidationSteps(address(0));
        vm.expectPartialRevert(unauthorized);
        configurator.setRiskTerms(address(0));
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_CallerNotConfigurator.selector, ann));
        pool.setLiquidationSteps(address(0));
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_CallerNotConfigurator.selector, ann));
        pool.setRiskTerms(address(0));
        vm.stopPrank();
    }

    // GUARD-28
    function test_healthFactor_followsAThresholdThatIsLowered(uint256 seed, uint256 wait) public {
        _open(seed);
        wait = bound(wait, 0, 3 hours);
        configurator.setRiskTerms(address(scaling));
        uint256 health = healthOf(ann);
        scaling.aimThreshold(address(weth), 6_000, 2 hours);
        assertEq(healthOf(ann), health, "nobody falls at once");
        skip(wait);
        uint256 passed = wait < 2 hours ? wait : 2 hours;
        uint256 threshold = 8_300 - (2_300 * passed) / 2 hours;
        uint256 counted = 2_000_000e8 * threshold + 6_000e8 * 7_800;
        assertClose(healthOf(ann), (counted * 1e14) / (1_400_000e8 + _interest()), 3e14, "on its way");
        (, , , uint256 average, , ) = pool.getUserAccountData(ann);
        assertEq(average, counted / 2_006_000e8, "average");
    }

    // GUARD-27
    function test_borrow_isHeldToTheLtvThatTheMarginLeaves(uint256 seed, uint256 wait) public {
        _open(seed);
        wait = bound(wait, 0, 1 hours);
        configurator.setRiskTerms(address(scaling));
        IMarginScaling.Terms memory terms;
        terms.feed = address(feeds[address(weth)]);
        (terms.base, terms.most, terms.interval) = (0.2e18, 0.5e18, 1);
        (terms.sigmas, terms.horizon) = (10e18, 1 days);
        terms.up = 1e14;
        scaling.setTerms(address(weth), terms);
        skip(1);
        setPrice(address(weth), 1_999e8);
        scaling.poke(address(weth));
        skip(wait);
        uint256 left = 8_000 - (wait > 3_000 ? 3_000 : wait);
        (, , , , uint256 ltv, ) = pool.getUserAccountData(ann);
        assertEq(ltv, (1_999_000e8 * left + 6_000e8 * 7_300) / 2_005_000e8, "LTV");
        assertGe(healthOf(ann), 1e18, "the threshold stays");
    }

    function test_ltv_inEModeIsTheCategorys() public {
        configurator.setEModeCategory(1, 9_000, 9_300, 10_100, "ether");
        configurator.setAssetCollateralInEMode(address(weth), 1, true);
        configurator.setAssetCollateralInEMode(address(wbtc), 1, true);
        configurator.setAssetBorrowableInEMode(address(usdc), 1, true);
        vm.prank(ann);
        pool.setUserEMode(1);
        configurator.setRiskTerms(address(scaling));
        scaling.aimThreshold(address(weth), 5_000, 1 hours);
        skip(1 hours);
        (, , , uint256 threshold, uint256 ltv, ) = pool.getUserAccountData(ann);
        assertEq(threshold, 9_300, "threshold");
        assertEq(ltv, 9_000, "LTV");
    }

    function _liquidate(uint256 debt) private {
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, debt, false);
    }

    function _interest() private view returns (uint256) {
        return (owed(ann, usdc) - 1_400_000e6) * 100;
    }
}
