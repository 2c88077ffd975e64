// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ILendingErrors
/// @notice Why the pool refuses; each error carries the values that failed.
interface ILendingErrors {
    /// @notice The amount is zero, or too small for one scaled unit.
    error LendingPool_AmountZero(address asset);
    /// @notice `asset` is not listed, or listed and switched off.
    error LendingPool_ReserveInactive(address asset);
    error LendingPool_ReservePaused(address asset);
    error LendingPool_ReserveFrozen(address asset);
    error LendingPool_SupplyCapExceeded(address asset, uint256 supplied, uint256 cap);
    error LendingPool_BorrowCapExceeded(address asset, uint256 borrowed, uint256 cap);
    error LendingPool_BorrowingDisabled(address asset);
    error LendingPool_NotBorrowableInEMode(address asset, uint8 category);
    error LendingPool_InterestRateModeUnsupported(uint256 interestRateMode);
    /// @notice More than all suppliers together have.
    error LendingPool_AmountAboveSupply(address asset, uint256 amount, uint256 supply);
    /// @notice More than the reserve's cash.
    error LendingPool_InsufficientLiquidity(address asset, uint256 available, uint256 needed);
    error LendingPool_InsufficientBalance(address asset, uint256 balance, uint256 needed);
    /// @notice The underlying may be neither supplied for nor withdrawn to its own aToken.
    error LendingPool_ATokenAsParty(address aToken);
    error LendingPool_CollateralZero(address account);
    error LendingPool_HealthFactorTooLow(address account, uint256 healthFactor);
    /// @notice `needed` is the collateral that the debt asks for at the account's LTV. Both in the base currency.
    error LendingPool_CollateralCannotCoverDebt(address account, uint256 collateral, uint256 needed);
    /// @notice The account's LTV is zero, or it holds collateral of zero LTV that must leave first.
    error LendingPool_ZeroLtv(address account);
    error LendingPool_NoDebt(address account, address asset);
    /// @notice Only the debtor may ask to repay "all": anyone else states an amount.
    error LendingPool_ExplicitAmountRequired(address repayer, address debtor);
    error LendingPool_EModeUndefined(uint8 category);
    error LendingPool_DebtOutsideEMode(address asset, uint8 category);
    error LendingPool_CollateralOutsideEMode(address asset, uint8 category);
    error LendingPool_Healthy(address account, uint256 healthFactor);
    error LendingPool_NotCollateral(address account, address asset);
    error LendingPool_SelfLiquidation(address account);
    error LendingPool_GracePeriod(address asset, uint256 until);
    /// @notice A liquidation would leave less than `minimum` on one side. All in the base currency.
    error LendingPool_MustNotLeaveDust(uint256 debtLeft, uint256 collateralLeft, uint256 minimum);
    /// @notice A liquidation incentive below one would take from the liquidator.
    error LendingPool_IncentiveBelowOne(uint256 factor);
    error LendingPool_FlashLoanDisabled(address asset);
    error LendingPool_FlashLoanParamsInconsistent();
    error LendingPool_FlashLoanRefused(address receiver);
    /// @notice The token moved another amount than it was told to (fee on transfer, rebase).
    error LendingPool_TransferAmountMismatch(address asset, uint256 received, uint256 expected);
    error LendingPool_NoDeficit(address asset);
    error LendingPool_CovererHasDebt(address coverer);
    error LendingPool_CallerNotCoverer(address caller);
    error LendingPool_CallerNotConfigurator(address caller);
    error LendingPool_CallerNotAToken(address caller);
    error LendingPool_ReserveExists(address asset);
    error LendingPool_TooManyReserves(uint256 count);
    /// @notice The pool is in the middle of another action.
    error LendingPool_Reentered();
}
