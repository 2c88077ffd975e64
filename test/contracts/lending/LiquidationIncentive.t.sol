// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {DutchDiscount} from "../../../contracts/lending/DutchDiscount.sol";
import {FixedBonus} from "../../../contracts/lending/FixedBonus.sol";
import {ILiquidationIncentive} from "../../../contracts/lending/ILiquidationIncentive.sol";
import {MorphoFactor} from "../../../contracts/lending/MorphoFactor.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LiquidationIncentiveTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    function _context(
        uint256 bonus,
        uint256 threshold,
        uint256 health
    ) private pure returns (ILiquidationIncentive.Context memory) {
        return ILiquidationIncentive.Context(bonus, threshold, health);
    }

    function test_fixedBonus_isTheBonusAtAnyHealth(uint256 bonus, uint256 health) public {
        bonus = bound(bonus, 10_001, 20_000);
        health = bound(health, 0, 1e18 - 1);
        assertEq(new FixedBonus().factor(_context(bonus, 8_000, health)), bonus * 1e14, "factor");
    }

    /// @dev T12.
    function test_morphoFactor_hasTheKnownValues() public {
        MorphoFactor morpho = new MorphoFactor();
        assertClose(morpho.factor(_context(0, 8_600, 0)), 1.0438e18, 0.00005e18, "86 %");
        assertClose(morpho.factor(_context(0, 9_450, 0)), 1.0168e18, 0.00005e18, "94.5 %");
        assertClose(morpho.factor(_context(0, 6_250, 0)), 1.1268e18, 0.00005e18, "62.5 %");
        assertClose(morpho.factor(_context(0, 9_800, 0)), 1.006e18, 0.00005e18, "98 %");
        assertEq(morpho.factor(_context(0, 10_000, 0)), 1e18, "no room, no incentive");
    }

    function test_morphoFactor_fallsWithTheThresholdAndIsCapped(uint256 threshold) public {
        MorphoFactor morpho = new MorphoFactor();
        threshold = bound(threshold, 0, 9_999);
        uint256 factor = morpho.factor(_context(0, threshold, 0));
        assertLe(factor, 1.15e18, "cap");
        assertGe(factor, morpho.factor(_context(0, threshold + 1, 0)), "falls");
        if (threshold <= 5_600) assertEq(factor, 1.15e18, "capped");
    }

    function test_dutchDiscount_growsAsHealthFalls(uint256 health) public {
        DutchDiscount dutch = new DutchDiscount(0.15e18);
        health = bound(health, 1, 1e18 - 1);
        uint256 factor = dutch.factor(_context(0, 0, health));
        assertGe(dutch.factor(_context(0, 0, health - 1)), factor, "grows");
        if (health >= 0.85e18) assertEq(factor, uint256(1e36) / health, "1 / health factor");
        else assertEq(factor, uint256(1e36) / 0.85e18, "capped");
    }

    function test_dutchDiscount_isNothingAtHealthOne() public {
        assertEq(new DutchDiscount(0.15e18).factor(_context(0, 0, 1e18)), 1e18, "at 1");
        assertEq(new DutchDiscount(0.15e18).factor(_context(0, 0, 2e18)), 1e18, "above");
    }

    function test_dutchDiscount_refusesAWholeDiscount(uint256 maxDiscount) public {
        maxDiscount = bound(maxDiscount, 1e18, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(DutchDiscount.DutchDiscount_MaximumTooHigh.selector, maxDiscount));
        new DutchDiscount(maxDiscount);
    }

    /// @dev Ann: 10 WETH against 16,000 USDC, WETH at 1,900, health factor 0.985625.
    function _seizedWith(address incentive) private returns (uint256) {
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 16_000e6);
        fund(ben, usdc, 10_000e6);
        setPrice(address(weth), 1_900e8);
        configurator.setLiquidationIncentive(address(weth), incentive);
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, 1_900e6, false);
        return weth.balanceOf(ben);
    }

    function test_liquidationCall_paysWhatTheReservesIncentiveSays(uint256 seed) public {
        buildWorld(preset(seed));
        assertClose(_seizedWith(address(fixedBonus)), 1.05e18, 1, "fixed");
        buildWorld(preset(seed));
        assertClose(_seizedWith(address(new DutchDiscount(0.15e18))), uint256(1e36) / 0.985625e18, 1, "Dutch");
        buildWorld(preset(seed));
        assertClose(_seizedWith(address(new MorphoFactor())), uint256(1e36) / 0.949e18, 1, "Morpho at 83 %");
    }

    /// @dev v2 multiplies by the factor before it divides, and rounds to the nearest in between.
    function test_liquidationCall_roundsTheFactorToTheNearestInV2(uint256 price, uint256 amount) public {
        buildWorld(preset(0));
        supplyAs(actor("lender"), weth, 1_000e18);
        supplyAs(ann, usdc, 20_000e6);
        borrowAs(ann, weth, 7.5e18);
        fund(ben, weth, 10e18);
        price = bound(price, 2_081e8, 2_400e8);
        setPrice(address(weth), price);
        configurator.setLiquidationIncentive(address(usdc), address(new DutchDiscount(0.15e18)));
        amount = bound(amount, 1e12, 3e18);
        uint256 factor = uint256(1e36) / healthOf(ann);
        uint256 expected = ((price * amount * 1e6 * factor + 0.5e18) / 1e18) / (1e8 * 1e18);

        vm.prank(ben);
        pool.liquidationCall(address(usdc), address(weth), ann, amount, false);

        assertEq(usdc.balanceOf(ben), expected, "seized");
    }

    function test_liquidationCall_paysTheCategorysBonusInEMode(uint256 seed) public {
        buildWorld(preset(seed));
        configurator.setEModeCategory(1, 9_000, 9_300, 10_100, "all");
        configurator.setAssetCollateralInEMode(address(weth), 1, true);
        configurator.setAssetBorrowableInEMode(address(usdc), 1, true);
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, 10e18);
        vm.prank(ann);
        pool.setUserEMode(1);
        borrowAs(ann, usdc, 18_000e6);
        fund(ben, usdc, 10_000e6);
        setPrice(address(weth), 1_900e8);

        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, 1_900e6, false);

        assertEq(weth.balanceOf(ben), 1.01e18, "1 %");
    }
}
