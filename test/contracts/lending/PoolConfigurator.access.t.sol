// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {AToken} from "../../../contracts/lending/AToken.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingPoolAdmin} from "../../../contracts/lending/ILendingPoolAdmin.sol";
import {IPoolAddressesProvider} from "../../../contracts/lending/IPoolAddressesProvider.sol";
import {IPoolConfigurator} from "../../../contracts/lending/IPoolConfigurator.sol";
import {LendingTypes} from "../../../contracts/lending/LendingTypes.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {VariableDebtToken} from "../../../contracts/lending/VariableDebtToken.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract PoolConfiguratorAccessTest is LendingWorld {
    address private ann = actor("ann");

    function setUp() public {
        buildWorld(Presets.aaveV36());
    }

    function _settings(address asset) private pure returns (bytes[] memory calls) {
        calls = new bytes[](15);
        calls[0] = abi.encodeCall(IPoolConfigurator.configureReserveAsCollateral, (asset, 1, 1, 10_500));
        calls[1] = abi.encodeCall(IPoolConfigurator.setReserveBorrowing, (asset, true));
        calls[2] = abi.encodeCall(IPoolConfigurator.setReserveFlashLoaning, (asset, true));
        calls[3] = abi.encodeCall(IPoolConfigurator.setReserveActive, (asset, true));
        calls[4] = abi.encodeCall(IPoolConfigurator.setReserveFreeze, (asset, true));
        calls[5] = abi.encodeWithSignature("setReservePause(address,bool)", asset, true);
        calls[6] = abi.encodeWithSignature("setReservePause(address,bool,uint40)", asset, true, 0);
        calls[7] = abi.encodeCall(IPoolConfigurator.setReserveFactor, (asset, 1));
        calls[8] = abi.encodeCall(IPoolConfigurator.setBorrowCap, (asset, 1));
        calls[9] = abi.encodeCall(IPoolConfigurator.setSupplyCap, (asset, 1));
        calls[10] = abi.encodeCall(IPoolConfigurator.setLiquidationProtocolFee, (asset, 1));
        calls[11] = abi.encodeCall(IPoolConfigurator.setReserveInterestRateStrategyAddress, (asset, asset));
        calls[12] = abi.encodeCall(IPoolConfigurator.setLiquidationIncentive, (asset, asset));
        calls[13] = abi.encodeCall(IPoolConfigurator.setAssetCollateralInEMode, (asset, 1, true));
        calls[14] = abi.encodeCall(IPoolConfigurator.setAssetBorrowableInEMode, (asset, 1, true));
    }

    function _callAs(address caller, address target, bytes memory data) private returns (bytes memory reason) {
        vm.prank(caller);
        (bool ok, bytes memory result) = target.call(data);
        assertTrue(!ok, "must revert");
        return result;
    }

    function test_settings_refuseAnyoneButTheOwner(address caller) public {
        vm.assume(caller != address(this));
        bytes memory expected = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        bytes[] memory calls = _settings(address(usdc));
        for (uint256 i = 0; i < calls.length; i++) {
            assertTrue(keccak256(_callAs(caller, address(configurator), calls[i])) == keccak256(expected), "owner");
        }
        IPoolConfigurator.ReserveInput memory input;
        vm.startPrank(caller);
        vm.expectRevert(expected);
        configurator.initReserve(input);
        vm.expectRevert(expected);
        configurator.setPoolPause(true, 0);
        vm.expectRevert(expected);
        configurator.disableLiquidationGracePeriod(address(usdc));
        vm.expectRevert(expected);
        configurator.setEModeCategory(1, 9_000, 9_300, 10_100, "");
        vm.expectRevert(expected);
        configurator.updateFlashloanPremium(1);
        vm.stopPrank();
    }

    function test_settings_refuseAnAssetThatIsNotListed() public {
        bytes memory expected = abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_ReserveUnknown.selector, ann);
        bytes[] memory calls = _settings(ann);
        for (uint256 i = 0; i < calls.length; i++) {
            assertTrue(
                keccak256(_callAs(address(this), address(configurator), calls[i])) == keccak256(expected),
                "unknown"
            );
        }
    }

    function test_poolsSettings_refuseAnyoneButTheConfigurator(address caller) public {
        vm.assume(caller != address(configurator));
        bytes memory expected = abi.encodeWithSelector(
            ILendingErrors.LendingPool_CallerNotConfigurator.selector,
            caller
        );
        LendingTypes.ReserveConfigurationMap memory map;
        LendingTypes.EModeCategoryBaseConfiguration memory category;
        bytes[] memory calls = new bytes[](11);
        calls[0] = abi.encodeCall(ILendingPoolAdmin.initReserve, (ann, ann, ann, ann, ann));
        calls[1] = abi.encodeCall(ILendingPoolAdmin.setConfiguration, (ann, map));
        calls[2] = abi.encodeCall(ILendingPoolAdmin.setRateStrategy, (ann, ann));
        calls[3] = abi.encodeCall(ILendingPoolAdmin.setLiquidationIncentive, (ann, ann));
        calls[4] = abi.encodeCall(ILendingPoolAdmin.setLiquidationGracePeriod, (ann, 1));
        calls[5] = abi.encodeCall(ILendingPoolAdmin.syncIndexesState, (ann));
        calls[6] = abi.encodeCall(ILendingPoolAdmin.syncRatesState, (ann));
        calls[7] = abi.encodeCall(ILendingPoolAdmin.configureEModeCategory, (1, category));
        calls[8] = abi.encodeCall(ILendingPoolAdmin.configureEModeCategoryCollateralBitmap, (1, 1));
        calls[9] = abi.encodeCall(ILendingPoolAdmin.configureEModeCategoryBorrowableBitmap, (1, 1));
        calls[10] = abi.encodeCall(ILendingPoolAdmin.updateFlashloanPremium, (1));
        for (uint256 i = 0; i < calls.length; i++) {
            assertTrue(keccak256(_callAs(caller, address(pool), calls[i])) == keccak256(expected), "configurator");
        }
    }

    function test_initReserve_refusesAZeroStrategyOrIncentive() public {
        IPoolConfigurator.ReserveInput memory input = _input(18);
        input.rateStrategy = address(0);
        vm.expectRevert(IPoolConfigurator.PoolConfigurator_AddressZero.selector);
        configurator.initReserve(input);

        input = _input(18);
        input.liquidationIncentive = address(0);
        vm.expectRevert(IPoolConfigurator.PoolConfigurator_AddressZero.selector);
        configurator.initReserve(input);

        vm.expectRevert(IPoolConfigurator.PoolConfigurator_AddressZero.selector);
        configurator.setReserveInterestRateStrategyAddress(address(usdc), address(0));
        vm.expectRevert(IPoolConfigurator.PoolConfigurator_AddressZero.selector);
        configurator.setLiquidationIncentive(address(usdc), address(0));
    }

    function test_initReserve_refusesTooManyDecimals() public {
        IPoolConfigurator.ReserveInput memory input = _input(31);
        vm.expectRevert(abi.encodeWithSelector(IPoolConfigurator.PoolConfigurator_AboveMaximum.selector, 31, 30));
        configurator.initReserve(input);
    }

    function test_initReserve_refusesAnAssetTwice() public {
        IPoolConfigurator.ReserveInput memory input = _input(18);
        configurator.initReserve(input);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveExists.selector, input.asset));
        configurator.initReserve(input);
    }

    function test_initReserve_stopsAtTheLastPlace() public {
        provider.setAddress("POOL_CONFIGURATOR", address(this));
        for (uint160 i = 3; i < 128; i++) {
            pool.initReserve(address(0x1000 + i), ann, ann, ann, ann);
        }
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_TooManyReserves.selector, 128));
        pool.initReserve(ann, ann, ann, ann, ann);
    }

    function test_provider_holdsTheMarketsAddresses() public {
        bytes32[4] memory ids = [bytes32("ACL_MANAGER"), "ACL_ADMIN", "DATA_PROVIDER", "PRICE_ORACLE_SENTINEL"];
        for (uint160 i = 0; i < 4; i++) provider.setAddress(ids[i], address(0x2000 + i));

        assertEq(provider.getPool(), address(pool), "pool");
        assertEq(provider.getPoolConfigurator(), address(configurator), "configurator");
        assertEq(provider.getPriceOracle(), address(oracle), "oracle");
        assertEq(provider.getACLManager(), address(0x2000), "ACL manager");
        assertEq(provider.getACLAdmin(), address(0x2001), "ACL admin");
        assertEq(provider.getPoolDataProvider(), address(0x2002), "data provider");
        assertEq(provider.getPriceOracleSentinel(), address(0x2003), "sentinel");
        assertTrue(keccak256(bytes(provider.getMarketId())) == keccak256("test"), "market");
    }

    function test_provider_isWrittenByItsOwnerAlone(address caller) public {
        vm.assume(caller != address(this));
        bytes memory expected = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(expected);
        provider.setAddress("POOL", caller);
        vm.expectRevert(expected);
        provider.setPriceOracle(caller);
        vm.stopPrank();
    }

    function test_provider_tellsWhatChanged() public {
        vm.expectEmit(true, true, true, true, address(provider));
        emit IPoolAddressesProvider.PriceOracleUpdated(address(oracle), ann);
        vm.expectEmit(true, true, true, true, address(provider));
        emit IPoolAddressesProvider.AddressSet("PRICE_ORACLE", address(oracle), ann);
        provider.setPriceOracle(ann);
    }

    function _input(uint8 decimals) private returns (IPoolConfigurator.ReserveInput memory input) {
        input.asset = address(new MintableToken("New", "NEW", decimals, address(this)));
        input.aToken = address(new AToken(pool, input.asset, treasury, "a", "a", decimals));
        input.variableDebtToken = address(new VariableDebtToken(pool, input.asset, "d", "d", decimals));
        input.rateStrategy = address(strategy);
        input.liquidationIncentive = address(fixedBonus);
    }
}
