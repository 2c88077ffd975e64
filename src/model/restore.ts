import { FaultlineError } from "../errors.ts";
import { WAD } from "../units.ts";
import { mulDivDown } from "./mulDiv.ts";

/** An account with one collateral, in values of one unit. `threshold` and `incentive` (1 + b) in wad. */
export type LeveragedAccount = {
  readonly collateral: bigint;
  readonly debt: bigint;
  readonly threshold: bigint;
  readonly incentive: bigint;
};

/**
 * The repayment by liquidation that restores health factor `health` (wad):
 * `(h·D − LT·C)/(h − LT·(1 + b))`, rounded up; 0 when it is there already. Refused where repaying lowers health.
 */
export function repayToRestoreUp(account: LeveragedAccount, health: bigint): bigint {
  const { collateral, debt, threshold, incentive } = account;
  const gain = health * WAD - threshold * incentive;
  if (gain <= 0n) {
    throw new FaultlineError(
      "RESTORE_IMPOSSIBLE",
      "No repayment restores health where the threshold times the incentive reaches it.",
    );
  }
  const missing = (health * debt - threshold * collateral) * WAD;
  return missing <= 0n ? 0n : (missing + gain - 1n) / gain;
}

/**
 * The most that a liquidator repays in two calls where one call is capped at `closeFactor` (wad) of the debt: first
 * one unit less than restores health 1 (at exactly that the second call would be refused), then the cap of the rest.
 */
export function twoStepRepay(account: LeveragedAccount, closeFactor: bigint): { first: bigint; second: bigint } {
  const restoring = repayToRestoreUp(account, WAD);
  const first = restoring > 0n ? restoring - 1n : 0n;
  return { first, second: mulDivDown(account.debt - first, closeFactor, WAD) };
}
