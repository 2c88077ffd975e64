// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolCollateralTest is LendingWorld {
    uint8 private constant STABLE = 1;

    address private ann = actor("ann");

    function setUp() public {
        _build(2);
    }

    /// @dev Category 1 holds USDC and WBTC at better terms; both are borrowable in it.
    function _build(uint256 seed) private {
        buildWorld(preset(seed));
        populate();
        configurator.setEModeCategory(STABLE, 9_000, 9_300, 10_200, "stable");
        configurator.setAssetCollateralInEMode(address(usdc), STABLE, true);
        configurator.setAssetCollateralInEMode(address(wbtc), STABLE, true);
        configurator.setAssetBorrowableInEMode(address(usdc), STABLE, true);
        configurator.setAssetBorrowableInEMode(address(wbtc), STABLE, true);
    }

    function test_setUserUseReserveAsCollateral_switchesBothWays(uint256 seed) public {
        _build(seed);
        supplyAs(ann, usdc, 1_000e6);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.ReserveUsedAsCollateralDisabled(address(usdc), ann);
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), false);
        assertEq(pool.getUserConfiguration(ann).data, 0, "off");

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.ReserveUsedAsCollateralEnabled(address(usdc), ann);
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), true);
        assertEq(pool.getUserConfiguration(ann).data, 2 << 2, "on");
    }

    function test_setUserUseReserveAsCollateral_doesNothingTwice() public {
        supplyAs(ann, usdc, 1_000e6);
        vm.recordLogs();
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), true);
        assertEq(vm.getRecordedLogs().length, 0, "no event");
    }

    function test_setUserUseReserveAsCollateral_revertsWithoutABalance() public {
        vm.expectRevert(
            abi.encodeWithSelector(ILendingErrors.LendingPool_InsufficientBalance.selector, address(usdc), 0, 1)
        );
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), true);
    }

    function test_setUserUseReserveAsCollateral_revertsWhenTheLtvIsZero() public {
        configurator.configureReserveAsCollateral(address(usdc), 0, 7_800, 10_450);
        supplyAs(ann, usdc, 1_000e6);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ZeroLtv.selector, ann));
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), true);
    }

    function test_setUserUseReserveAsCollateral_revertsWhenTheDebtNeedsIt() public {
        supplyAs(ann, weth, 1e18);
        borrowAs(ann, usdc, 1_000e6);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_HealthFactorTooLow.selector, ann, 0));
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(weth), false);
    }

    function test_setUserUseReserveAsCollateral_revertsWhilePaused() public {
        supplyAs(ann, weth, 1e18);
        configurator.setReservePause(address(weth), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, address(weth)));
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(weth), false);
    }

    function test_setUserEMode_raisesLtvAndThreshold(uint256 seed) public {
        _build(seed);
        supplyAs(ann, usdc, 1_000e6);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.UserEModeSet(ann, STABLE);
        vm.prank(ann);
        pool.setUserEMode(STABLE);

        (, , , uint256 threshold, uint256 ltv, ) = pool.getUserAccountData(ann);
        assertEq(threshold, 9_300, "threshold");
        assertEq(ltv, 9_000, "LTV");
        assertEq(pool.getUserEMode(ann), STABLE, "category");
    }

    function test_setUserEMode_keepsOrdinaryTermsForAssetsOutside() public {
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        supplyAs(ann, weth, 1e18);

        (, , , uint256 threshold, uint256 ltv, ) = pool.getUserAccountData(ann);
        assertEq(threshold, 8_300, "threshold");
        assertEq(ltv, 8_000, "LTV");
    }

    function test_setUserEMode_repeatsSilentlyInV36Alone(uint256 seed) public {
        _build(seed);
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        vm.recordLogs();
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        assertEq(vm.getRecordedLogs().length, seed % 3 == 2 ? 0 : 1, "events");
    }

    function test_setUserEMode_revertsWhenTheCategoryIsUndefined(uint8 category) public {
        vm.assume(category > STABLE);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_EModeUndefined.selector, category));
        vm.prank(ann);
        pool.setUserEMode(category);
    }

    function test_setUserEMode_revertsWithDebtOutsideTheCategory(uint256 seed) public {
        _build(seed);
        supplyAs(ann, usdc, 10_000e6);
        borrowAs(ann, weth, 1e18);
        vm.expectRevert(
            abi.encodeWithSelector(ILendingErrors.LendingPool_DebtOutsideEMode.selector, address(weth), STABLE)
        );
        vm.prank(ann);
        pool.setUserEMode(STABLE);
    }

    function test_setUserEMode_revertsWithCollateralOfZeroLtvInV36Alone(uint256 seed) public {
        _build(seed);
        supplyAs(ann, weth, 1e18);
        configurator.configureReserveAsCollateral(address(weth), 0, 8_300, 10_500);
        if (seed % 3 == 2) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ILendingErrors.LendingPool_CollateralOutsideEMode.selector,
                    address(weth),
                    STABLE
                )
            );
        }
        vm.prank(ann);
        pool.setUserEMode(STABLE);
    }

    function test_setUserEMode_revertsWhenLeavingWouldBreakTheAccount(uint256 seed) public {
        _build(seed);
        supplyAs(ann, usdc, 66_000e6);
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        borrowAs(ann, wbtc, 0.95e8);

        vm.expectPartialRevert(ILendingErrors.LendingPool_HealthFactorTooLow.selector);
        vm.prank(ann);
        pool.setUserEMode(0);
    }

    function test_setUserEMode_leavesWhenTheAccountStaysHealthy(uint256 seed) public {
        _build(seed);
        supplyAs(ann, usdc, 66_000e6);
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        borrowAs(ann, wbtc, 0.5e8);

        vm.prank(ann);
        pool.setUserEMode(0);

        assertEq(pool.getUserEMode(ann), 0, "out");
    }

    function test_setUserEMode_revertsWhenLeavingIntoDebtThatIsNotBorrowable() public {
        supplyAs(ann, usdc, 66_000e6);
        configurator.setReserveBorrowing(address(wbtc), false);
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        borrowAs(ann, wbtc, 0.1e8);

        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_DebtOutsideEMode.selector, address(wbtc), 0));
        vm.prank(ann);
        pool.setUserEMode(0);
    }

    function test_borrow_followsTheReservesFlagInEModeBeforeV36() public {
        _build(1);
        supplyAs(ann, usdc, 66_000e6);
        configurator.setReserveBorrowing(address(wbtc), false);
        vm.prank(ann);
        pool.setUserEMode(STABLE);

        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_BorrowingDisabled.selector, address(wbtc)));
        vm.prank(ann);
        pool.borrow(address(wbtc), 0.1e8, 2, 0, ann);
    }

    function test_borrow_revertsOutsideTheEMode(uint256 seed) public {
        _build(seed);
        supplyAs(ann, usdc, 66_000e6);
        vm.prank(ann);
        pool.setUserEMode(STABLE);

        vm.expectRevert(
            abi.encodeWithSelector(ILendingErrors.LendingPool_NotBorrowableInEMode.selector, address(weth), STABLE)
        );
        vm.prank(ann);
        pool.borrow(address(weth), 1e18, 2, 0, ann);
    }

    function test_eMode_makesCollateralOfAnAssetThatIsNoneOutsideInV36Alone(uint256 seed) public {
        _build(seed);
        address bare = listBare();
        configurator.setAssetCollateralInEMode(bare, STABLE, true);
        vm.prank(ann);
        pool.setUserEMode(STABLE);
        supplyBare(ann, bare, 1_000e18);

        (uint256 collateral, , , , , ) = pool.getUserAccountData(ann);
        assertEq(collateral, seed % 3 == 2 ? 1_000e8 : 0, "value");
    }
}
