// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AToken} from "../../../contracts/lending/AToken.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {Rules} from "../../../contracts/lending/Rules.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";
import {ScriptedReceiver} from "../../support/ScriptedReceiver.sol";

/// @notice What each release between v3.0 and v3.6 brought, seen in the release and not in the one before.
contract PresetsTest is LendingWorld {
    uint8 private constant STABLE = 1;

    address private ann = actor("ann");
    address private ben = actor("ben");

    /// @dev Ann has WETH and owes 75,000 dollars of USDC and as much of WBTC.
    function _indebt(Rules memory rules, uint256 collateral) private {
        buildWorld(rules);
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(actor("lender"), wbtc, 100e8);
        supplyAs(ann, weth, collateral);
        borrowAs(ann, usdc, 75_000e6);
        borrowAs(ann, wbtc, 1.25e8);
        fund(ben, usdc, 1_000_000e6);
        fund(ben, wbtc, 100e8);
    }

    function _liquidate() private returns (uint256 repaid) {
        uint256 before = usdc.balanceOf(ben);
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, type(uint256).max, false);
        return before - usdc.balanceOf(ben);
    }

    function _counted(Rules memory rules) private returns (uint256) {
        buildWorld(rules);
        supplyAs(ann, usdc, 100e6);
        usdc.mint(address(aTokenOf(usdc)), 7e6);
        return pool.getVirtualUnderlyingBalance(address(usdc));
    }

    function test_v31_countsCashWithoutDonations() public {
        assertEq(_counted(Presets.aaveV30()), 107e6, "v3.0");
        assertEq(_counted(Presets.aaveV31()), 100e6, "v3.1");
    }

    function _marksAfterRepayingAll(Rules memory rules) private returns (uint256) {
        buildWorld(rules);
        supplyAs(ann, weth, 1e18);
        supplyAs(ann, usdc, 100e6);
        borrowAs(ann, usdc, 100e6);
        vm.prank(ann);
        pool.repayWithATokens(address(usdc), 100e6, 2);
        return pool.getUserConfiguration(ann).data;
    }

    function test_v31_unmarksATokensThatRepaidDebtToTheLast() public {
        assertEq(_marksAfterRepayingAll(Presets.aaveV30()), 8 + 2, "v3.0");
        assertEq(_marksAfterRepayingAll(Presets.aaveV31()), 2, "v3.1");
    }

    function _ltvOfFrozen(Rules memory rules) private returns (uint256 ltv) {
        buildWorld(rules);
        supplyAs(ann, weth, 1e18);
        configurator.setReserveFreeze(address(weth), true);
        (, , , , ltv, ) = pool.getUserAccountData(ann);
    }

    function test_v31_lendsNothingOnAFrozenReserve() public {
        assertEq(_ltvOfFrozen(Presets.aaveV30()), 8_000, "v3.0");
        assertEq(_ltvOfFrozen(Presets.aaveV31()), 0, "v3.1");
    }

    /// @dev Ann would owe more than her collateral is good for in a category that is worse than none.
    function _enterWorseCategory(Rules memory rules, bool refused) private {
        buildWorld(rules);
        configurator.setEModeCategory(STABLE, 4_000, 5_000, 10_200, "worse");
        configurator.setAssetCollateralInEMode(address(weth), STABLE, true);
        configurator.setAssetBorrowableInEMode(address(usdc), STABLE, true);
        supplyAs(actor("lender"), usdc, 10_000e6);
        supplyAs(ann, weth, 1e18);
        borrowAs(ann, usdc, 1_500e6);

        if (refused) vm.expectPartialRevert(ILendingErrors.LendingPool_HealthFactorTooLow.selector);
        vm.prank(ann);
        pool.setUserEMode(STABLE);
    }

    function test_v32_looksAtHealthWhenACategoryIsEntered() public {
        _enterWorseCategory(Presets.aaveV31(), false);
        _enterWorseCategory(Presets.aaveV32(), true);
    }

    function test_v33_closesHalfOfAllDebtWhichMayBeAllOfTheReserves() public {
        _indebt(Presets.aaveV32(), 100e18);
        setPrice(address(weth), 1_800e8);
        assertEq(_liquidate(), 37_500e6, "half of the reserve's in v3.2");

        _indebt(Presets.aaveV33(), 100e18);
        setPrice(address(weth), 1_800e8);
        assertEq(_liquidate(), 75_000e6, "half of 150,000 in v3.3");
    }

    function test_v33_writesOffWhatNothingBacks() public {
        _indebt(Presets.aaveV32(), 100e18);
        setPrice(address(weth), 500e8);
        _liquidate();
        assertGe(owed(ann, wbtc), 1.25e8, "still owed in v3.2");

        _indebt(Presets.aaveV33(), 100e18);
        setPrice(address(weth), 500e8);
        _liquidate();
        assertEq(owed(ann, wbtc), 0, "nothing owed in v3.3");
        assertGe(pool.getReserveDeficit(address(wbtc)), 1.25e8, "deficit");
    }

    function test_v33_marksAgainWhatASelfLiquidationTakesWhole() public {
        for (uint256 i = 0; i < 2; i++) {
            _indebt(i == 0 ? Presets.aaveV32() : Presets.aaveV33(), 100e18);
            supplyAs(ann, usdc, 300_000e6);
            setPrice(address(weth), 200e8);
            setPrice(address(wbtc), 200_000e8);
            fund(ann, usdc, 75_000e6);
            vm.prank(ann);
            pool.liquidationCall(address(weth), address(usdc), ann, type(uint256).max, true);
            assertEq(pool.getUserConfiguration(ann).data & 2, i == 0 ? 0 : 2, "marked");
        }
    }

    function test_v34_refusesSelfLiquidation() public {
        for (uint256 i = 0; i < 2; i++) {
            _indebt(i == 0 ? Presets.aaveV33() : Presets.aaveV34(), 100e18);
            setPrice(address(weth), 1_800e8);
            fund(ann, usdc, 75_000e6);
            if (i == 1)
                vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_SelfLiquidation.selector, ann));
            vm.prank(ann);
            pool.liquidationCall(address(weth), address(usdc), ann, 75_000e6, false);
        }
    }

    /// @dev What 1,000 units of USDC cost, half a unit before rounding, and the treasury's claim on it. [scaled]
    function _flash(Rules memory rules) private returns (uint256 premium, uint256 claim) {
        buildWorld(rules);
        supplyAs(actor("lender"), usdc, 10_000e6);
        ScriptedReceiver receiver = new ScriptedReceiver(address(pool));
        usdc.mint(address(receiver), 1e6);
        vm.prank(ann);
        pool.flashLoanSimple(address(receiver), address(usdc), 2_800, "", 0);
        return (receiver.lastPremium(), pool.getReserveData(address(usdc)).accruedToTreasury);
    }

    function test_v34_givesFlashPremiumsToTheTreasury() public {
        (uint256 premium, uint256 claim) = _flash(Presets.aaveV33());
        assertEq(premium, 1, "1.4 to the nearest in v3.3");
        assertEq(claim, 0, "to suppliers");
        (premium, claim) = _flash(Presets.aaveV34());
        assertEq(premium, 1, "1.4 to the nearest in v3.4");
        assertEq(claim, 1, "to the treasury");
    }

    function test_v35_roundsAgainstTheAccount() public {
        (uint256 premium, ) = _flash(Presets.aaveV35());
        assertEq(premium, 2, "1.4 rounded up");
    }

    function _collateralOnReceipt(Rules memory rules) private returns (bool) {
        buildWorld(rules);
        supplyAs(ann, weth, 1e18);
        AToken aToken = aTokenOf(weth);
        vm.prank(ann);
        aToken.transfer(ben, 1e18);
        return pool.getUserConfiguration(ben).data != 0;
    }

    function test_v36_countsReceivedATokensForNothingYet() public {
        assertTrue(_collateralOnReceipt(Presets.aaveV35()), "v3.5");
        assertTrue(!_collateralOnReceipt(Presets.aaveV36()), "v3.6");
    }

    function _borrowedWithFlagOff(Rules memory rules, bool refused) private {
        buildWorld(rules);
        configurator.setEModeCategory(STABLE, 9_000, 9_300, 10_200, "stable");
        configurator.setAssetCollateralInEMode(address(weth), STABLE, true);
        configurator.setAssetBorrowableInEMode(address(usdc), STABLE, true);
        configurator.setReserveBorrowing(address(usdc), false);
        supplyAs(actor("lender"), usdc, 10_000e6);
        supplyAs(ann, weth, 1e18);
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        if (refused) vm.expectPartialRevert(ILendingErrors.LendingPool_BorrowingDisabled.selector);
        borrowAs(ann, usdc, 100e6);
    }

    function test_v36_letsACategoryBorrowWhatNobodyElseMay() public {
        _borrowedWithFlagOff(Presets.aaveV35(), true);
        _borrowedWithFlagOff(Presets.aaveV36(), false);
    }
}
