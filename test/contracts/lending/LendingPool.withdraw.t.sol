// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolWithdrawTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    function setUp() public {
        buildWorld(Presets.aaveV36());
        populate();
    }

    function test_withdraw_sendsTheAmountAndBurnsIt(uint256 supply, uint256 amount) public {
        supply = bound(supply, 1e6, 1e15);
        supplyAs(ann, usdc, supply);
        uint256 balance = supplied(ann, usdc);
        amount = bound(amount, 1, balance);

        vm.prank(ann);
        uint256 withdrawn = pool.withdraw(address(usdc), amount, ben);

        assertEq(withdrawn, amount, "returned");
        assertEq(usdc.balanceOf(ben), amount, "received");
        assertLe(supplied(ann, usdc), balance - amount, "never burns less");
        assertClose(supplied(ann, usdc), balance - amount, 2, "left");
    }

    function test_withdraw_takesAllAndSwitchesCollateralOff(uint256 seed, uint256 supply) public {
        buildWorld(preset(seed));
        populate();
        supply = bound(supply, 1e3, 1e15);
        supplyAs(ann, usdc, supply);
        skip(30 days);
        uint256 balance = supplied(ann, usdc);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.ReserveUsedAsCollateralDisabled(address(usdc), ann);
        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.Withdraw(address(usdc), ann, ann, balance);
        vm.prank(ann);
        pool.withdraw(address(usdc), type(uint256).max, ann);

        assertEq(aTokenOf(usdc).scaledBalanceOf(ann), 0, "burnt");
        assertEq(pool.getUserConfiguration(ann).data, 0, "collateral off");
        assertGe(balance, supply - 1, "interest earned");
    }

    function test_withdraw_paysInterestFromBorrowers() public {
        supplyAs(ann, usdc, 1_000e6);
        skip(365 days);

        vm.prank(ann);
        uint256 withdrawn = pool.withdraw(address(usdc), type(uint256).max, ann);

        assertGe(withdrawn, 1_001e6, "more than was supplied");
    }

    function test_withdraw_stopsAtHealthFactorOne(uint256 seed, uint256 amount) public {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 10_000e6);
        amount = bound(amount, 1e15, 9.9e18);
        uint256 left = 10e18 - amount;
        bool healthy = (left * 2_000 * 83) / 100 >= 10_000.01e18;
        bool broken = (left * 2_000 * 83) / 100 < 9_999.99e18;

        vm.prank(ann);
        try pool.withdraw(address(weth), amount, ann) {
            assertTrue(!broken, "broken yet withdrawn");
        } catch (bytes memory reason) {
            assertTrue(!healthy, "healthy yet refused");
            assertTrue(bytes4(reason) == ILendingErrors.LendingPool_HealthFactorTooLow.selector, "another reason");
        }
    }

    function test_withdraw_ignoresHealthForAnAssetThatIsNoCollateral() public {
        supplyAs(ann, weth, 10e18);
        supplyAs(ann, usdc, 100e6);
        vm.prank(ann);
        pool.setUserUseReserveAsCollateral(address(usdc), false);
        borrowAs(ann, usdc, 15_900e6);
        setPrice(address(weth), 1_000e8);

        vm.prank(ann);
        pool.withdraw(address(usdc), type(uint256).max, ann);

        assertLe(healthOf(ann), 1e18 - 1, "unhealthy all along");
    }

    function test_withdraw_asksForZeroLtvCollateralFirst() public {
        supplyAs(ann, weth, 10e18);
        supplyAs(ann, wbtc, 1e8);
        borrowAs(ann, usdc, 1_000e6);
        configurator.configureReserveAsCollateral(address(wbtc), 0, 7_800, 10_500);

        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ZeroLtv.selector, ann));
        vm.prank(ann);
        pool.withdraw(address(weth), 1e18, ann);

        vm.startPrank(ann);
        pool.withdraw(address(wbtc), type(uint256).max, ann);
        pool.withdraw(address(weth), 1e18, ann);
        vm.stopPrank();
        assertEq(weth.balanceOf(ann), 1e18, "then the rest");
    }

    function test_withdraw_hasNoZeroLtvRuleInV2() public {
        buildWorld(Presets.aaveV2());
        populate();
        supplyAs(ann, weth, 10e18);
        supplyAs(ann, wbtc, 1e8);
        borrowAs(ann, usdc, 1_000e6);
        configurator.configureReserveAsCollateral(address(wbtc), 0, 7_800, 10_500);

        vm.prank(ann);
        pool.withdraw(address(weth), 1e18, ann);

        assertEq(weth.balanceOf(ann), 1e18, "withdrawn");
    }

    function test_withdraw_revertsWhenTheBalanceIsTooSmall(uint256 excess) public {
        supplyAs(ann, usdc, 100e6);
        uint256 balance = supplied(ann, usdc);
        excess = bound(excess, 1, 1e18);

        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_InsufficientBalance.selector,
                address(usdc),
                balance,
                balance + excess
            )
        );
        vm.prank(ann);
        pool.withdraw(address(usdc), balance + excess, ann);
    }

    function test_withdraw_revertsWhenTheAmountIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_AmountZero.selector, address(usdc)));
        vm.prank(ann);
        pool.withdraw(address(usdc), 0, ann);
    }

    function test_withdraw_revertsWhenNothingIsSupplied() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_AmountZero.selector, address(usdc)));
        vm.prank(ann);
        pool.withdraw(address(usdc), type(uint256).max, ann);
    }

    function test_withdraw_revertsWhenTheCashIsLentOut(uint256 seed) public {
        buildWorld(preset(seed));
        supplyAs(ann, usdc, 100e6);
        supplyAs(ben, weth, 10e18);
        borrowAs(ben, usdc, 60e6);

        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_InsufficientLiquidity.selector,
                address(usdc),
                40e6,
                40e6 + 1
            )
        );
        vm.prank(ann);
        pool.withdraw(address(usdc), 40e6 + 1, ann);
    }

    function test_withdraw_revertsWhenTheATokenWouldReceiveIt() public {
        address aToken = address(aTokenOf(usdc));
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ATokenAsParty.selector, aToken));
        pool.withdraw(address(usdc), 1, aToken);
    }

    function test_withdraw_revertsWhenTheReserveIsPausedButNotWhenFrozen() public {
        supplyAs(ann, usdc, 100e6);
        configurator.setReserveFreeze(address(usdc), true);
        vm.prank(ann);
        pool.withdraw(address(usdc), 50e6, ann);

        configurator.setReservePause(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, address(usdc)));
        vm.prank(ann);
        pool.withdraw(address(usdc), 1e6, ann);
    }
}
