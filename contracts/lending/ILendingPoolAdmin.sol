// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LendingTypes} from "./LendingTypes.sol";

/// @title ILendingPoolAdmin
/// @notice The pool's settings, written by its configurator alone, which checks their sense.
interface ILendingPoolAdmin {
    /// @notice Lists an asset under the next free id, with settings all zero: nothing can be done with it yet.
    function initReserve(
        address asset,
        address aToken,
        address variableDebtToken,
        address rateStrategy,
        address liquidationIncentive
    ) external;

    /// @notice Replaces all of an asset's settings, in Aave's bitmap.
    function setConfiguration(address asset, LendingTypes.ReserveConfigurationMap calldata configuration) external;

    /// @notice Accrues at the old rate and replaces the strategy; `syncRatesState` then applies it.
    function setRateStrategy(address asset, address rateStrategy) external;

    /// @notice Replaces the contract that sets the incentive when the asset is seized.
    function setLiquidationIncentive(address asset, address liquidationIncentive) external;

    /// @param until Up to and including this time the asset is in no liquidation. [seconds]
    function setLiquidationGracePeriod(address asset, uint40 until) external;

    /// @notice Accrues interest up to now.
    function syncIndexesState(address asset) external;

    /// @notice Recomputes the rates from the books as they are.
    function syncRatesState(address asset) external;

    /// @notice Replaces a category's ratios and label; its members stay.
    function configureEModeCategory(uint8 id, LendingTypes.EModeCategoryBaseConfiguration calldata category) external;

    /// @param bitmap Bit `id` is set for each reserve that counts at the ratios of the category.
    function configureEModeCategoryCollateralBitmap(uint8 id, uint128 bitmap) external;

    /// @param bitmap Bit `id` is set for each reserve that members of the category may borrow.
    function configureEModeCategoryBorrowableBitmap(uint8 id, uint128 bitmap) external;

    /// @param premium Of the amount lent. [bps]
    function updateFlashloanPremium(uint128 premium) external;

    /// @param hook Whom the pool asks before risk grows; zero for nobody.
    function setRiskHook(address hook) external;

    /// @param terms What LTVs and thresholds outside e-mode are asked of (`IRiskTerms`); zero for nobody.
    function setRiskTerms(address terms) external;

    /// @param steps What liquidations of large debts keep to (`ITieredLiquidation`); zero for nothing.
    function setLiquidationSteps(address steps) external;
}
