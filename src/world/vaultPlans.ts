import type { DepositorConfig, Scenario, StackerConfig } from "../scenario/schema.ts";
import { startPrice } from "../scenario/startPrice.ts";
import { vaultOf } from "../scenario/vaultOf.ts";
import { WAD } from "../units.ts";
import { drawPledge } from "./pledge.ts";
import { type OpeningPlan, seededAddress } from "./population.ts";
import { type Random, randomStream } from "./random.ts";
import { runRuleOf } from "./runRuleOf.ts";
import { skewed } from "./skewed.ts";
import type { Holder } from "./world.ts";

/** A holder of shares, and what it deposits of the vault's asset, in whole units [wad]. */
export interface DepositorPlan {
  holder: Holder;
  vault: string;
  assets: bigint;
}

/** A holder that borrows against shares, and what it does with the money. */
export interface StackerPlan extends OpeningPlan {
  /** Symbol of what is borrowed. */
  money: string;
  /** Share of the money that is brought as margin [wad], and the size at which it is levered, negative for a short. */
  perp?: { market: string; share: bigint; leverage: bigint };
  /** Share of the money that is deposited into another vault [wad]. */
  deposit?: { vault: string; share: bigint };
}

/** Draws every depositor; each brings what its equity and the vault's entry fee take. */
export function planDepositors(scenario: Scenario, seed: number): DepositorPlan[] {
  return drawn(scenario, seed, "depositor", (group: DepositorConfig, holder, random) => {
    const { asset, fees } = vaultOf(scenario, group.vault);
    const equityUsd = skewed(group.equityUsd, random);
    const assets = (equityUsd * WAD * WAD) / (startPrice(scenario, asset) * (WAD - fees.entry));
    const run = runRuleOf(group.vault, group.run, random);
    return { holder: run === undefined ? holder : { ...holder, run }, vault: group.vault, assets };
  });
}

/** Draws every stacker. */
export function planStackers(scenario: Scenario, seed: number): StackerPlan[] {
  return drawn(scenario, seed, "stacker", (group: StackerConfig, holder, random) => {
    const { vault: collateral, borrow: debt, eMode, healthFactor, invest } = group;
    const equityUsd = skewed(group.equityUsd, random);
    const pledge = drawPledge(scenario, { collateral, debt, eMode, healthFactor }, equityUsd, random);
    const plan: StackerPlan = { holder, eMode, ...pledge, money: debt };
    if (invest.perp !== undefined) {
      const { market, side, share, leverage } = invest.perp;
      const drawnLeverage = random.between(leverage.min, leverage.max);
      plan.perp = { market, share, leverage: side === "long" ? drawnLeverage : -drawnLeverage };
    }
    if (invest.vault !== undefined) {
      plan.deposit = { vault: invest.vault.name, share: invest.vault.share };
      const run = runRuleOf(invest.vault.name, group.run, random);
      if (run !== undefined) plan.holder = { ...holder, run };
    }
    return plan;
  });
}

function drawn<Group extends DepositorConfig | StackerConfig, Plan>(
  { population }: Scenario,
  seed: number,
  kind: Group["kind"],
  draw: (group: Group, holder: Holder, random: Random) => Plan,
): Plan[] {
  return Object.entries(population).flatMap(([name, group]) => {
    if (group.kind !== kind) return [];
    const random = randomStream(seed, `population ${name}`);
    return Array.from({ length: (group as Group).count }, (_, i) =>
      draw(group as Group, { address: seededAddress(seed, `${name} ${i}`), group: name, kind }, random),
    );
  });
}
