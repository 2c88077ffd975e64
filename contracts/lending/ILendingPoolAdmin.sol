// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LendingTypes} from "./LendingTypes.sol";

/// @title ILendingPoolAdmin
/// @notice The pool's settings, written by its configurator alone, which checks their sense.
interface ILendingPoolAdmin {
    function initReserve(
        address asset,
        address aToken,
        address variableDebtToken,
        address rateStrategy,
        address liquidationIncentive
    ) external;
    function setConfiguration(address asset, LendingTypes.ReserveConfigurationMap calldata configuration) external;

    /// @notice Accrues at the old rate and replaces the strategy; `syncRatesState` then applies it.
    function setRateStrategy(address asset, address rateStrategy) external;
    function setLiquidationIncentive(address asset, address liquidationIncentive) external;
    function setLiquidationGracePeriod(address asset, uint40 until) external;

    /// @notice Accrues interest up to now.
    function syncIndexesState(address asset) external;

    /// @notice Recomputes the rates from the books as they are.
    function syncRatesState(address asset) external;
    function configureEModeCategory(uint8 id, LendingTypes.EModeCategoryBaseConfiguration calldata category) external;
    function configureEModeCategoryCollateralBitmap(uint8 id, uint128 bitmap) external;
    function configureEModeCategoryBorrowableBitmap(uint8 id, uint128 bitmap) external;
    function updateFlashloanPremium(uint128 premium) external;
}
