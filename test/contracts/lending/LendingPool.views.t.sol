// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ConfigurationLib} from "../../../contracts/lending/ConfigurationLib.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {LendingTypes} from "../../../contracts/lending/LendingTypes.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {Rules} from "../../../contracts/lending/Rules.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolViewsTest is LendingWorld {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;

    address private ann = actor("ann");

    function setUp() public {
        buildWorld(Presets.aaveV36());
        populate();
    }

    function test_getUserAccountData_addsUpTheAccount(uint256 seed, uint256 price) public {
        buildWorld(preset(seed));
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, 10e18);
        supplyAs(ann, wbtc, 1e8);
        borrowAs(ann, usdc, 30_000e6);
        price = bound(price, 1_000e8, 4_000e8);
        setPrice(address(weth), price);
        uint256 inEth = 10 * price;
        uint256 total = inEth + 60_000e8;

        (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 health) = pool
            .getUserAccountData(ann);

        assertEq(collateral, total, "collateral");
        assertEq(debt, 30_000e8, "debt");
        assertEq(ltv, (inEth * 8_000 + 60_000e8 * 7_300) / total, "LTV");
        assertEq(threshold, (inEth * 8_300 + 60_000e8 * 7_800) / total, "threshold");
        assertClose(available, (total * ltv) / 10_000 - debt, 1, "available");
        // Up to v3.0 the threshold is rounded to a whole bps before it is multiplied.
        assertClose(health, ((inEth * 8_300 + 60_000e8 * 7_800) * 1e14) / debt, total / 30_000e8 + 4e14, "health");
    }

    function test_getUserAccountData_showsNothingToBorrowAboveTheLtv(uint256 seed) public {
        buildWorld(preset(seed));
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 16_000e6);
        setPrice(address(weth), 1_000e8);
        (, , uint256 available, , , ) = pool.getUserAccountData(ann);
        assertEq(available, 0, "available");
    }

    function test_getUserAccountData_isEmptyForAStranger(address stranger) public view {
        vm.assume(pool.getUserConfiguration(stranger).data == 0);
        (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 health) = pool
            .getUserAccountData(stranger);
        assertEq(collateral + debt + available + threshold + ltv, 0, "totals");
        assertEq(health, type(uint256).max, "health factor");
    }

    function test_getReserveData_showsTheReserveInAavesLayout() public view {
        LendingTypes.ReserveDataLegacy memory data = pool.getReserveData(address(usdc));

        assertEq(data.id, 1, "id");
        assertEq(data.aTokenAddress, address(aTokenOf(usdc)), "aToken");
        assertEq(data.variableDebtTokenAddress, address(debtTokenOf(usdc)), "debt token");
        assertEq(data.interestRateStrategyAddress, address(strategy), "strategy");
        assertEq(data.stableDebtTokenAddress, address(0), "no stable debt");
        assertEq(data.currentStableBorrowRate + data.unbacked + data.isolationModeTotalDebt, 0, "absent features");
        assertEq(data.configuration.data, pool.getConfiguration(address(usdc)).data, "configuration");
    }

    function test_getConfiguration_readsBackWhatWasSet() public view {
        LendingTypes.ReserveConfigurationMap memory map = pool.getConfiguration(address(usdc));

        assertEq(map.ltv(), 7_500, "LTV");
        assertEq(map.liquidationThreshold(), 7_800, "threshold");
        assertEq(map.liquidationBonus(), 10_450, "bonus");
        assertEq(map.decimals(), 6, "decimals");
        assertEq(map.reserveFactor(), 1_000, "reserve factor");
        assertTrue(map.isActive() && map.isBorrowingEnabled() && map.isFlashLoanEnabled(), "on");
        assertTrue(!map.isFrozen() && !map.isPaused(), "off");
        assertEq(map.data >> 252, 1, "virtual accounting");
    }

    function test_lists_showReservesInTheOrderOfListing() public view {
        address[] memory list = pool.getReservesList();

        assertEq(list.length, pool.getReservesCount(), "count");
        assertEq(list[0], address(weth), "first");
        assertEq(list[2], address(wbtc), "third");
        assertEq(pool.getReserveAddressById(1), address(usdc), "by id");
        assertEq(pool.getLiquidationIncentive(address(weth)), address(fixedBonus), "incentive");
        assertEq(pool.MAX_NUMBER_RESERVES(), 128, "room");
        assertEq(address(pool.ADDRESSES_PROVIDER()), address(provider), "provider");
    }

    function test_getRules_showsThePreset(uint256 seed) public {
        buildWorld(preset(seed));
        Rules memory rules = pool.getRules();
        assertTrue(rules.arithmetic == preset(seed).arithmetic, "arithmetic");
        assertEq(rules.closeFactor, 5_000, "close factor");
        assertEq(pool.FLASHLOAN_PREMIUM_TO_PROTOCOL(), seed % 3 == 2 ? 10_000 : 0, "premium");
        assertEq(pool.FLASHLOAN_PREMIUM_TOTAL(), FLASH_PREMIUM, "premium total");
    }

    function test_indexes_growBetweenActionsAsTheyAreStoredAtTheNext(uint256 seed, uint256 elapsed) public {
        buildWorld(preset(seed));
        populate();
        skip(bound(elapsed, 1, 3 * 365 days));
        uint256 income = pool.getReserveNormalizedIncome(address(usdc));
        uint256 debt = pool.getReserveNormalizedVariableDebt(address(usdc));

        supplyAs(ann, usdc, 1e6);

        LendingTypes.ReserveDataLegacy memory data = pool.getReserveData(address(usdc));
        assertEq(data.liquidityIndex, income, "income");
        assertEq(data.variableBorrowIndex, debt, "debt");
        assertGe(debt, income, "borrowers pay more than suppliers earn");
    }

    function test_borrowIndex_standsStillWithoutDebt() public {
        buildWorld(Presets.aaveV36());
        supplyAs(ann, usdc, 1_000e6);
        skip(365 days);
        supplyAs(ann, usdc, 1_000e6);
        assertEq(pool.getReserveData(address(usdc)).variableBorrowIndex, 1e27, "index");
        assertEq(supplied(ann, usdc), 2_000e6, "no income");
    }

    function test_mintToTreasury_paysTheReserveFactor(uint256 seed) public {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, usdc, 1e6);
        uint256 interest = owed(actor("background debtor"), usdc) - 1_500_000e6;
        address[] memory assets = new address[](2);
        (assets[0], assets[1]) = (address(usdc), actor("unlisted"));

        vm.expectEmit(true, false, false, false, address(pool));
        emit ILendingEvents.MintedToTreasury(address(usdc), 0);
        pool.mintToTreasury(assets);

        assertClose(supplied(treasury, usdc), interest / 10, 3, "a tenth of the interest");
        assertEq(pool.getReserveData(address(usdc)).accruedToTreasury, 0, "paid");
    }

    function test_mintToTreasury_doesNothingWithoutAClaim() public {
        buildWorld(Presets.aaveV36());
        address[] memory assets = new address[](1);
        assets[0] = address(usdc);
        vm.recordLogs();
        pool.mintToTreasury(assets);
        assertEq(vm.getRecordedLogs().length, 0, "no event");
    }

    function test_reserveFactorOfZero_leavesTheTreasuryNothing() public {
        configurator.setReserveFactor(address(usdc), 0);
        uint256 claim = pool.getReserveData(address(usdc)).accruedToTreasury;
        skip(365 days);
        supplyAs(ann, usdc, 1e6);
        assertEq(pool.getReserveData(address(usdc)).accruedToTreasury, claim, "claim");
    }

    function test_finalizeTransfer_revertsForAnyoneButTheAToken(address caller) public {
        vm.assume(caller != address(aTokenOf(usdc)));
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_CallerNotAToken.selector, caller));
        vm.prank(caller);
        pool.finalizeTransfer(address(usdc), ann, caller, 1, 1);
    }
}
