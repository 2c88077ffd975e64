// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Rules} from "./Rules.sol";

/// @title LendingTypes
/// @notice The structs of Aave v3's ABI, field for field, and the pool's own storage.
library LendingTypes {
    /// @notice A reserve's settings, packed as `ConfigurationLib` documents.
    struct ReserveConfigurationMap {
        uint256 data;
    }

    /// @notice Two bits a reserve: 2·id says borrowed, 2·id + 1 says used as collateral.
    struct UserConfigurationMap {
        uint256 data;
    }

    /// @notice A reserve as Aave v3's `getReserveData` lays it out; fields of absent features are zero.
    struct ReserveDataLegacy {
        ReserveConfigurationMap configuration;
        uint128 liquidityIndex; // [ray]
        uint128 currentLiquidityRate; // [ray a year]
        uint128 variableBorrowIndex; // [ray]
        uint128 currentVariableBorrowRate; // [ray a year]
        uint128 currentStableBorrowRate;
        uint40 lastUpdateTimestamp; // [seconds]
        uint16 id;
        address aTokenAddress;
        address stableDebtTokenAddress;
        address variableDebtTokenAddress;
        address interestRateStrategyAddress;
        uint128 accruedToTreasury; // [scaled]
        uint128 unbacked;
        uint128 isolationModeTotalDebt;
    }

    struct EModeCategoryLegacy {
        uint16 ltv; // [bps]
        uint16 liquidationThreshold; // [bps]
        uint16 liquidationBonus; // [bps] 10100 = 1 %
        address priceSource;
        string label;
    }

    struct CollateralConfig {
        uint16 ltv; // [bps]
        uint16 liquidationThreshold; // [bps]
        uint16 liquidationBonus; // [bps]
    }

    struct EModeCategoryBaseConfiguration {
        uint16 ltv; // [bps]
        uint16 liquidationThreshold; // [bps]
        uint16 liquidationBonus; // [bps]
        string label;
    }

    /// @notice What the pool stores of a reserve.
    struct Reserve {
        ReserveConfigurationMap configuration;
        uint128 liquidityIndex; // [ray]
        uint128 liquidityRate; // [ray a year]
        uint128 borrowIndex; // [ray]
        uint128 borrowRate; // [ray a year]
        uint128 accruedToTreasury; // [scaled]
        uint128 virtualBalance; // [asset] cash as the pool counts it
        uint128 deficit; // [asset] written-off debt not yet covered
        uint40 lastUpdate; // [seconds]
        uint40 graceUntil; // [seconds] no liquidation up to and including it
        uint16 id;
        address aToken;
        address debtToken;
        address rateStrategy;
        address incentive;
    }

    struct EModeCategory {
        uint16 ltv; // [bps]
        uint16 liquidationThreshold; // [bps]
        uint16 liquidationBonus; // [bps]
        uint128 collateralBitmap; // bit = reserve id
        uint128 borrowableBitmap; // bit = reserve id
        string label;
    }

    /// @notice All that the pool stores; passed whole to the linked libraries.
    struct PoolState {
        Rules rules;
        uint64 flashPremium; // [bps]
        uint16 reservesCount;
        bool locked; // an action is under way
        address riskHook; // asked before risk grows; zero for nobody. In the lock's slot, which every action has read
        uint8 extras; // which of the two last fields are set, in the same slot: bit 0 riskTerms, bit 1 liquidationSteps
        mapping(address asset => Reserve) reserves;
        mapping(uint256 id => address asset) reservesList;
        mapping(address account => UserConfigurationMap) accounts;
        mapping(address account => uint8 category) accountEMode;
        mapping(uint8 category => EModeCategory) eModes;
        address riskTerms; // IRiskTerms
        address liquidationSteps; // ITieredLiquidation
    }
}
