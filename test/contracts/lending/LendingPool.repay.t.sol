// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolRepayTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    function setUp() public {
        _open(2);
    }

    function _open(uint256 seed) private {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 10_000e6);
        skip(90 days);
        fund(ann, usdc, 100_000e6);
        fund(ben, usdc, 100_000e6);
    }

    function test_repay_lowersTheDebtByTheAmount(uint256 seed, uint256 amount) public {
        _open(seed);
        uint256 debt = owed(ann, usdc);
        amount = bound(amount, 2, debt - 1);

        vm.prank(ann);
        uint256 repaid = pool.repay(address(usdc), amount, 2, ann);

        assertEq(repaid, amount, "returned");
        assertClose(owed(ann, usdc), debt - amount, 2, "left");
        if (seed % 3 == 2) assertGe(owed(ann, usdc), debt - amount, "never frees more");
    }

    function test_repay_closesTheDebtWithInterest(uint256 seed) public {
        _open(seed);
        uint256 debt = owed(ann, usdc);
        uint256 held = usdc.balanceOf(ann);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.Repay(address(usdc), ann, ann, debt, false);
        vm.prank(ann);
        pool.repay(address(usdc), type(uint256).max, 2, ann);

        assertGe(debt, 10_001e6, "interest accrued");
        assertEq(usdc.balanceOf(ann), held - debt, "paid");
        assertEq(debtTokenOf(usdc).scaledBalanceOf(ann), 0, "nothing left");
        assertEq(pool.getUserConfiguration(ann).data, 2, "no debt bit");
        assertEq(healthOf(ann), type(uint256).max, "no debt, no health factor");
    }

    function test_repay_takesNoMoreThanTheDebt(uint256 excess) public {
        excess = bound(excess, 1, 50_000e6);
        uint256 debt = owed(ann, usdc);

        vm.prank(ben);
        uint256 repaid = pool.repay(address(usdc), debt + excess, 2, ann);

        assertEq(repaid, debt, "capped");
        assertEq(usdc.balanceOf(ben), 100_000e6 - debt, "ben paid");
        assertEq(owed(ann, usdc), 0, "ann is free");
    }

    function test_repay_revertsWhenAnotherAsksToRepayAll() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ExplicitAmountRequired.selector, ben, ann));
        vm.prank(ben);
        pool.repay(address(usdc), type(uint256).max, 2, ann);
    }

    function test_repay_revertsWithoutDebt() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_NoDebt.selector, ben, address(usdc)));
        vm.prank(ben);
        pool.repay(address(usdc), 1e6, 2, ben);
    }

    function test_repay_revertsWhenTheAmountIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_AmountZero.selector, address(usdc)));
        vm.prank(ann);
        pool.repay(address(usdc), 0, 2, ann);
    }

    function test_repay_revertsInAnotherRateMode(uint256 mode) public {
        vm.assume(mode != 2);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_InterestRateModeUnsupported.selector, mode));
        vm.prank(ann);
        pool.repay(address(usdc), 1e6, mode, ann);
    }

    function test_repay_worksWhileFrozenButNotWhilePaused() public {
        configurator.setReserveFreeze(address(usdc), true);
        vm.prank(ann);
        pool.repay(address(usdc), 1e6, 2, ann);

        configurator.setReservePause(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, address(usdc)));
        vm.prank(ann);
        pool.repay(address(usdc), 1e6, 2, ann);
    }

    function test_repayWithATokens_burnsBothSides(uint256 seed, uint256 amount) public {
        _open(seed);
        supplyAs(ann, usdc, 4_000e6);
        uint256 debt = owed(ann, usdc);
        uint256 claim = supplied(ann, usdc);
        amount = bound(amount, 1e3, claim - 1e3);
        uint256 cash = usdc.balanceOf(address(aTokenOf(usdc)));

        vm.prank(ann);
        uint256 repaid = pool.repayWithATokens(address(usdc), amount, 2);

        assertEq(repaid, amount, "returned");
        assertClose(owed(ann, usdc), debt - amount, 2, "debt");
        assertClose(supplied(ann, usdc), claim - amount, 2, "claim");
        assertEq(usdc.balanceOf(address(aTokenOf(usdc))), cash, "no cash moves");
    }

    function test_repayWithATokens_usesUpTheBalance(uint256 seed) public {
        _open(seed);
        supplyAs(ann, usdc, 4_000e6);
        uint256 claim = supplied(ann, usdc);

        vm.prank(ann);
        uint256 repaid = pool.repayWithATokens(address(usdc), type(uint256).max, 2);

        assertEq(repaid, claim, "all of it");
        assertEq(supplied(ann, usdc), 0, "none left");
        bool marked = pool.getUserConfiguration(ann).data & (2 << 2) != 0;
        assertEq(marked ? 1 : 0, seed % 3 == 2 ? 0 : 1, "up to v3.0 the mark stays");
    }

    function test_repayWithATokens_closesTheDebt(uint256 seed) public {
        _open(seed);
        supplyAs(ann, usdc, 20_000e6);

        vm.prank(ann);
        pool.repayWithATokens(address(usdc), type(uint256).max, 2);

        assertEq(owed(ann, usdc), 0, "debt gone");
        assertEq(pool.getUserConfiguration(ann).data & 0x5555, 0, "no debt bit");
        assertGe(supplied(ann, usdc), 9_000e6, "the rest stays supplied");
    }

    function test_repayWithATokens_leavesAnUnmarkedBalanceUnmarked() public {
        supplyAs(ann, usdc, 4_000e6);
        vm.startPrank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), false);
        pool.repayWithATokens(address(usdc), type(uint256).max, 2);
        vm.stopPrank();

        assertEq(supplied(ann, usdc), 0, "burnt");
    }

    function test_repayWithATokens_revertsWhenTheAccountStaysUnhealthy() public {
        supplyAs(ann, usdc, 4_000e6);
        setPrice(address(weth), 500e8);

        vm.expectPartialRevert(ILendingErrors.LendingPool_HealthFactorTooLow.selector);
        vm.prank(ann);
        pool.repayWithATokens(address(usdc), 1_000e6, 2);
    }

    function test_repay_lowersTheRates() public {
        uint256 before = pool.getReserveData(address(usdc)).currentVariableBorrowRate;
        vm.prank(ann);
        pool.repay(address(usdc), type(uint256).max, 2, ann);
        assertLe(pool.getReserveData(address(usdc)).currentVariableBorrowRate, before, "less usage");
    }
}
