import { WAD } from "../units.ts";
import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { LiquidationQuote } from "../venues/liquidationQuote.ts";
import type { View } from "./agent.ts";

/** Why no liquidation of a position would pass, whatever its size; the quote is as it would be without controls. */
export function liquidationRefusal(view: View, free: LiquidationQuote): GuardRefusal | undefined {
  const { guards, lending } = view;
  const { position, collateral, healthFactor } = free;
  const refusal = guards?.refusalOf({ venue: "lending", symbol: collateral.symbol, action: "liquidate" });
  if (guards === undefined || refusal !== undefined) return refusal;
  const { liquidationBonus, liquidationThreshold } = lending.termsFor(position, lending.reserves.indexOf(collateral));
  if (collateral.guardedIncentive(liquidationBonus, liquidationThreshold, healthFactor) === null)
    return { control: "toxicZone", reason: "ToxicZone_Halted", passes: false };
  const debtUsd = (lending.accountData(position).debtBase * WAD) / lending.baseUnit;
  if (guards.stepRoomUsd(position.account, debtUsd, healthFactor) !== 0n) return undefined;
  return { control: "steps", reason: "TieredLiquidation_CoolingDown", passes: true };
}
