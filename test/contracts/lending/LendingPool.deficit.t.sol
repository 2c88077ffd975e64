// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {IScaledToken} from "../../../contracts/lending/IScaledToken.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolDeficitTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");
    address private coverer = actor("coverer");

    function setUp() public {
        _open(2);
    }

    /// @dev Ann: 10 WETH against 10,000 USDC and 0.1 WBTC, far under water at 800.
    function _open(uint256 seed) private {
        buildWorld(preset(seed));
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(actor("lender"), wbtc, 10e8);
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 10_000e6);
        borrowAs(ann, wbtc, 0.1e8);
        fund(ben, usdc, 1_000_000e6);
        setPrice(address(weth), 800e8);
    }

    function _liquidate() private {
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, type(uint256).max, false);
    }

    function test_liquidationCall_writesOffEveryDebtOnceNoCollateralIsLeft() public {
        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.DeficitCreated(ann, address(usdc), 10_000e6 - 7_619_047_620);
        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.DeficitCreated(ann, address(wbtc), 0.1e8);
        _liquidate();

        assertEq(pool.getReserveDeficit(address(usdc)), 10_000e6 - 7_619_047_620, "USDC deficit");
        assertEq(pool.getReserveDeficit(address(wbtc)), 0.1e8, "WBTC deficit");
        assertEq(owed(ann, usdc) + owed(ann, wbtc), 0, "debts are gone");
        assertEq(pool.getUserConfiguration(ann).data, 0, "nothing left");
        assertEq(healthOf(ann), type(uint256).max, "no debt");
    }

    function test_liquidationCall_leavesBadDebtStandingBeforeV36(uint256 seed) public {
        seed = seed % 2;
        _open(seed);
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, type(uint256).max, false);
        if (seed == 0) {
            vm.prank(ben);
            pool.liquidationCall(address(weth), address(usdc), ann, type(uint256).max, false);
            vm.prank(ben);
            pool.liquidationCall(address(weth), address(usdc), ann, type(uint256).max, false);
        }

        assertEq(pool.getReserveDeficit(address(usdc)) + pool.getReserveDeficit(address(wbtc)), 0, "no deficit");
        assertGe(owed(ann, usdc), 1, "debt stands");
        assertGe(owed(ann, wbtc), 1, "and accrues");
    }

    function test_liquidationCall_writesNothingOffWhileOtherCollateralIsLeft() public {
        _open(2);
        setPrice(address(weth), 2_000e8);
        supplyAs(ann, usdc, 10e6);
        setPrice(address(weth), 800e8);

        _liquidate();

        assertEq(pool.getReserveDeficit(address(usdc)), 0, "no deficit");
        assertGe(owed(ann, usdc), 1, "debt stands");
    }

    function test_deficit_lowersTheSupplyRateAlone() public {
        _liquidate();
        uint256 debt = 100_000e6;
        supplyAs(ben, weth, 1_000e18);
        borrowAs(ben, usdc, debt);
        uint256 funds = 1_000_000e6 - pool.getReserveDeficit(address(usdc));

        uint256 borrowRate = pool.getReserveData(address(usdc)).currentVariableBorrowRate;
        uint256 supplyRate = pool.getReserveData(address(usdc)).currentLiquidityRate;
        assertClose(borrowRate, (0.04e27 * debt * 10) / (funds * 8), 1e9, "as if the deficit were not there");
        assertClose(supplyRate, (((borrowRate * debt) / 1_000_000e6) * 9) / 10, 1e9, "spread over the deficit");
    }

    function test_deficit_countsNoInterest() public {
        _liquidate();
        uint256 deficit = pool.getReserveDeficit(address(usdc));
        skip(365 days);
        supplyAs(ben, usdc, 1e6);
        assertEq(pool.getReserveDeficit(address(usdc)), deficit, "unchanged");
    }

    function test_liquidationCall_leavesDebtOfInactiveReservesAlone() public {
        address bare = listBare();
        supplyBare(actor("lender"), bare, 1_000e18);
        setPrice(address(weth), 2_100e8);
        vm.prank(ann);
        pool.borrow(bare, 100e18, 2, 0, ann);
        vm.prank(actor("lender"));
        pool.withdraw(bare, 900e18, actor("lender"));
        setPrice(address(weth), 800e8);
        _deactivate(bare);

        _liquidate();

        assertEq(pool.getReserveDeficit(bare), 0, "untouched");
        assertGe(pool.getUserConfiguration(ann).data, 1, "still owed");
    }

    /// @dev Through the pool itself: the configurator refuses while there are suppliers.
    function _deactivate(address asset) private {
        provider.setAddress("POOL_CONFIGURATOR", address(this));
        pool.setConfiguration(asset, pool.getConfiguration(address(0)));
        provider.setAddress("POOL_CONFIGURATOR", address(configurator));
    }

    function _appointCoverer(uint256 amount) private {
        provider.setAddress("UMBRELLA", coverer);
        supplyAs(coverer, usdc, amount);
        _liquidate();
    }

    function test_eliminateReserveDeficit_burnsTheCoverersClaims(uint256 amount) public {
        _appointCoverer(100_000e6);
        uint256 deficit = pool.getReserveDeficit(address(usdc));
        amount = bound(amount, 1, deficit);
        uint256 claim = supplied(coverer, usdc);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.DeficitCovered(address(usdc), coverer, amount);
        vm.prank(coverer);
        uint256 covered = pool.eliminateReserveDeficit(address(usdc), amount);

        assertEq(covered, amount, "returned");
        assertEq(pool.getReserveDeficit(address(usdc)), deficit - amount, "deficit");
        assertClose(supplied(coverer, usdc), claim - amount, 1, "claim");
    }

    function test_eliminateReserveDeficit_coversNoMoreThanThereIs(uint256 excess) public {
        _appointCoverer(100_000e6);
        uint256 deficit = pool.getReserveDeficit(address(usdc));
        excess = bound(excess, 1, type(uint128).max);

        vm.prank(coverer);
        assertEq(pool.eliminateReserveDeficit(address(usdc), deficit + excess), deficit, "all of it");
    }

    function test_eliminateReserveDeficit_switchesAnEmptiedCollateralOff() public {
        _appointCoverer(10_000e6 - 7_619_047_620);

        vm.prank(coverer);
        pool.eliminateReserveDeficit(address(usdc), type(uint256).max);

        assertEq(pool.getUserConfiguration(coverer).data, 0, "off");
    }

    function test_eliminateReserveDeficit_revertsForAnyoneElse(address caller) public {
        provider.setAddress("UMBRELLA", coverer);
        vm.assume(caller != coverer);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_CallerNotCoverer.selector, caller));
        vm.prank(caller);
        pool.eliminateReserveDeficit(address(usdc), 1);
    }

    function test_eliminateReserveDeficit_revertsWithoutADeficit() public {
        provider.setAddress("UMBRELLA", coverer);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_NoDeficit.selector, address(usdc)));
        vm.prank(coverer);
        pool.eliminateReserveDeficit(address(usdc), 1);
    }

    function test_eliminateReserveDeficit_revertsWhenTheAmountIsZero() public {
        provider.setAddress("UMBRELLA", coverer);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_AmountZero.selector, address(usdc)));
        vm.prank(coverer);
        pool.eliminateReserveDeficit(address(usdc), 0);
    }

    function test_eliminateReserveDeficit_revertsWhenTheCovererOwes() public {
        _appointCoverer(100_000e6);
        borrowAs(coverer, usdc, 1e6);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_CovererHasDebt.selector, coverer));
        vm.prank(coverer);
        pool.eliminateReserveDeficit(address(usdc), 1e6);
    }

    function test_eliminateReserveDeficit_revertsBeyondTheCoverersClaims() public {
        _appointCoverer(1e6);
        vm.expectPartialRevert(IScaledToken.ScaledToken_InsufficientBalance.selector);
        vm.prank(coverer);
        pool.eliminateReserveDeficit(address(usdc), 2e6);
    }

    function test_eliminateReserveDeficit_revertsWhenTheReserveIsInactive() public {
        _appointCoverer(100_000e6);
        _deactivate(address(usdc));
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveInactive.selector, address(usdc)));
        vm.prank(coverer);
        pool.eliminateReserveDeficit(address(usdc), 1e6);
    }
}
