// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolSupplyTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    function setUp() public {
        buildWorld(Presets.aaveV36());
        populate();
    }

    /// @dev In v3.6 the scaled amount is cut, worth up to one index, and so is what it reads as: with an index above 1
    /// that comes to two units, for instance with 335,879,809,199,868.
    function test_supply_movesTheTokensAndCreditsThem(uint256 amount) public {
        amount = bound(amount, 2, 1e15);
        uint256 cash = usdc.balanceOf(address(aTokenOf(usdc)));

        supplyAs(ann, usdc, amount);

        assertEq(usdc.balanceOf(ann), 0, "paid");
        assertEq(usdc.balanceOf(address(aTokenOf(usdc))), cash + amount, "cash");
        assertClose(supplied(ann, usdc), amount, 2, "credited");
        assertLe(supplied(ann, usdc), amount, "never more than paid");
    }

    function test_supply_creditsTheNearestInHalfUpPresets(uint256 seed, uint256 amount) public {
        buildWorld(preset(seed % 2));
        populate();
        amount = bound(amount, 1, 1e15);

        supplyAs(ann, usdc, amount);

        assertClose(supplied(ann, usdc), amount, 1, "credited");
    }

    function test_supply_creditsAnotherAccount(uint256 amount) public {
        amount = bound(amount, 2, 1e15);
        fund(ann, usdc, amount);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.Supply(address(usdc), ann, ben, amount, 7);
        vm.prank(ann);
        pool.supply(address(usdc), amount, ben, 7);

        assertEq(supplied(ann, usdc), 0, "ann");
        assertClose(supplied(ben, usdc), amount, 2, "ben");
    }

    function test_supply_switchesTheFirstSupplyOnAsCollateral(uint256 seed) public {
        buildWorld(preset(seed));

        supplyAs(ann, usdc, 1e6);

        assertEq(pool.getUserConfiguration(ann).data, 2 << 2, "collateral bit of the second reserve");
    }

    function test_supply_leavesCollateralOffThatTheAccountSwitchedOff() public {
        supplyAs(ann, usdc, 1e6);
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), false);

        supplyAs(ann, usdc, 1e6);

        assertEq(pool.getUserConfiguration(ann).data, 0, "still off");
    }

    function test_supply_leavesAnAssetWithoutLtvOffExceptInV2(uint256 seed) public {
        buildWorld(preset(seed));
        configurator.configureReserveAsCollateral(address(usdc), 0, 7_800, 10_450);

        supplyAs(ann, usdc, 1e6);

        assertEq(pool.getUserConfiguration(ann).data != 0 ? 1 : 0, seed % 3 == 0 ? 1 : 0, "collateral");
    }

    function test_supply_revertsWhenTheAmountIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_AmountZero.selector, address(usdc)));
        pool.supply(address(usdc), 0, ann, 0);
    }

    function test_supply_revertsWhenTheAmountIsTooSmallForOneScaledUnit() public {
        fund(ann, usdc, 1);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_AmountZero.selector, address(usdc)));
        vm.prank(ann);
        pool.supply(address(usdc), 1, ann, 0);
    }

    function test_supply_revertsWhenTheAssetIsNotListed(address asset) public {
        vm.assume(pool.getReserveAToken(asset) == address(0));
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveInactive.selector, asset));
        pool.supply(asset, 1e6, ann, 0);
    }

    function test_supply_revertsWhenTheReserveIsPaused() public {
        configurator.setReservePause(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, address(usdc)));
        pool.supply(address(usdc), 1e6, ann, 0);
    }

    function test_supply_revertsWhenTheReserveIsFrozen() public {
        configurator.setReserveFreeze(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveFrozen.selector, address(usdc)));
        pool.supply(address(usdc), 1e6, ann, 0);
    }

    function test_supply_revertsWhenTheATokenWouldHoldItself() public {
        address aToken = address(aTokenOf(usdc));
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ATokenAsParty.selector, aToken));
        pool.supply(address(usdc), 1e6, aToken, 0);
    }

    function test_supply_fillsTheCapAndNoMore(uint256 seed, uint256 first) public {
        buildWorld(preset(seed));
        first = bound(first, 1, 1_000e6 - 1);
        configurator.setSupplyCap(address(usdc), 1_000);

        supplyAs(ann, usdc, first);
        supplyAs(ann, usdc, 1_000e6 - first);
        fund(ann, usdc, 1);

        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_SupplyCapExceeded.selector,
                address(usdc),
                1_000e6 + 1,
                1_000e6
            )
        );
        vm.prank(ann);
        pool.supply(address(usdc), 1, ann, 0);
    }

    function test_supply_countsTheTreasurysClaimTowardsTheCap() public {
        uint256 claim = pool.getReserveData(address(usdc)).accruedToTreasury;
        supplyAs(ann, usdc, 1e6);
        assertGe(pool.getReserveData(address(usdc)).accruedToTreasury, claim + 1, "claim grows");
        uint256 total = aTokenOf(usdc).totalSupply();
        uint256 cap = total / 1e6 + 1;
        configurator.setSupplyCap(address(usdc), cap);
        fund(ann, usdc, cap * 1e6 - total);

        vm.expectPartialRevert(ILendingErrors.LendingPool_SupplyCapExceeded.selector);
        vm.prank(ann);
        pool.supply(address(usdc), cap * 1e6 - total, ann, 0);
    }
}
