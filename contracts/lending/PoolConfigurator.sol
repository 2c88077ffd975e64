// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ConfigurationEditLib} from "./ConfigurationEditLib.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {ILendingPool} from "./ILendingPool.sol";
import {ILendingPoolAdmin} from "./ILendingPoolAdmin.sol";
import {IPoolAddressesProvider} from "./IPoolAddressesProvider.sol";
import {IPoolConfigurator} from "./IPoolConfigurator.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PercentageMath} from "../math/PercentageMath.sol";

/// @title PoolConfigurator
contract PoolConfigurator is Ownable, IPoolConfigurator {
    using ConfigurationEditLib for LendingTypes.ReserveConfigurationMap;
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PercentageMath for uint256;

    uint256 public constant MAX_CAP = 2 ** 36 - 1; // whole tokens that the bitmap has room for
    uint256 public constant MAX_DECIMALS = 30; // larger units overflow a liquidation's products
    uint40 public constant MAX_GRACE_PERIOD = 4 hours;

    IPoolAddressesProvider public immutable ADDRESSES_PROVIDER;

    constructor(IPoolAddressesProvider provider, address owner) Ownable(owner) {
        ADDRESSES_PROVIDER = provider;
    }

    /// @inheritdoc IPoolConfigurator
    function initReserve(ReserveInput calldata input) external onlyOwner {
        _requireToken(input.aToken, input.asset);
        _requireToken(input.variableDebtToken, input.asset);
        _requireAddress(input.rateStrategy);
        _requireAddress(input.liquidationIncentive);
        uint8 decimals = IERC20Metadata(input.asset).decimals();
        _requireAtMost(decimals, MAX_DECIMALS);

        ILendingPoolAdmin pool = _admin();
        pool.initReserve(
            input.asset,
            input.aToken,
            input.variableDebtToken,
            input.rateStrategy,
            input.liquidationIncentive
        );
        LendingTypes.ReserveConfigurationMap memory map;
        map.setDecimals(decimals);
        map.setActive(true);
        map.setVirtualAccounting(_pool().getRules().virtualAccounting);
        pool.setConfiguration(input.asset, map);
        emit ReserveInitialized(input.asset, input.aToken, address(0), input.variableDebtToken, input.rateStrategy);

        configureReserveAsCollateral(input.asset, input.ltv, input.liquidationThreshold, input.liquidationBonus);
        setReserveFactor(input.asset, input.reserveFactor);
        setLiquidationProtocolFee(input.asset, input.liquidationProtocolFee);
        setSupplyCap(input.asset, input.supplyCap);
        setBorrowCap(input.asset, input.borrowCap);
        setReserveBorrowing(input.asset, input.borrowingEnabled);
        setReserveFlashLoaning(input.asset, input.flashLoanEnabled);
    }

    /// @inheritdoc IPoolConfigurator
    function configureReserveAsCollateral(
        address asset,
        uint256 ltv,
        uint256 liquidationThreshold,
        uint256 liquidationBonus
    ) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        bool unset = ltv == 0 && liquidationThreshold == 0 && liquidationBonus == 0;
        if (!unset) _requireSound(ltv, liquidationThreshold, liquidationBonus);
        if (unset && map.liquidationThreshold() != 0) _requireNoSuppliers(asset);

        map.setCollateral(ltv, liquidationThreshold, liquidationBonus);
        _admin().setConfiguration(asset, map);
        emit CollateralConfigurationChanged(asset, ltv, liquidationThreshold, liquidationBonus);
    }

    /// @inheritdoc IPoolConfigurator
    function setReserveBorrowing(address asset, bool enabled) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        map.setBorrowingEnabled(enabled);
        _admin().setConfiguration(asset, map);
        emit ReserveBorrowing(asset, enabled);
    }

    /// @inheritdoc IPoolConfigurator
    function setReserveFlashLoaning(address asset, bool enabled) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        map.setFlashLoanEnabled(enabled);
        _admin().setConfiguration(asset, map);
        emit ReserveFlashLoaning(asset, enabled);
    }

    /// @inheritdoc IPoolConfigurator
    function setReserveActive(address asset, bool active) external onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        if (!active) _requireNoSuppliers(asset);
        map.setActive(active);
        _admin().setConfiguration(asset, map);
        emit ReserveActive(asset, active);
    }

    /// @inheritdoc IPoolConfigurator
    function setReserveFreeze(address asset, bool freeze) external onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        map.setFrozen(freeze);
        _admin().setConfiguration(asset, map);
        emit ReserveFrozen(asset, freeze);
    }

    /// @inheritdoc IPoolConfigurator
    function setReservePause(address asset, bool paused, uint40 gracePeriod) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        _requireAtMost(gracePeriod, MAX_GRACE_PERIOD);
        if (!paused && gracePeriod != 0) {
            uint40 until = uint40(block.timestamp) + gracePeriod;
            _admin().setLiquidationGracePeriod(asset, until);
            emit LiquidationGracePeriodChanged(asset, until);
        }

        map.setPaused(paused);
        _admin().setConfiguration(asset, map);
        emit ReservePaused(asset, paused);
    }

    /// @inheritdoc IPoolConfigurator
    function setReservePause(address asset, bool paused) external {
        setReservePause(asset, paused, 0);
    }

    /// @inheritdoc IPoolConfigurator
    function setPoolPause(bool paused, uint40 gracePeriod) external {
        address[] memory assets = _pool().getReservesList();
        for (uint256 i = 0; i < assets.length; i++) setReservePause(assets[i], paused, gracePeriod);
    }

    /// @inheritdoc IPoolConfigurator
    function disableLiquidationGracePeriod(address asset) external onlyOwner {
        _admin().setLiquidationGracePeriod(asset, 0);
        emit LiquidationGracePeriodDisabled(asset);
    }

    /// @inheritdoc IPoolConfigurator
    function setReserveFactor(address asset, uint256 newReserveFactor) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        _requireAtMost(newReserveFactor, PercentageMath.FULL);
        uint256 old = map.reserveFactor();

        _admin().syncIndexesState(asset);
        map.setReserveFactor(newReserveFactor);
        _admin().setConfiguration(asset, map);
        _admin().syncRatesState(asset);
        emit ReserveFactorChanged(asset, old, newReserveFactor);
    }

    /// @inheritdoc IPoolConfigurator
    function setBorrowCap(address asset, uint256 newBorrowCap) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        _requireAtMost(newBorrowCap, MAX_CAP);
        emit BorrowCapChanged(asset, map.borrowCap(), newBorrowCap);
        map.setBorrowCap(newBorrowCap);
        _admin().setConfiguration(asset, map);
    }

    /// @inheritdoc IPoolConfigurator
    function setSupplyCap(address asset, uint256 newSupplyCap) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        _requireAtMost(newSupplyCap, MAX_CAP);
        emit SupplyCapChanged(asset, map.supplyCap(), newSupplyCap);
        map.setSupplyCap(newSupplyCap);
        _admin().setConfiguration(asset, map);
    }

    /// @inheritdoc IPoolConfigurator
    function setLiquidationProtocolFee(address asset, uint256 newFee) public onlyOwner {
        LendingTypes.ReserveConfigurationMap memory map = _configuration(asset);
        _requireAtMost(newFee, PercentageMath.FULL);
        emit LiquidationProtocolFeeChanged(asset, map.liquidationProtocolFee(), newFee);
        map.setLiquidationProtocolFee(newFee);
        _admin().setConfiguration(asset, map);
    }

    /// @inheritdoc IPoolConfigurator
    function setReserveInterestRateStrategyAddress(address asset, address newStrategy) external onlyOwner {
        _configuration(asset);
        _requireAddress(newStrategy);
        address old = _pool().getReserveData(asset).interestRateStrategyAddress;

        _admin().setRateStrategy(asset, newStrategy);
        _admin().syncRatesState(asset);
        emit ReserveInterestRateStrategyChanged(asset, old, newStrategy);
    }

    /// @inheritdoc IPoolConfigurator
    function setLiquidationIncentive(address asset, address newIncentive) external onlyOwner {
        _configuration(asset);
        _requireAddress(newIncentive);
        emit LiquidationIncentiveChanged(asset, _pool().getLiquidationIncentive(asset), newIncentive);
        _admin().setLiquidationIncentive(asset, newIncentive);
    }

    /// @inheritdoc IPoolConfigurator
    function setEModeCategory(
        uint8 categoryId,
        uint16 ltv,
        uint16 liquidationThreshold,
        uint16 liquidationBonus,
        string calldata label
    ) external onlyOwner {
        require(categoryId != 0, PoolConfigurator_EModeReserved(categoryId));
        _requireSound(ltv, liquidationThreshold, liquidationBonus);
        require(ltv != 0, PoolConfigurator_CollateralParamsInvalid(ltv, liquidationThreshold, liquidationBonus));

        _admin().configureEModeCategory(
            categoryId,
            LendingTypes.EModeCategoryBaseConfiguration(ltv, liquidationThreshold, liquidationBonus, label)
        );
        emit EModeCategoryAdded(categoryId, ltv, liquidationThreshold, liquidationBonus, address(0), label);
    }

    /// @inheritdoc IPoolConfigurator
    function setAssetCollateralInEMode(address asset, uint8 categoryId, bool allowed) external onlyOwner {
        require(categoryId != 0, PoolConfigurator_EModeReserved(categoryId));
        _configuration(asset);
        uint128 bitmap = _pool().getEModeCategoryCollateralBitmap(categoryId);
        _admin().configureEModeCategoryCollateralBitmap(categoryId, _withBit(asset, bitmap, allowed));
        emit AssetCollateralInEModeChanged(asset, categoryId, allowed);
    }

    /// @inheritdoc IPoolConfigurator
    function setAssetBorrowableInEMode(address asset, uint8 categoryId, bool borrowable) external onlyOwner {
        require(categoryId != 0, PoolConfigurator_EModeReserved(categoryId));
        _configuration(asset);
        uint128 bitmap = _pool().getEModeCategoryBorrowableBitmap(categoryId);
        _admin().configureEModeCategoryBorrowableBitmap(categoryId, _withBit(asset, bitmap, borrowable));
        emit AssetBorrowableInEModeChanged(asset, categoryId, borrowable);
    }

    /// @inheritdoc IPoolConfigurator
    function updateFlashloanPremium(uint128 newFlashloanPremium) external onlyOwner {
        _requireAtMost(newFlashloanPremium, PercentageMath.FULL);
        emit FlashloanPremiumTotalUpdated(_pool().FLASHLOAN_PREMIUM_TOTAL(), newFlashloanPremium);
        _admin().updateFlashloanPremium(newFlashloanPremium);
    }

    /// @inheritdoc IPoolConfigurator
    function setRiskHook(address newHook) external onlyOwner {
        emit RiskHookChanged(_pool().getRiskHook(), newHook);
        _admin().setRiskHook(newHook);
    }

    /// @inheritdoc IPoolConfigurator
    function setRiskTerms(address newTerms) external onlyOwner {
        emit RiskTermsChanged(_pool().getRiskTerms(), newTerms);
        _admin().setRiskTerms(newTerms);
    }

    /// @inheritdoc IPoolConfigurator
    function setLiquidationSteps(address newSteps) external onlyOwner {
        emit LiquidationStepsChanged(_pool().getLiquidationSteps(), newSteps);
        _admin().setLiquidationSteps(newSteps);
    }

    /// @dev At a threshold above 1 / bonus a liquidation could not be paid out of the collateral even at health 1.
    function _requireSound(uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus) private pure {
        require(
            ltv <= liquidationThreshold &&
                liquidationThreshold != 0 &&
                liquidationBonus > PercentageMath.FULL &&
                liquidationBonus <= type(uint16).max &&
                liquidationThreshold.percentMulHalfUp(liquidationBonus) <= PercentageMath.FULL,
            PoolConfigurator_CollateralParamsInvalid(ltv, liquidationThreshold, liquidationBonus)
        );
    }

    function _requireNoSuppliers(address asset) private view {
        LendingTypes.ReserveDataLegacy memory data = _pool().getReserveData(asset);
        uint256 claims = IScaledToken(data.aTokenAddress).scaledTotalSupply() + data.accruedToTreasury;
        require(claims == 0, PoolConfigurator_HasSuppliers(asset, claims));
    }

    function _requireToken(address token, address asset) private view {
        require(
            IScaledToken(token).UNDERLYING_ASSET_ADDRESS() == asset &&
                address(IScaledToken(token).POOL()) == address(_pool()),
            PoolConfigurator_TokenMismatch(token, asset)
        );
    }

    function _requireAtMost(uint256 value, uint256 maximum) private pure {
        require(value <= maximum, PoolConfigurator_AboveMaximum(value, maximum));
    }

    function _requireAddress(address account) private pure {
        require(account != address(0), PoolConfigurator_AddressZero());
    }

    function _withBit(address asset, uint128 bitmap, bool value) private view returns (uint128) {
        uint128 bit = uint128(1) << _pool().getReserveData(asset).id;
        return value ? bitmap | bit : bitmap & ~bit;
    }

    /// @dev Refuses assets that are not listed: all further settings read this first.
    function _configuration(address asset) private view returns (LendingTypes.ReserveConfigurationMap memory) {
        require(_pool().getReserveAToken(asset) != address(0), PoolConfigurator_ReserveUnknown(asset));
        return _pool().getConfiguration(asset);
    }

    function _pool() private view returns (ILendingPool) {
        return ILendingPool(ADDRESSES_PROVIDER.getPool());
    }

    function _admin() private view returns (ILendingPoolAdmin) {
        return ILendingPoolAdmin(ADDRESSES_PROVIDER.getPool());
    }
}
