import { WAD } from "../units.ts";
import { debtValueRounding } from "./account.ts";
import { mulDiv, mulDivDown, mulDivHalfUp, mulDivUp } from "./mulDiv.ts";
import { percentMulHalfUp } from "./percent.ts";
import { isSince, type LendingRules, type Preset } from "./rules.ts";

/** Prices in base currency a whole token, `incentive` collateral value per debt value (wad), `protocolFee` in bps. */
export type SeizeTerms = {
  readonly collateralPrice: bigint;
  readonly collateralDecimals: number;
  readonly debtPrice: bigint;
  readonly debtDecimals: number;
  readonly incentive: bigint;
  readonly protocolFee: bigint;
};

/** All in token units: `seized` is the liquidator's, `protocolFee` the treasury's, both from the borrower. */
export type Seizure = { readonly repaid: bigint; readonly seized: bigint; readonly protocolFee: bigint };

/**
 * What repaying `debtToCover` takes from a borrower who holds `collateral`, to the wei as the pool computes it.
 * When the collateral is short it goes whole, and the repayment shrinks to what it is worth.
 */
export function seize(terms: SeizeTerms, debtToCover: bigint, collateral: bigint, arithmetic: Preset): Seizure {
  const wanted = collateralFor(terms, debtToCover, arithmetic);
  const short = wanted > collateral;
  const taken = short ? collateral : wanted;
  const repaid = short ? debtFor(terms, collateral, arithmetic) : debtToCover;

  const bonus = taken - mulDivHalfUp(taken, WAD, terms.incentive);
  const protocolFee = terms.protocolFee === 0n ? 0n : percentMulHalfUp(bonus, terms.protocolFee);
  return { repaid, seized: taken - protocolFee, protocolFee };
}

function collateralFor(terms: SeizeTerms, debt: bigint, arithmetic: Preset): bigint {
  const value = terms.debtPrice * debt * 10n ** BigInt(terms.collateralDecimals);
  const price = terms.collateralPrice * 10n ** BigInt(terms.debtDecimals);
  // v2 applies the bonus before it divides by the price, later releases after.
  if (arithmetic === "aave-v2") return mulDivHalfUp(value, terms.incentive, WAD) / price;
  return mulDivHalfUp(value / price, terms.incentive, WAD);
}

function debtFor(terms: SeizeTerms, collateral: bigint, arithmetic: Preset): bigint {
  const value = terms.collateralPrice * collateral * 10n ** BigInt(terms.debtDecimals);
  const worth = value / (terms.debtPrice * 10n ** BigInt(terms.collateralDecimals));
  return (isSince(arithmetic, "aave-v3.5") ? mulDivUp : mulDivHalfUp)(worth, WAD, terms.incentive);
}

/** Whether the pool refuses the liquidation because it would leave less than the least on one side but not nothing. */
export function leavesDust(
  rules: LendingRules,
  terms: SeizeTerms,
  seizure: Seizure,
  before: { readonly reserveDebt: bigint; readonly collateral: bigint; readonly baseUnit: bigint },
): boolean {
  const debtLeft = before.reserveDebt - seizure.repaid;
  const collateralLeft = before.collateral - seizure.seized - seizure.protocolFee;
  if (debtLeft === 0n || collateralLeft === 0n) return false;

  const minimum = rules.minLeftoverValue * before.baseUnit;
  const debtUnit = 10n ** BigInt(terms.debtDecimals);
  const debtValue = mulDiv(debtLeft, terms.debtPrice, debtUnit, debtValueRounding(rules.arithmetic));
  const collateralValue = mulDivDown(collateralLeft, terms.collateralPrice, 10n ** BigInt(terms.collateralDecimals));
  return debtValue < minimum || collateralValue < minimum;
}
