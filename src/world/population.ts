import { keccak256, toUtf8Bytes } from "ethers";
import { isOfLending } from "../scenario/ofLending.ts";
import type { LenderConfig, LendingGroup, Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { lenderRunOf } from "./lenderRunOf.ts";
import { drawPledge } from "./pledge.ts";
import { startPrices } from "./poolPositions.ts";
import { type Random, randomStream } from "./random.ts";
import { skewed } from "./skewed.ts";
import type { Holder } from "./world.ts";

/** A holder and the position it will open, amounts in whole units [wad]. */
export interface OpeningPlan {
  holder: Holder;
  eMode: number;
  /** Supplied outright; for a looper its equity. */
  supply: Record<string, bigint>;
  borrow: Record<string, bigint>;
  /** Target of a looper, [wad]. */
  leverage?: bigint;
  iterative?: boolean;
}

/** An address that depends on the seed and a name alone. */
export function seededAddress(seed: number, name: string): string {
  return `0x${keccak256(toUtf8Bytes(`faultline ${seed} ${name}`)).slice(26)}`;
}

/** Draws every holder of the lending pool from the seed, group by group, and the lenders that fund the reserves. */
export function planPopulation(scenario: Scenario, seed: number): OpeningPlan[] {
  const prices = startPrices(scenario.assets);
  const lenders = Object.entries(scenario.lending.reserves).flatMap(([symbol, reserve]) => {
    if (reserve.lenderUsd === 0n) return [];
    const each = unitsOf(reserve.lenderUsd / BigInt(scenario.lending.lenders), symbol);
    return Array.from({ length: scenario.lending.lenders }, (_, i) =>
      plan(`lender ${symbol} ${i}`, "lender", "lenders", 0, { [symbol]: each }, {}),
    );
  });
  const groups = Object.entries(scenario.population).flatMap(([name, group]) => {
    const random = randomStream(seed, `population ${name}`);
    if (group.kind === "lender") return Array.from({ length: group.count }, (_, i) => lender(name, group, i, random));
    if (!isOfLending(group)) return [];
    return Array.from({ length: group.kind === "account" ? 1 : group.count }, (_, i) => draw(name, group, i, random));
  });
  return [...lenders, ...groups];

  function draw(name: string, group: LendingGroup, i: number, random: Random): OpeningPlan {
    const label = `${name} ${i}`;
    if (group.kind === "account") return plan(label, "account", name, group.eMode, group.supply, group.borrow);

    const equityUsd = skewed(group.equityUsd, random);
    const opened =
      group.kind === "borrower"
        ? borrower(label, name, group, equityUsd, random)
        : {
            ...plan(
              label,
              "looper",
              name,
              group.eMode,
              { [group.collateral]: unitsOf(equityUsd, group.collateral) },
              {},
            ),
            leverage: within(group.leverage, random),
            iterative: group.by === "iteration",
          };
    opened.holder.pair = { collateral: group.collateral, debt: group.debt };
    const defends = random.wad() < (group.defence?.share ?? 0n);
    if (group.defence !== undefined && defends) opened.holder.defence = group.defence;
    return opened;
  }

  function lender(name: string, group: LenderConfig, i: number, random: Random): OpeningPlan {
    const amount = unitsOf(skewed(group.equityUsd, random), group.asset);
    const opened = plan(`${name} ${i}`, "lender", name, 0, { [group.asset]: amount }, {});
    const lenderRun = lenderRunOf(group, random);
    return lenderRun === undefined ? opened : { ...opened, holder: { ...opened.holder, lenderRun } };
  }

  function borrower(
    label: string,
    name: string,
    group: Extract<LendingGroup, { kind: "borrower" }>,
    equityUsd: bigint,
    random: Random,
  ): OpeningPlan {
    const { supply, borrow } = drawPledge(scenario, group, equityUsd, random);
    return plan(label, "borrower", name, group.eMode, supply, borrow);
  }

  function plan(
    label: string,
    kind: Holder["kind"],
    group: string,
    eMode: number,
    supply: Record<string, bigint>,
    borrow: Record<string, bigint>,
  ): OpeningPlan {
    return { holder: { address: seededAddress(seed, label), group, kind }, eMode, supply, borrow };
  }

  function unitsOf(usd: bigint, symbol: string): bigint {
    return (usd * WAD) / (prices.get(symbol) ?? WAD);
  }
}

function within(range: { min: bigint; max: bigint }, random: Random): bigint {
  return random.between(range.min, range.max);
}
