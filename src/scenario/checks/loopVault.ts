import { badInput } from "../../errors.ts";
import { formatDecimal, formatPercent, WAD } from "../../units.ts";
import type { Scenario } from "../schema.ts";
import type { LoopVaultConfig } from "../vaultSchema.ts";
import { type PlaceIn, requireReserve } from "./listed.ts";

/** The largest leverage that the contract can count, [wad]. */
const MOST_LEVERAGE = 18n * WAD;

/** A loop on reserves that lend and take what it trades, with leverages in their order and within the LTV. */
export function checkLoopVault(scenario: Scenario, vault: LoopVaultConfig, place: PlaceIn): void {
  const { asset, debt, eMode } = vault;
  requireReserve(scenario, asset, place("asset"));
  requireReserve(scenario, debt, place("debt"));
  if (asset === debt) {
    throw badInput("LOOP_OF_ONE", `A loop needs two assets, not ${asset} twice.`, {
      place: place("debt"),
      hint: "debt is what is borrowed to buy more of asset.",
    });
  }
  if (!scenario.lending.reserves[debt]?.borrowable) {
    throw badInput("RESERVE_NOT_BORROWABLE", `${debt} cannot be borrowed.`, {
      place: place("debt"),
      hint: `Set lending.reserves.${debt}.borrowable to true.`,
    });
  }
  const mode = scenario.lending.eModes.find(({ id }) => id === eMode);
  if (eMode !== 0 && mode === undefined) {
    throw badInput("EMODE_UNKNOWN", `There is no e-mode ${eMode} under lending.eModes.`, {
      place: place("eMode"),
      hint: `Listed: ${scenario.lending.eModes.map(({ id }) => id).join(", ") || "none"}.`,
    });
  }
  const outside = mode && [mode.collateral.includes(asset) ? "" : asset, mode.borrowable.includes(debt) ? "" : debt];
  const missing = outside?.find((symbol) => symbol !== "");
  if (missing !== undefined) {
    throw badInput("EMODE_MISMATCH", `${missing} is not in the e-mode ${eMode} that the vault is in.`, {
      place: place("eMode"),
      hint: `It takes ${mode?.collateral.join(", ")} as collateral and lends ${mode?.borrowable.join(", ")}.`,
    });
  }
  checkLeverage(vault, (mode ?? scenario.lending.reserves[asset])?.ltv ?? 0n, place);
}

function checkLeverage({ leverage, idleShare }: LoopVaultConfig, ltv: bigint, place: PlaceIn): void {
  const { min, target, max, ripcord } = leverage;
  const steps = [
    ["target", target >= min, "below its min"],
    ["max", max >= target, "below its target"],
    ["ripcord", ripcord > max, "not above its max"],
  ] as const;
  for (const [key, holds, where] of steps) {
    if (holds) continue;
    throw badInput("LEVERAGE_OUT_OF_ORDER", `The vault's ${key} leverage is ${where}.`, {
      place: place("leverage", key),
      hint: "They must stand in the order min ≤ target ≤ max < ripcord.",
    });
  }
  if (ripcord > MOST_LEVERAGE) {
    throw badInput("LEVERAGE_OUT_OF_REACH", `A vault counts leverage up to ${formatDecimal(MOST_LEVERAGE, 18)}.`, {
      place: place("leverage", "ripcord"),
      hint: "Lower ripcord.",
    });
  }
  // What is idle is not collateral: (L − 1) ≤ LTV · (L − idle).
  const most = ltv >= WAD ? target : (WAD * WAD - ltv * idleShare) / (WAD - ltv);
  if (target <= most) return;
  throw badInput(
    "LEVERAGE_OUT_OF_REACH",
    `Leverage ${formatDecimal(target, 18, 2)} cannot be reached at LTV ${formatPercent(ltv)}: a vault that keeps ${formatPercent(idleShare)} idle ends at ${formatDecimal(most, 18, 2)}.`,
    { place: place("leverage", "target"), hint: "The bound is (1 − LTV · idle share) ÷ (1 − LTV)." },
  );
}
