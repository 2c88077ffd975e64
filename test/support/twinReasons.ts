import { TWIN_CATEGORIES, TWIN_LISTINGS, type TwinPreset } from "./twinMarkets.ts";
import { type TwinView, wordOf } from "./twinReads.ts";
import type { TwinStep } from "./twinStep.ts";

const PAUSED_BIT = 60n;
const FROZEN_BIT = 57n;
/** More than any balance or total can be: multiplied by an index it leaves the word. */
const TOO_LARGE = 2n ** 128n;

/** What must hold for the bundled pool's reason to apply, where real Aave names another, which it checks earlier. */
const HOLDS = {
  tooLarge: ({ amounts }: Asked) => amounts.some((amount) => amount >= TOO_LARGE),
  paused: ({ assets, view }: Asked) => assets.some((asset) => hasBit(view, asset, PAUSED_BIT)),
  frozen: ({ assets, view }: Asked) => assets.some((asset) => hasBit(view, asset, FROZEN_BIT)),
  aboveCash: ({ assets, amounts, view }: Asked) =>
    amounts.some((amount, i) => amount > wordOf(view, `reserve${assets[i]}.virtualCash`)),
  outsideEMode: ({ who, assets, view, preset }: Asked) => {
    const category = TWIN_CATEGORIES[preset].find(({ id }) => BigInt(id) === wordOf(view, `user${who}.eMode`));
    return category !== undefined && assets.some((asset) => !category.borrowable.includes(asset));
  },
} as const;

/** Who asked for how much of what, and how things stood. */
type Asked = { who: number; assets: number[]; amounts: bigint[]; view: TwinView; preset: TwinPreset };

/** Actions, real Aave's reason, the bundled pool's, and what must hold where these are not one reason. */
type Pair = readonly [kinds: string, real: string, bundled: string, holds?: keyof typeof HOLDS];

/**
 * Each pair of reasons with which both pools may refuse one action. "Panic 17" is arithmetic that leaves the word, which
 * is also how real Aave refuses to take more than there is; "nothing" is the same in its own multiplication.
 */
const REASONS: Record<TwinPreset, readonly Pair[]> = {
  "aave-v3.0": [
    ["borrow flashLoan repay repayWithATokens supply withdraw", "INVALID_AMOUNT", "LendingPool_AmountZero"],
    ["repayWithATokens liquidation", "INVALID_BURN_AMOUNT", "ScaledToken_AmountZero"],
    ["borrow flashLoan supply", "RESERVE_FROZEN", "LendingPool_ReserveFrozen"],
    [
      "borrow collateral flashLoan liquidation repay repayWithATokens supply transfer withdraw",
      "RESERVE_PAUSED",
      "LendingPool_ReservePaused",
    ],
    ["borrow flashLoan", "BORROWING_NOT_ENABLED", "LendingPool_BorrowingDisabled"],
    ["borrow flashLoan", "BORROW_CAP_EXCEEDED", "LendingPool_BorrowCapExceeded"],
    ["supply", "SUPPLY_CAP_EXCEEDED", "LendingPool_SupplyCapExceeded"],
    ["borrow flashLoan", "INCONSISTENT_EMODE_CATEGORY", "LendingPool_NotBorrowableInEMode"],
    ["eMode", "INCONSISTENT_EMODE_CATEGORY", "LendingPool_DebtOutsideEMode"],
    ["eMode", "INCONSISTENT_EMODE_CATEGORY", "LendingPool_EModeUndefined"],
    ["borrow flashLoan", "COLLATERAL_BALANCE_IS_ZERO", "LendingPool_CollateralZero"],
    ["borrow flashLoan", "COLLATERAL_CANNOT_COVER_NEW_BORROW", "LendingPool_CollateralCannotCoverDebt"],
    [
      "borrow collateral eMode flashLoan transfer withdraw",
      "HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD",
      "LendingPool_HealthFactorTooLow",
    ],
    ["borrow collateral flashLoan transfer withdraw", "LTV_VALIDATION_FAILED", "LendingPool_ZeroLtv"],
    ["collateral", "USER_IN_ISOLATION_MODE_OR_LTV_ZERO", "LendingPool_ZeroLtv"],
    ["collateral", "UNDERLYING_BALANCE_ZERO", "LendingPool_InsufficientBalance"],
    ["repay repayWithATokens", "NO_DEBT_OF_SELECTED_TYPE", "LendingPool_NoDebt"],
    ["repay", "NO_EXPLICIT_AMOUNT_TO_REPAY_ON_BEHALF", "LendingPool_ExplicitAmountRequired"],
    ["liquidation", "HEALTH_FACTOR_NOT_BELOW_THRESHOLD", "LendingPool_Healthy"],
    ["liquidation", "COLLATERAL_CANNOT_BE_LIQUIDATED", "LendingPool_NotCollateral"],
    ["liquidation", "SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER", "LendingPool_NoDebt"],
    ["withdraw", "NOT_ENOUGH_AVAILABLE_USER_BALANCE", "LendingPool_InsufficientBalance"],
    ["repayWithATokens transfer", "Panic 17", "ScaledToken_InsufficientBalance"],
    ["borrow flashLoan liquidation withdraw", "Panic 17", "LendingPool_InsufficientLiquidity"],
    ["flashLoan", "ERC20InsufficientBalance", "LendingPool_InsufficientLiquidity"],
    ["gift", "ERC20InsufficientBalance", "ERC20InsufficientBalance"],
    ["borrow supply", "Panic 17", "Panic 17", "tooLarge"],
    ["flashLoan", "nothing", "Panic 17", "tooLarge"],
    ["transfer", "SafeCast: value doesn't fit in 128 bits", "Panic 17", "tooLarge"],
    // Two reasons: the bundled pool asks about pause first and about caps last, and computes before it checks a loan.
    ["borrow", "BORROWING_NOT_ENABLED", "Panic 17", "tooLarge"],
    ["borrow", "BORROW_CAP_EXCEEDED", "Panic 17", "tooLarge"],
    ["borrow", "INCONSISTENT_EMODE_CATEGORY", "Panic 17", "tooLarge"],
    ["borrow", "BORROW_CAP_EXCEEDED", "LendingPool_NotBorrowableInEMode", "outsideEMode"],
    ["flashLoan", "RESERVE_PAUSED", "Panic 17", "tooLarge"],
    ["borrow repay repayWithATokens supply withdraw", "INVALID_AMOUNT", "LendingPool_ReservePaused", "paused"],
    ["borrow supply", "INVALID_AMOUNT", "LendingPool_ReserveFrozen", "frozen"],
    ["withdraw", "NOT_ENOUGH_AVAILABLE_USER_BALANCE", "LendingPool_ReservePaused", "paused"],
  ],
  "aave-v3.6": [
    ["borrow cover flashLoan repay repayWithATokens supply withdraw", "InvalidAmount", "LendingPool_AmountZero"],
    ["liquidation repay repayWithATokens", "InvalidBurnAmount", "ScaledToken_AmountZero"],
    ["borrow flashLoan supply", "ReserveFrozen", "LendingPool_ReserveFrozen"],
    [
      "borrow collateral cover flashLoan liquidation repay repayWithATokens supply transfer withdraw",
      "ReservePaused",
      "LendingPool_ReservePaused",
    ],
    ["borrow flashLoan", "BorrowingNotEnabled", "LendingPool_BorrowingDisabled"],
    ["borrow flashLoan", "BorrowCapExceeded", "LendingPool_BorrowCapExceeded"],
    ["supply", "SupplyCapExceeded", "LendingPool_SupplyCapExceeded"],
    ["borrow flashLoan", "NotBorrowableInEMode", "LendingPool_NotBorrowableInEMode"],
    ["borrow flashLoan", "InvalidAmount", "LendingPool_AmountAboveSupply"],
    ["eMode", "InconsistentEModeCategory", "LendingPool_EModeUndefined"],
    ["eMode", "InvalidCollateralInEmode", "LendingPool_CollateralOutsideEMode"],
    ["eMode", "InvalidDebtInEmode", "LendingPool_DebtOutsideEMode"],
    ["borrow flashLoan", "CollateralCannotCoverNewBorrow", "LendingPool_CollateralCannotCoverDebt"],
    [
      "borrow collateral eMode flashLoan repayWithATokens transfer withdraw",
      "HealthFactorLowerThanLiquidationThreshold",
      "LendingPool_HealthFactorTooLow",
    ],
    ["borrow collateral flashLoan transfer withdraw", "LtvValidationFailed", "LendingPool_ZeroLtv"],
    ["collateral", "UserInIsolationModeOrLtvZero", "LendingPool_ZeroLtv"],
    ["collateral", "UnderlyingBalanceZero", "LendingPool_InsufficientBalance"],
    ["repay repayWithATokens", "NoDebtOfSelectedType", "LendingPool_NoDebt"],
    ["repay", "NoExplicitAmountToRepayOnBehalf", "LendingPool_ExplicitAmountRequired"],
    ["liquidation", "SelfLiquidation", "LendingPool_SelfLiquidation"],
    ["liquidation", "HealthFactorNotBelowThreshold", "LendingPool_Healthy"],
    ["liquidation", "CollateralCannotBeLiquidated", "LendingPool_NotCollateral"],
    ["liquidation", "SpecifiedCurrencyNotBorrowedByUser", "LendingPool_NoDebt"],
    ["liquidation", "MustNotLeaveDust", "LendingPool_MustNotLeaveDust"],
    ["cover", "NotEnoughAvailableUserBalance", "ScaledToken_InsufficientBalance"],
    ["withdraw", "NotEnoughAvailableUserBalance", "LendingPool_InsufficientBalance"],
    ["repayWithATokens transfer", "Panic 17", "ScaledToken_InsufficientBalance"],
    ["borrow flashLoan liquidation withdraw", "Panic 17", "LendingPool_InsufficientLiquidity"],
    ["gift", "ERC20InsufficientBalance", "ERC20InsufficientBalance"],
    ["borrow supply", "nothing", "Panic 17", "tooLarge"],
    ["transfer", "SafeCastOverflowedUintDowncast", "Panic 17", "tooLarge"],
    // Two reasons: real Aave computes before it checks, and asks who liquidates and what there is before it asks about pause.
    ["borrow supply", "nothing", "LendingPool_ReservePaused", "paused"],
    ["borrow supply", "nothing", "LendingPool_ReserveFrozen", "frozen"],
    ["borrow repay repayWithATokens supply withdraw", "InvalidAmount", "LendingPool_ReservePaused", "paused"],
    ["borrow supply", "InvalidAmount", "LendingPool_ReserveFrozen", "frozen"],
    ["withdraw", "NotEnoughAvailableUserBalance", "LendingPool_ReservePaused", "paused"],
    ["liquidation", "SelfLiquidation", "LendingPool_ReservePaused", "paused"],
    // It checks every asset of a flash loan before any is sent, and asks what is supplied, not what is there.
    ["flashLoan", "InvalidAmount", "LendingPool_InsufficientLiquidity", "aboveCash"],
    ["flashLoan", "InvalidAmount", "Panic 17", "tooLarge"],
    ["flashLoan", "ReservePaused", "Panic 17", "tooLarge"],
  ],
};

/** What is to be said of two refusals by name: nothing where they are for the same reason, or for two that both apply. */
export function reasonsDiffer(
  preset: TwinPreset,
  step: TwinStep,
  view: TwinView,
  [bundled, real]: readonly [string, string],
): string[] {
  const asked = { ...askedIn(step), view, preset };
  const allowed = REASONS[preset].some(
    ([kinds, ofReal, ofBundled, condition]) =>
      ofReal === real &&
      ofBundled === bundled &&
      kinds.split(" ").includes(step.kind) &&
      (condition === undefined || HOLDS[condition](asked)),
  );
  return allowed ? [] : [`${step.kind} refused: bundled for ${bundled}, real for ${real}`];
}

/** A flash loan is of an asset and perhaps the next, a liquidation of the collateral and the debt. */
function askedIn(step: TwinStep): Pick<Asked, "who" | "assets" | "amounts"> {
  if (!("who" in step)) return { who: 0, assets: [], amounts: [] };
  const amounts = step.args.flat().filter((arg) => typeof arg === "bigint");
  const assets = [step.asset];
  if (step.kind === "flashLoan" && amounts.length > 1) assets.push((step.asset + 1) % TWIN_LISTINGS.length);
  if (step.kind === "liquidation" && step.debtor !== undefined) assets.push(step.debtor.asset);
  return { who: step.who, assets, amounts };
}

function hasBit(view: TwinView, asset: number, bit: bigint): boolean {
  return ((wordOf(view, `reserve${asset}.configuration`) >> bit) & 1n) === 1n;
}
