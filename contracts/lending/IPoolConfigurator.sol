// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IPoolConfigurator
/// @notice Lists reserves and sets their parameters; the owner alone. Names follow Aave v3's configurator.
interface IPoolConfigurator {
    /// @notice All of a new reserve's settings.
    /// @param ltv, liquidationThreshold, liquidationBonus [bps]; all zero for an asset that is no collateral.
    /// @param reserveFactor, liquidationProtocolFee [bps]
    /// @param supplyCap, borrowCap In whole tokens; 0 = none.
    struct ReserveInput {
        address asset;
        address aToken;
        address variableDebtToken;
        address rateStrategy;
        address liquidationIncentive;
        uint256 ltv;
        uint256 liquidationThreshold;
        uint256 liquidationBonus;
        uint256 reserveFactor;
        uint256 liquidationProtocolFee;
        uint256 supplyCap;
        uint256 borrowCap;
        bool borrowingEnabled;
        bool flashLoanEnabled;
    }

    event ReserveInitialized(
        address indexed asset,
        address indexed aToken,
        address stableDebtToken,
        address variableDebtToken,
        address interestRateStrategyAddress
    );
    event ReserveBorrowing(address indexed asset, bool enabled);
    event ReserveFlashLoaning(address indexed asset, bool enabled);
    event CollateralConfigurationChanged(
        address indexed asset,
        uint256 ltv,
        uint256 liquidationThreshold,
        uint256 liquidationBonus
    );
    event ReserveActive(address indexed asset, bool active);
    event ReserveFrozen(address indexed asset, bool frozen);
    event ReservePaused(address indexed asset, bool paused);
    event ReserveFactorChanged(address indexed asset, uint256 oldReserveFactor, uint256 newReserveFactor);
    event BorrowCapChanged(address indexed asset, uint256 oldBorrowCap, uint256 newBorrowCap);
    event SupplyCapChanged(address indexed asset, uint256 oldSupplyCap, uint256 newSupplyCap);
    event LiquidationProtocolFeeChanged(address indexed asset, uint256 oldFee, uint256 newFee);
    event LiquidationGracePeriodChanged(address indexed asset, uint40 gracePeriodUntil);
    event LiquidationGracePeriodDisabled(address indexed asset);
    event AssetCollateralInEModeChanged(address indexed asset, uint8 categoryId, bool collateral);
    event AssetBorrowableInEModeChanged(address indexed asset, uint8 categoryId, bool borrowable);
    event EModeCategoryAdded(
        uint8 indexed categoryId,
        uint256 ltv,
        uint256 liquidationThreshold,
        uint256 liquidationBonus,
        address oracle,
        string label
    );
    event ReserveInterestRateStrategyChanged(address indexed asset, address oldStrategy, address newStrategy);
    event LiquidationIncentiveChanged(address indexed asset, address oldIncentive, address newIncentive);
    event RiskHookChanged(address indexed oldHook, address indexed newHook);
    event RiskTermsChanged(address indexed oldTerms, address indexed newTerms);
    event LiquidationStepsChanged(address indexed oldSteps, address indexed newSteps);
    event FlashloanPremiumTotalUpdated(uint128 oldFlashloanPremiumTotal, uint128 newFlashloanPremiumTotal);

    /// @notice LTV, threshold and bonus that cannot go together: LTV above the threshold, no bonus, or a threshold at
    /// which the collateral no longer covers the debt with its bonus.
    error PoolConfigurator_CollateralParamsInvalid(uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus);
    error PoolConfigurator_AboveMaximum(uint256 value, uint256 maximum);
    error PoolConfigurator_ReserveUnknown(address asset);
    error PoolConfigurator_TokenMismatch(address token, address asset);
    error PoolConfigurator_AddressZero();
    /// @notice The asset still has suppliers, whose collateral would silently lose its worth.
    error PoolConfigurator_HasSuppliers(address asset, uint256 scaledSupply);
    error PoolConfigurator_EModeReserved(uint8 categoryId);

    /// @notice Lists an asset with all its settings; the tokens must be this pool's, for this asset.
    function initReserve(ReserveInput calldata input) external;

    /// @notice Sets LTV, threshold and bonus [bps]; all zero ends the asset's use as collateral, if nobody supplies it.
    function configureReserveAsCollateral(
        address asset,
        uint256 ltv,
        uint256 liquidationThreshold,
        uint256 liquidationBonus
    ) external;

    /// @notice Allows new borrowing of the asset or stops it; debts stay.
    function setReserveBorrowing(address asset, bool enabled) external;

    /// @notice Allows flash loans of the asset or stops them.
    function setReserveFlashLoaning(address asset, bool enabled) external;

    /// @notice An asset that is not active takes part in nothing; only one without suppliers can be made so.
    function setReserveActive(address asset, bool active) external;

    /// @notice A frozen asset is not newly supplied or borrowed, and has no LTV where `Rules.frozenLtvIsZero`;
    /// withdrawing, repaying and liquidating go on.
    function setReserveFreeze(address asset, bool freeze) external;

    /// @notice Pauses, or unpauses and keeps the asset out of liquidations for `gracePeriod` seconds, at most 4 hours.
    function setReservePause(address asset, bool paused, uint40 gracePeriod) external;

    /// @notice Pauses, or unpauses without a grace period.
    function setReservePause(address asset, bool paused) external;

    /// @notice Pauses or unpauses every listed asset, as `setReservePause` does one.
    function setPoolPause(bool paused, uint40 gracePeriod) external;

    /// @notice Ends a grace period: the asset can be in liquidations at once.
    function disableLiquidationGracePeriod(address asset) external;

    /// @notice The treasury's share of interest [bps]; interest up to now is shared as before.
    function setReserveFactor(address asset, uint256 newReserveFactor) external;

    /// @notice Largest total debt in whole tokens, 0 for none; more than that owed already only stops new borrowing.
    function setBorrowCap(address asset, uint256 newBorrowCap) external;

    /// @notice Largest total supply in whole tokens, 0 for none; more than that supplied already only stops new supply.
    function setSupplyCap(address asset, uint256 newSupplyCap) external;

    /// @notice The treasury's share of the bonus when the asset is seized. [bps]
    function setLiquidationProtocolFee(address asset, uint256 newFee) external;

    /// @notice Replaces the rate strategy: interest up to now at the old rate, from now on at the new.
    function setReserveInterestRateStrategyAddress(address asset, address newStrategy) external;

    /// @notice Replaces the contract that sets the incentive when the asset is seized.
    function setLiquidationIncentive(address asset, address newIncentive) external;

    /// @notice Adds a category or replaces its ratios [bps] and label; 0 is no category and is reserved.
    function setEModeCategory(
        uint8 categoryId,
        uint16 ltv,
        uint16 liquidationThreshold,
        uint16 liquidationBonus,
        string calldata label
    ) external;

    /// @notice Whether the asset counts at the category's ratios for its members.
    function setAssetCollateralInEMode(address asset, uint8 categoryId, bool allowed) external;

    /// @notice Whether members of the category may borrow the asset.
    function setAssetBorrowableInEMode(address asset, uint8 categoryId, bool borrowable) external;

    /// @notice What a flash loan costs, of the amount lent. [bps]
    function updateFlashloanPremium(uint128 newFlashloanPremium) external;

    /// @notice Whom the pool asks before an account's risk grows (`IRiskHook`); zero for nobody.
    function setRiskHook(address newHook) external;

    /// @notice What LTVs and thresholds outside e-mode are asked of (`IRiskTerms`); zero for nobody.
    function setRiskTerms(address newTerms) external;

    /// @notice What liquidations of large debts keep to (`ITieredLiquidation`); zero for nothing.
    function setLiquidationSteps(address newSteps) external;
}
