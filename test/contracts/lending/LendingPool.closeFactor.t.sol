// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {Rules} from "../../../contracts/lending/Rules.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolCloseFactorTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    /// @dev Ann has `collateral` WETH and owes USDC and WBTC, both worth `debt` dollars.
    function _open(Rules memory rules, uint256 collateral, uint256 debt) private {
        buildWorld(rules);
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(actor("lender"), wbtc, 100e8);
        supplyAs(ann, weth, collateral);
        borrowAs(ann, usdc, debt * 1e6);
        borrowAs(ann, wbtc, (debt * 1e8) / 60_000);
        fund(ben, usdc, 1_000_000e6);
        fund(ben, wbtc, 100e8);
    }

    function _repaid(uint256 asked) private returns (uint256) {
        uint256 before = usdc.balanceOf(ben);
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, asked, false);
        return before - usdc.balanceOf(ben);
    }

    function test_v2_closesHalfOfTheReservesDebtAtAnyHealth(uint256 price) public {
        _open(Presets.aaveV2(), 100e18, 75_000);
        price = bound(price, 1_200e8, 1_800e8);
        setPrice(address(weth), price);

        assertEq(_repaid(2e6), 2e6, "less when less is asked");
        assertEq(_repaid(type(uint256).max), 37_499e6, "half");
    }

    function test_v30_closesHalfAboveTheFullCloseHealthFactor(uint256 price) public {
        _open(Presets.aaveV30(), 100e18, 75_000);
        price = bound(price, 1_717e8, 1_807e8);
        setPrice(address(weth), price);

        assertGe(healthOf(ann), 0.95e18 + 1, "above 0.95");
        assertEq(_repaid(type(uint256).max), 37_500e6, "half");
    }

    function test_v30_closesAllAtTheFullCloseHealthFactorOrBelow(uint256 price) public {
        _open(Presets.aaveV30(), 100e18, 75_000);
        price = bound(price, 1_000e8, 1_716e8);
        setPrice(address(weth), price);

        assertLe(healthOf(ann), 0.95e18, "at most 0.95");
        assertEq(_repaid(type(uint256).max), 75_000e6, "all");
    }

    function test_v36_closesHalfOfAllDebtWhichMayBeAllOfTheReserves() public {
        _open(Presets.aaveV36(), 100e18, 75_000);
        setPrice(address(weth), 1_800e8);

        assertEq(_repaid(type(uint256).max), 75_000e6, "half of 150,000");
    }

    function test_v36_closesHalfOfAllDebtWhereTheReserveHoldsMore() public {
        buildWorld(Presets.aaveV36());
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(actor("lender"), wbtc, 100e8);
        supplyAs(ann, weth, 100e18);
        borrowAs(ann, usdc, 100_000e6);
        borrowAs(ann, wbtc, 0.95e8);
        fund(ben, usdc, 1_000_000e6);
        setPrice(address(weth), 1_850e8);

        assertEq(_repaid(type(uint256).max), 78_500e6, "half of 157,000");
    }

    function test_v36_closesAllAtTheFullCloseHealthFactorOrBelow(uint256 price) public {
        _open(Presets.aaveV36(), 100e18, 75_000);
        price = bound(price, 1_700e8, 1_716e8);
        setPrice(address(weth), price);

        assertEq(_repaid(type(uint256).max), 75_000e6, "all");
    }

    function test_v36_closesASmallDebtInFull(uint256 debt) public {
        debt = bound(debt, 1_000, 1_999);
        buildWorld(Presets.aaveV36());
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, (debt * 1e18) / 1_590);
        borrowAs(ann, usdc, debt * 1e6);
        fund(ben, usdc, 1_000_000e6);
        setPrice(address(weth), 1_900e8);

        assertGe(healthOf(ann), 0.95e18 + 1, "above 0.95");
        assertEq(_repaid(type(uint256).max), debt * 1e6, "all");
    }

    function test_v36_closesInFullAgainstASmallCollateral() public {
        buildWorld(Presets.aaveV36());
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, wbtc, 1e8);
        supplyAs(ann, weth, 0.9e18);
        borrowAs(ann, usdc, 45_000e6);
        fund(ben, usdc, 1_000_000e6);
        setPrice(address(wbtc), 55_000e8);

        // 1,800 of WETH pays for 1,714.29 of debt, which leaves none of it.
        assertEq(_repaid(type(uint256).max), 1_714_285_715, "all that the small side pays for, rounded up");
        assertEq(weth.balanceOf(ben), 0.9e18, "all of it");
    }

    function test_v36_revertsRatherThanLeaveDust(uint256 left) public {
        _open(Presets.aaveV36(), 100e18, 75_000);
        setPrice(address(weth), 1_716e8);
        left = bound(left, 1, 999e6);

        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_MustNotLeaveDust.selector,
                left * 100,
                _valueLeft(75_000e6 - left),
                1_000e8
            )
        );
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, 75_000e6 - left, false);
    }

    function test_v36_revertsRatherThanLeaveDustOfTheCollateral() public {
        _open(Presets.aaveV36(), 100e18, 75_000);
        setPrice(address(weth), 790e8);

        vm.expectPartialRevert(ILendingErrors.LendingPool_MustNotLeaveDust.selector);
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, 74_300e6, false);
    }

    function test_v36_leavesNoLessThanTheMinimum(uint256 left) public {
        _open(Presets.aaveV36(), 100e18, 75_000);
        setPrice(address(weth), 1_716e8);
        left = bound(left, 1_000e6, 75_000e6 - 1e6);

        assertEq(_repaid(75_000e6 - left), 75_000e6 - left, "as asked");
    }

    function test_custom_closeFactorOfTheReserveRespectsTheMinimumCloseValue() public {
        Rules memory rules = Presets.aaveV30();
        rules.minCloseValue = 100_000;
        _open(rules, 100e18, 75_000);
        setPrice(address(weth), 1_800e8);

        assertEq(_repaid(type(uint256).max), 75_000e6, "all of a side below 100,000");
    }

    function test_thresholdsFollowTheOraclesUnit() public {
        _open(Presets.aaveV36(), 2e18, 1_500);
        setPrice(address(weth), 1_800e8);

        assertEq(_repaid(type(uint256).max), 1_500e6, "1,500 is below 2,000 units of 1e8");
    }

    function _valueLeft(uint256 repaid) private view returns (uint256) {
        uint256 base = (repaid * 1e8 * 1e18) / (1_716e8 * 1e6);
        uint256 seized = (base * 10_500 + 5_000) / 10_000;
        return ((supplied(ann, weth) - seized) * 1_716e8) / 1e18;
    }
}
