// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {ILiquidationIncentive} from "../../../contracts/lending/ILiquidationIncentive.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

/// @dev An incentive that takes from the liquidator.
contract BelowOne is ILiquidationIncentive {
    function factor(Context calldata) external pure returns (uint256) {
        return 1e18 - 1;
    }
}

contract LendingPoolLiquidateTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    function setUp() public {
        _open(2);
    }

    /// @dev Ann: 10 WETH against 16,000 USDC, healthy at 2,000 and at 0.985625 once WETH costs 1,900.
    function _open(uint256 seed) private {
        buildWorld(preset(seed));
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 16_000e6);
        fund(ben, usdc, 1_000_000e6);
        setPrice(address(weth), 1_900e8);
    }

    function _liquidate(uint256 debtToCover, bool receiveAToken) private {
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, debtToCover, receiveAToken);
    }

    function test_liquidationCall_paysTheBonusInTheUnderlying(uint256 seed, uint256 amount) public {
        _open(seed);
        amount = bound(amount, 1e6, 6_000e6);
        uint256 base = (amount * 1e8 * 1e18) / (1_900e8 * 1e6);
        uint256 seized = (base * 10_500 + 5_000) / 10_000;

        vm.expectEmit(true, true, true, seed % 3 != 0, address(pool));
        emit ILendingEvents.LiquidationCall(address(weth), address(usdc), ann, amount, seized, ben, false);
        _liquidate(amount, false);

        assertClose(weth.balanceOf(ben), seized, seed % 3 == 0 ? 1 : 0, "v2 multiplies before it divides");
        assertEq(usdc.balanceOf(ben), 1_000_000e6 - amount, "paid");
        assertEq(owed(ann, usdc), 16_000e6 - amount, "debt");
        assertClose(supplied(ann, weth), 10e18 - seized, 1, "collateral");
    }

    function test_liquidationCall_paysInATokensAndMarksThemUpToV30(uint256 seed) public {
        _open(seed);

        _liquidate(2_000e6, true);

        assertEq(weth.balanceOf(ben), 0, "no underlying");
        assertClose(supplied(ben, weth), 1.105263157894736842e18, 1, "aTokens");
        assertEq(pool.getUserConfiguration(ben).data, seed % 3 == 2 ? 0 : 2, "marked");
    }

    function test_liquidationCall_keepsTheMarkOfALiquidatorThatHeldATokens(uint256 seed) public {
        _open(seed);
        supplyAs(ben, weth, 1e18);
        vm.prank(ben);
        pool.setUserUseReserveAsCollateral(address(weth), false);

        _liquidate(2_000e6, true);

        assertEq(pool.getUserConfiguration(ben).data, 0, "still off");
    }

    function test_liquidationCall_keepsTheFeeOutOfTheBonus(uint256 seed, uint256 fee, bool receiveAToken) public {
        _open(seed);
        fee = bound(fee, 1, 10_000);
        configurator.setLiquidationProtocolFee(address(weth), fee);

        _liquidate(3_800e6, receiveAToken);

        // 3,800 buys 2 WETH and a bonus of 0.1.
        uint256 cut = (0.1e18 * fee) / 10_000;
        uint256 received = receiveAToken ? supplied(ben, weth) : weth.balanceOf(ben);
        assertClose(received, 2.1e18 - cut, 2, "liquidator");
        assertClose(supplied(treasury, weth), cut, 2, "treasury");
        assertClose(supplied(ann, weth), 7.9e18, 2, "account");
    }

    function test_liquidationCall_seizesNoMoreThanThereIs(uint256 seed) public {
        _open(seed);
        setPrice(address(weth), 800e8);

        _liquidate(type(uint256).max, false);

        if (seed % 3 == 0) {
            assertEq(weth.balanceOf(ben), 10e18, "half of the debt is worth more than the collateral");
        }
        assertEq(weth.balanceOf(ben), 10e18, "all collateral");
        assertClose(1_000_000e6 - usdc.balanceOf(ben), 7_619_047_619, 1, "8,000 / 1.05");
        assertEq(pool.getUserConfiguration(ann).data & 2, 0, "collateral off");
    }

    function test_liquidationCall_clearsDebtRepaidInFull() public {
        setPrice(address(weth), 1_810e8);

        _liquidate(type(uint256).max, false);

        assertEq(owed(ann, usdc), 0, "debt");
        assertEq(pool.getUserConfiguration(ann).data, 2, "collateral alone is left");
    }

    function test_liquidationCall_worksWithOneAssetOnBothSides(uint256 seed) public {
        buildWorld(preset(seed));
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, usdc, 10_000e6);
        borrowAs(ann, usdc, 7_000e6);
        fund(ben, usdc, 10_000e6);
        configurator.configureReserveAsCollateral(address(usdc), 6_000, 6_500, 10_450);

        vm.prank(ben);
        pool.liquidationCall(address(usdc), address(usdc), ann, 1_000e6, false);

        assertEq(usdc.balanceOf(ben), 10_045e6, "bonus");
        assertEq(owed(ann, usdc), 6_000e6, "debt");
        assertEq(supplied(ann, usdc), 8_955e6, "collateral");
    }

    function test_liquidationCall_revertsWhenTheAccountIsHealthy(uint256 price) public {
        price = bound(price, 1_928e8, 10_000e8);
        setPrice(address(weth), price);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_Healthy.selector, ann, healthOf(ann)));
        _liquidate(1e6, false);
    }

    function test_liquidationCall_worksOnOneselfExceptInV36(uint256 seed) public {
        _open(seed);
        fund(ann, usdc, 1_000e6);
        if (seed % 3 == 2) {
            vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_SelfLiquidation.selector, ann));
        }
        vm.prank(ann);
        pool.liquidationCall(address(weth), address(usdc), ann, 1_000e6, false);
    }

    /// @dev Far below the line under which a liquidation by another account lowers the health factor.
    function test_liquidationCall_ofOneselfIntoATokensRaisesHealth(uint256 seed) public {
        _open(seed % 3 == 2 ? 1 : seed);
        setPrice(address(weth), 1_400e8);
        fund(ann, usdc, 1_000e6);
        uint256 health = healthOf(ann);

        vm.prank(ann);
        pool.liquidationCall(address(weth), address(usdc), ann, 1_000e6, true);

        assertClose(supplied(ann, weth), 10e18, 1, "collateral");
        assertTrue(healthOf(ann) > health, "health factor");
    }

    function test_liquidationCall_revertsWhenTheAssetIsNotTheAccountsCollateral() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_NotCollateral.selector, ann, address(wbtc)));
        vm.prank(ben);
        pool.liquidationCall(address(wbtc), address(usdc), ann, 1e6, false);
    }

    function test_liquidationCall_revertsWhenTheCollateralHasNoThresholdUpToV30() public {
        buildWorld(preset(0));
        address bare = listBare();
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, 10e18);
        supplyBare(ann, bare, 1e18);
        borrowAs(ann, usdc, 16_000e6);
        setPrice(address(weth), 1_900e8);

        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_NotCollateral.selector, ann, bare));
        vm.prank(ben);
        pool.liquidationCall(bare, address(usdc), ann, 1e6, false);
    }

    function test_liquidationCall_revertsWhenTheDebtIsNotTheAccounts() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_NoDebt.selector, ann, address(wbtc)));
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(wbtc), ann, 1e8, false);
    }

    function test_liquidationCall_revertsWhileEitherReserveIsPaused(bool collateral) public {
        address asset = collateral ? address(weth) : address(usdc);
        configurator.setReservePause(asset, true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, asset));
        _liquidate(1e6, false);
    }

    function test_liquidationCall_revertsWhenAReserveIsUnknown(bool collateral) public {
        address unknown = actor("unknown");
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveInactive.selector, unknown));
        vm.prank(ben);
        pool.liquidationCall(
            collateral ? unknown : address(weth),
            collateral ? address(usdc) : unknown,
            ann,
            1e6,
            false
        );
    }

    function test_liquidationCall_waitsForTheEndOfTheGracePeriod(bool collateral, uint40 grace) public {
        grace = uint40(bound(grace, 1, 4 hours));
        address asset = collateral ? address(weth) : address(usdc);
        configurator.setReservePause(asset, true);
        configurator.setReservePause(asset, false, grace);
        uint256 until = block.timestamp + grace;

        vm.warp(until);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_GracePeriod.selector, asset, until));
        _liquidate(1e6, false);

        vm.warp(until + 1);
        _liquidate(1e6, false);
        assertLe(owed(ann, usdc), 16_000e6, "liquidated");
    }

    function test_liquidationCall_revertsWhenTheIncentiveTakesFromTheLiquidator() public {
        configurator.setLiquidationIncentive(address(weth), address(new BelowOne()));
        vm.expectRevert(
            abi.encodeWithSelector(ILendingErrors.LendingPool_IncentiveBelowOne.selector, uint256(1e18 - 1))
        );
        _liquidate(1e6, false);
    }

    function test_liquidationCall_revertsWhenTheCollateralIsLentOut() public {
        supplyAs(ben, usdc, 500_000e6);
        borrowAs(ben, weth, 9.9e18);
        vm.expectPartialRevert(ILendingErrors.LendingPool_InsufficientLiquidity.selector);
        _liquidate(2_000e6, false);

        _liquidate(2_000e6, true);
        assertGe(supplied(ben, weth), 1.1e18, "aTokens need no cash");
    }

    function test_liquidationCall_leavesTheFeeAUnitShortRatherThanRevert(uint256 price) public {
        price = bound(price, 500e8, 900e8);
        _open(2);
        configurator.setLiquidationProtocolFee(address(weth), 1_000);
        supplyAs(actor("whale"), usdc, 1_000_000e6);
        borrowAs(actor("whale"), weth, 5e18);
        skip(100 days);
        fund(actor("whale"), weth, 100e18);
        vm.prank(actor("whale"));
        pool.repay(address(weth), type(uint256).max, 2, actor("whale"));
        setPrice(address(weth), price);

        _liquidate(type(uint256).max, false);

        assertLe(supplied(ann, weth), 0, "all is seized");
    }
}
