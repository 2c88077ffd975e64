import type { Treatment } from "../../scenario/treatmentSchema.ts";
import type { Session } from "../session.ts";

/** Where liquidations would be refused in the next block, by which control. */
export interface StoppedLine {
  control: Treatment;
  /** Name of the error. */
  reason: string;
  venue: string;
  /** Collateral in lending, a market of the exchange. */
  asset: string;
  /** Accounts there that could be liquidated otherwise. */
  accounts: string[];
}

/** What controls keep from being liquidated now; nothing where there is no control. */
export function stoppedLiquidations({ world, venues }: Session): StoppedLine[] {
  const { guards, lending, perps } = venues;
  if (guards === undefined) return [];
  guards.time = world.time + world.scenario.chain.blockSeconds;
  const below = lending.below(10n ** 18n);
  const liquidatable = perps?.liquidatable() ?? [];
  const collateral = lending.reserves.map(({ symbol }, i) => {
    const positions = below.filter((position) => lending.usesAsCollateral(position, i) && position.supplied[i] !== 0n);
    return { venue: "lending", asset: symbol, accounts: positions.map(({ account }) => account) };
  });
  const markets = (perps?.markets ?? []).map(({ name, id }) => {
    const traders = liquidatable.filter(({ positions }) => positions.has(id));
    return { venue: "perps", asset: name, accounts: traders.map(({ account }) => account) };
  });
  return [...collateral, ...markets].flatMap((place) => {
    const refusal = guards.refusalOf({ venue: place.venue, symbol: place.asset, action: "liquidate" });
    return refusal === undefined ? [] : [{ control: refusal.control, reason: refusal.reason, ...place }];
  });
}
