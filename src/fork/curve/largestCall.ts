import { debtValueRounding } from "../../model/account.ts";
import { maxRepay } from "../../model/closeFactor.ts";
import { mulDiv } from "../../model/mulDiv.ts";
import { isSince, type LendingRules } from "../../model/rules.ts";
import { leavesDust, type SeizeTerms, type Seizure, seize } from "../../model/seize.ts";
import { WAD } from "../../units.ts";
import { type Configuration, unpackConfiguration } from "../market/configuration.ts";
import type { PositionAccount, Positions } from "../screen/positions.ts";
import type { Category } from "./readCategories.ts";
import type { AccountValue } from "./valuation.ts";

/** Gross bonus in bps to a wad. */
const WAD_OF_BPS = WAD / 10_000n;

/** What one liquidation takes off an account; values in the oracle's currency, rounded down. */
export interface LargestCall {
  debtAsset: string;
  collateralAsset: string;
  /** [asset] */
  repaid: bigint;
  /** The liquidator's, and the treasury's [asset]. */
  seized: bigint;
  protocolFee: bigint;
  repaidValue: bigint;
  takenValue: bigint;
}

export interface CallContext {
  positions: Positions;
  /** By reserve. */
  prices: readonly (bigint | null)[];
  rules: LendingRules;
  categories: ReadonlyMap<number, Category>;
}

type Side = { reserve: Positions["reserves"][number]; settings: Configuration; price: bigint; amount: bigint };

/** Of all pairs of a debt and a collateral, the call that takes the most value; undefined where there is none to take. */
export function largestCall(account: PositionAccount, value: AccountValue, context: CallContext) {
  const debts = sidesOf(
    account.debt.map(({ asset, amount, stable }) => ({ asset, amount: amount + stable })),
    context,
  );
  // Up to v3.5 what has no threshold of its own cannot be taken, whatever an e-mode says.
  const collaterals = sidesOf(account.collateral, context).filter(
    ({ settings, amount }) =>
      amount > 0n && (settings.liquidationThreshold > 0n || isSince(context.rules.arithmetic, "aave-v3.6")),
  );
  let largest: LargestCall | undefined;
  for (const debt of debts.filter(({ amount }) => amount > 0n)) {
    for (const collateral of collaterals) {
      const call = callOn(account, value, debt, collateral, context);
      if (call !== undefined && (largest === undefined || call.takenValue > largest.takenValue)) largest = call;
    }
  }
  return largest;
}

/** Sides that liquidations reach: priced, active, not paused. */
function sidesOf(held: readonly { asset: string; amount: bigint }[], { positions, prices }: CallContext): Side[] {
  return held.flatMap(({ asset, amount }) => {
    const index = positions.reserves.findIndex((reserve) => reserve.asset === asset);
    const reserve = positions.reserves[index]!;
    const settings = unpackConfiguration(reserve.configuration);
    const price = prices[index];
    return price == null || !settings.isActive || settings.isPaused ? [] : [{ reserve, settings, price, amount }];
  });
}

function callOn(
  { eMode }: PositionAccount,
  { healthFactor, debtValue }: AccountValue,
  debt: Side,
  collateral: Side,
  { positions, rules, categories }: CallContext,
): LargestCall | undefined {
  const category = categories.get(eMode);
  const bonus = category?.covers(collateral.reserve) ? category.grossBonus : collateral.settings.grossBonus;
  if (bonus === 0n) return undefined;
  const terms: SeizeTerms = {
    collateralPrice: collateral.price,
    collateralDecimals: collateral.reserve.decimals,
    debtPrice: debt.price,
    debtDecimals: debt.reserve.decimals,
    incentive: bonus * WAD_OF_BPS,
    protocolFee: collateral.settings.protocolFee,
  };
  const [debtUnit, collateralUnit] = [unitOf(debt), unitOf(collateral)];
  const allowed = maxRepay(rules, {
    healthFactor,
    reserveDebt: debt.amount,
    reserveDebtBase: mulDiv(debt.amount, debt.price, debtUnit, debtValueRounding(rules.arithmetic)),
    reserveCollateralBase: (collateral.amount * collateral.price) / collateralUnit,
    totalDebtBase: debtValue,
    debtPrice: debt.price,
    debtDecimals: debt.reserve.decimals,
    baseUnit: positions.unit,
  });
  const at = (repay: bigint) => seize(terms, repay, collateral.amount, rules.arithmetic);
  const before = { reserveDebt: debt.amount, collateral: collateral.amount, baseUnit: positions.unit };
  const { repaid, seized, protocolFee } = largestClean(at, allowed, (candidate) =>
    leavesDust(rules, terms, candidate, before),
  );
  const taken = seized + protocolFee;
  if (repaid === 0n || taken === 0n) return undefined;
  return {
    debtAsset: debt.reserve.asset,
    collateralAsset: collateral.reserve.asset,
    ...{ repaid, seized, protocolFee },
    repaidValue: (repaid * debt.price) / debtUnit,
    takenValue: (taken * collateral.price) / collateralUnit,
  };
}

/** The largest repayment that leaves no dust; what is left on both sides shrinks as it grows, so halving finds it. */
function largestClean(
  at: (repay: bigint) => Seizure,
  allowed: bigint,
  isDusty: (seizure: Seizure) => boolean,
): Seizure {
  const most = at(allowed);
  if (!isDusty(most)) return most;
  let [clean, dusty] = [0n, allowed];
  while (dusty - clean > 1n) {
    const middle = (clean + dusty) / 2n;
    if (isDusty(at(middle))) dusty = middle;
    else clean = middle;
  }
  return at(clean);
}

function unitOf({ reserve }: Side): bigint {
  return 10n ** BigInt(reserve.decimals);
}
