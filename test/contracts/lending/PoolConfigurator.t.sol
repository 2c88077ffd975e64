// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AToken} from "../../../contracts/lending/AToken.sol";
import {ConfigurationLib} from "../../../contracts/lending/ConfigurationLib.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {InterestRateStrategy} from "../../../contracts/lending/InterestRateStrategy.sol";
import {IPoolConfigurator} from "../../../contracts/lending/IPoolConfigurator.sol";
import {LendingTypes} from "../../../contracts/lending/LendingTypes.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {VariableDebtToken} from "../../../contracts/lending/VariableDebtToken.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract PoolConfiguratorTest is LendingWorld {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;

    address private ann = actor("ann");
    address private unknown = actor("unknown");

    function setUp() public {
        buildWorld(Presets.aaveV36());
    }

    function _map() private view returns (LendingTypes.ReserveConfigurationMap memory) {
        return pool.getConfiguration(address(usdc));
    }

    function _input(uint8 decimals) private returns (IPoolConfigurator.ReserveInput memory input) {
        input.asset = address(new MintableToken("New", "NEW", decimals, address(this)));
        input.aToken = address(new AToken(pool, input.asset, treasury, "a", "a", decimals));
        input.variableDebtToken = address(new VariableDebtToken(pool, input.asset, "d", "d", decimals));
        input.rateStrategy = address(strategy);
        input.liquidationIncentive = address(fixedBonus);
    }

    function test_configureReserveAsCollateral_acceptsWhatFitsTogether(uint256 ltv, uint256 t, uint256 b) public {
        b = bound(b, 10_001, 13_000);
        t = bound(t, 1, 1e8 / b - 1);
        ltv = bound(ltv, 0, t);

        configurator.configureReserveAsCollateral(address(usdc), ltv, t, b);

        assertEq(_map().ltv(), ltv, "LTV");
        assertEq(_map().liquidationThreshold(), t, "threshold");
        assertEq(_map().liquidationBonus(), b, "bonus");
        assertEq(_map().decimals(), 6, "the rest is kept");
    }

    function _expectUnsound(uint256 ltv, uint256 threshold, uint256 bonus) private {
        vm.expectRevert(
            abi.encodeWithSelector(
                IPoolConfigurator.PoolConfigurator_CollateralParamsInvalid.selector,
                ltv,
                threshold,
                bonus
            )
        );
    }

    function test_configureReserveAsCollateral_refusesAnLtvAboveTheThreshold(uint256 ltv) public {
        ltv = bound(ltv, 8_001, 65_535);
        _expectUnsound(ltv, 8_000, 10_500);
        configurator.configureReserveAsCollateral(address(usdc), ltv, 8_000, 10_500);
    }

    function test_configureReserveAsCollateral_refusesAThresholdThatLeavesNoRoomForTheBonus(uint256 bonus) public {
        bonus = bound(bonus, 12_501, 65_535);
        _expectUnsound(7_000, 8_000, bonus);
        configurator.configureReserveAsCollateral(address(usdc), 7_000, 8_000, bonus);
    }

    function test_configureReserveAsCollateral_refusesOddBonuses() public {
        _expectUnsound(7_000, 8_000, 10_000);
        configurator.configureReserveAsCollateral(address(usdc), 7_000, 8_000, 10_000);
        _expectUnsound(0, 1, 65_536);
        configurator.configureReserveAsCollateral(address(usdc), 0, 1, 65_536);
        _expectUnsound(0, 0, 10_500);
        configurator.configureReserveAsCollateral(address(usdc), 0, 0, 10_500);
    }

    function test_configureReserveAsCollateral_unsetsOnlyWithoutSuppliers() public {
        configurator.configureReserveAsCollateral(address(usdc), 0, 0, 0);
        assertEq(_map().liquidationThreshold(), 0, "unset");
        configurator.configureReserveAsCollateral(address(usdc), 7_000, 8_000, 10_500);
        supplyAs(ann, usdc, 5e6);

        vm.expectRevert(
            abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_HasSuppliers.selector, address(usdc), 5e6)
        );
        configurator.configureReserveAsCollateral(address(usdc), 0, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_HasSuppliers.selector, address(usdc), 5e6)
        );
        configurator.setReserveActive(address(usdc), false);
    }

    function test_setReserveActive_switchesAReserveOff() public {
        configurator.setReserveActive(address(usdc), false);
        fund(ann, usdc, 1e6);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveInactive.selector, address(usdc)));
        vm.prank(ann);
        pool.supply(address(usdc), 1e6, ann, 0);

        configurator.setReserveActive(address(usdc), true);
        vm.prank(ann);
        pool.supply(address(usdc), 1e6, ann, 0);
    }

    function test_setters_writeTheirFieldAndNoOther(uint256 supplyCap, uint256 borrowCap, uint256 fee) public {
        (supplyCap, borrowCap, fee) = (
            bound(supplyCap, 0, 2 ** 36 - 1),
            bound(borrowCap, 0, 2 ** 36 - 1),
            fee % 10_001
        );
        uint256 before = _map().data;

        configurator.setSupplyCap(address(usdc), supplyCap);
        configurator.setBorrowCap(address(usdc), borrowCap);
        configurator.setLiquidationProtocolFee(address(usdc), fee);
        assertEq(_map().supplyCap(), supplyCap, "supply cap");
        assertEq(_map().borrowCap(), borrowCap, "borrow cap");
        assertEq(_map().liquidationProtocolFee(), fee, "fee");

        configurator.setSupplyCap(address(usdc), 0);
        configurator.setBorrowCap(address(usdc), 0);
        configurator.setLiquidationProtocolFee(address(usdc), 0);
        assertEq(_map().data, before, "as before");
    }

    function _expectAbove(uint256 value, uint256 maximum) private {
        vm.expectRevert(
            abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_AboveMaximum.selector, value, maximum)
        );
    }

    function test_setters_refuseWhatDoesNotFit() public {
        _expectAbove(2 ** 36, 2 ** 36 - 1);
        configurator.setSupplyCap(address(usdc), 2 ** 36);
        _expectAbove(2 ** 36, 2 ** 36 - 1);
        configurator.setBorrowCap(address(usdc), 2 ** 36);
        _expectAbove(10_001, 10_000);
        configurator.setLiquidationProtocolFee(address(usdc), 10_001);
        _expectAbove(10_001, 10_000);
        configurator.setReserveFactor(address(usdc), 10_001);
        _expectAbove(10_001, 10_000);
        configurator.updateFlashloanPremium(10_001);
        _expectAbove(4 hours + 1, 4 hours);
        configurator.setReservePause(address(usdc), false, 4 hours + 1);
    }

    function test_setReservePause_startsAGracePeriodOnUnpausingAlone() public {
        configurator.setReservePause(address(usdc), true, 1 hours);
        assertEq(pool.getLiquidationGracePeriod(address(usdc)), 0, "none on pausing");
        configurator.setReservePause(address(usdc), false, 1 hours);
        assertEq(pool.getLiquidationGracePeriod(address(usdc)), block.timestamp + 1 hours, "on unpausing");
        configurator.disableLiquidationGracePeriod(address(usdc));
        assertEq(pool.getLiquidationGracePeriod(address(usdc)), 0, "disabled");
    }

    function test_setPoolPause_pausesEveryReserve() public {
        configurator.setPoolPause(true, 0);
        address[] memory assets = pool.getReservesList();
        for (uint256 i = 0; i < assets.length; i++) assertTrue(pool.getConfiguration(assets[i]).isPaused(), "paused");
    }

    function test_setReserveInterestRateStrategyAddress_chargesTheOldRateUpToNow() public {
        populate();
        uint256 index = pool.getReserveNormalizedVariableDebt(address(usdc));
        address flat = address(new InterestRateStrategy(0.8e27, 0.5e27, 0, 0));

        configurator.setReserveInterestRateStrategyAddress(address(usdc), flat);

        assertEq(pool.getReserveData(address(usdc)).variableBorrowIndex, index, "index");
        assertEq(pool.getReserveData(address(usdc)).currentVariableBorrowRate, 0.5e27, "rate");
        assertEq(pool.getReserveData(address(usdc)).interestRateStrategyAddress, flat, "strategy");
    }

    function test_setReserveFactor_takesItsShareFromNowOn() public {
        populate();
        uint256 rate = pool.getReserveData(address(usdc)).currentLiquidityRate;
        configurator.setReserveFactor(address(usdc), 10_000);
        assertGe(rate, 1, "suppliers earned");
        assertEq(pool.getReserveData(address(usdc)).currentLiquidityRate, 0, "all to the treasury");
    }

    function test_eModes_holdTermsLabelAndBitmaps() public {
        configurator.setEModeCategory(7, 9_000, 9_300, 10_100, "ETH correlated");
        configurator.setAssetCollateralInEMode(address(weth), 7, true);
        configurator.setAssetBorrowableInEMode(address(wbtc), 7, true);
        configurator.setAssetBorrowableInEMode(address(usdc), 7, true);
        configurator.setAssetBorrowableInEMode(address(usdc), 7, false);

        LendingTypes.EModeCategoryLegacy memory data = pool.getEModeCategoryData(7);
        LendingTypes.CollateralConfig memory terms = pool.getEModeCategoryCollateralConfig(7);
        assertEq(data.ltv, 9_000, "LTV");
        assertEq(data.liquidationThreshold, terms.liquidationThreshold, "threshold");
        assertEq(data.liquidationBonus, terms.liquidationBonus, "bonus");
        assertEq(terms.ltv, 9_000, "LTV of the terms");
        assertEq(keccak256(bytes(data.label)) == keccak256("ETH correlated") ? 1 : 0, 1, "label");
        assertEq(keccak256(bytes(pool.getEModeCategoryLabel(7))) == keccak256("ETH correlated") ? 1 : 0, 1, "again");
        assertEq(pool.getEModeCategoryCollateralBitmap(7), 1, "collateral");
        assertEq(pool.getEModeCategoryBorrowableBitmap(7), 4, "borrowable");
    }

    function test_eModes_refuseOddTerms() public {
        vm.expectRevert(abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_EModeReserved.selector, 0));
        configurator.setEModeCategory(0, 9_000, 9_300, 10_100, "");
        _expectUnsound(0, 9_300, 10_100);
        configurator.setEModeCategory(1, 0, 9_300, 10_100, "");
        _expectUnsound(9_400, 9_300, 10_100);
        configurator.setEModeCategory(1, 9_400, 9_300, 10_100, "");
        vm.expectRevert(abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_EModeReserved.selector, 0));
        configurator.setAssetCollateralInEMode(address(usdc), 0, true);
        vm.expectRevert(abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_EModeReserved.selector, 0));
        configurator.setAssetBorrowableInEMode(address(usdc), 0, true);
    }

    function test_setLiquidationIncentive_replacesIt() public {
        configurator.setLiquidationIncentive(address(usdc), ann);
        assertEq(pool.getLiquidationIncentive(address(usdc)), ann, "incentive");
    }

    function test_initReserve_refusesTokensOfAnotherAssetOrPool() public {
        IPoolConfigurator.ReserveInput memory input = _input(18);
        input.aToken = address(aTokenOf(usdc));
        vm.expectRevert(
            abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_TokenMismatch.selector, input.aToken, input.asset)
        );
        configurator.initReserve(input);

        input = _input(18);
        provider.setAddress("POOL", unknown);
        vm.expectRevert(
            abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_TokenMismatch.selector, input.aToken, input.asset)
        );
        configurator.initReserve(input);
    }
}
