// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILendingPool} from "./ILendingPool.sol";
import {ILendingPoolAdmin} from "./ILendingPoolAdmin.sol";
import {IPoolAddressesProvider} from "./IPoolAddressesProvider.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title LendingPoolAdmin
/// @notice The pool's storage and the settings that its configurator writes into it.
abstract contract LendingPoolAdmin is ILendingPool, ILendingPoolAdmin {
    using ReserveLib for LendingTypes.Reserve;
    using SafeCast for uint256;

    uint16 public constant MAX_NUMBER_RESERVES = 128; // two bits each in an account's word

    IPoolAddressesProvider public immutable ADDRESSES_PROVIDER;
    LendingTypes.PoolState internal _state;

    modifier onlyConfigurator() {
        require(msg.sender == ADDRESSES_PROVIDER.getPoolConfigurator(), LendingPool_CallerNotConfigurator(msg.sender));
        _;
    }

    constructor(IPoolAddressesProvider provider) {
        ADDRESSES_PROVIDER = provider;
    }

    /// @inheritdoc ILendingPoolAdmin
    function initReserve(
        address asset,
        address aToken,
        address variableDebtToken,
        address rateStrategy,
        address liquidationIncentive
    ) external onlyConfigurator {
        LendingTypes.Reserve storage reserve = _state.reserves[asset];
        uint16 id = _state.reservesCount;
        require(reserve.aToken == address(0), LendingPool_ReserveExists(asset));
        require(id < MAX_NUMBER_RESERVES, LendingPool_TooManyReserves(id));

        reserve.liquidityIndex = uint128(WadRayMath.RAY);
        reserve.borrowIndex = uint128(WadRayMath.RAY);
        reserve.id = id;
        reserve.aToken = aToken;
        reserve.debtToken = variableDebtToken;
        reserve.rateStrategy = rateStrategy;
        reserve.incentive = liquidationIncentive;
        _state.reservesList[id] = asset;
        _state.reservesCount = id + 1;
    }

    /// @inheritdoc ILendingPoolAdmin
    function setConfiguration(
        address asset,
        LendingTypes.ReserveConfigurationMap calldata configuration
    ) external onlyConfigurator {
        _state.reserves[asset].configuration = configuration;
    }

    /// @inheritdoc ILendingPoolAdmin
    function setRateStrategy(address asset, address rateStrategy) external onlyConfigurator {
        _state.reserves[asset].accrue(_state.rules.arithmetic);
        _state.reserves[asset].rateStrategy = rateStrategy;
    }

    /// @inheritdoc ILendingPoolAdmin
    function setLiquidationIncentive(address asset, address liquidationIncentive) external onlyConfigurator {
        _state.reserves[asset].incentive = liquidationIncentive;
    }

    /// @inheritdoc ILendingPoolAdmin
    function setLiquidationGracePeriod(address asset, uint40 until) external onlyConfigurator {
        _state.reserves[asset].graceUntil = until;
    }

    /// @inheritdoc ILendingPoolAdmin
    function syncIndexesState(address asset) external onlyConfigurator {
        _state.reserves[asset].accrue(_state.rules.arithmetic);
    }

    /// @inheritdoc ILendingPoolAdmin
    function syncRatesState(address asset) external onlyConfigurator {
        _state.reserves[asset].updateRates(_state.rules, asset, 0, 0);
    }

    /// @inheritdoc ILendingPoolAdmin
    function configureEModeCategory(
        uint8 id,
        LendingTypes.EModeCategoryBaseConfiguration calldata category
    ) external onlyConfigurator {
        LendingTypes.EModeCategory storage stored = _state.eModes[id];
        stored.ltv = category.ltv;
        stored.liquidationThreshold = category.liquidationThreshold;
        stored.liquidationBonus = category.liquidationBonus;
        stored.label = category.label;
    }

    /// @inheritdoc ILendingPoolAdmin
    function configureEModeCategoryCollateralBitmap(uint8 id, uint128 bitmap) external onlyConfigurator {
        _state.eModes[id].collateralBitmap = bitmap;
    }

    /// @inheritdoc ILendingPoolAdmin
    function configureEModeCategoryBorrowableBitmap(uint8 id, uint128 bitmap) external onlyConfigurator {
        _state.eModes[id].borrowableBitmap = bitmap;
    }

    /// @inheritdoc ILendingPoolAdmin
    function updateFlashloanPremium(uint128 premium) external onlyConfigurator {
        _state.flashPremium = uint256(premium).toUint64();
    }

    /// @inheritdoc ILendingPoolAdmin
    function setRiskHook(address hook) external onlyConfigurator {
        _state.riskHook = hook;
    }

    /// @inheritdoc ILendingPoolAdmin
    function setRiskTerms(address terms) external onlyConfigurator {
        _state.riskTerms = terms;
        _state.extras = (_state.extras & 2) | (terms == address(0) ? 0 : 1);
    }

    /// @inheritdoc ILendingPoolAdmin
    function setLiquidationSteps(address steps) external onlyConfigurator {
        _state.liquidationSteps = steps;
        _state.extras = (_state.extras & 1) | (steps == address(0) ? 0 : 2);
    }
}
