import type { ChannelName } from "../trace/vaultRow.ts";
import { type ContagionEvent, contagionEventOf } from "./contagionEvent.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";
import { LENDING, PERPS } from "./venue.ts";

type Contagion = Summary["contagion"];

export const CHANNELS: readonly ChannelName[] = ["price", "collateral", "liquidity", "counterparty"];

/**
 * How trouble travelled: every liquidation, every redemption of a holder that a rule made run, every deleveraging and
 * every forced sale of a vault, by venue, by round and, of those that were transmitted, by channel. Deleveraging is never
 * direct. Every venue of the world is named, whether it was reached or not.
 */
export function contagion(): Metric<Contagion> {
  const events: ContagionEvent[] = [];
  let venues: string[] = [LENDING];
  let channels: Contagion["channels"] = { price: true, collateral: true, liquidity: true, counterparty: true };

  return {
    read(row) {
      if (row.kind === "world") {
        venues = [LENDING, ...(row.perps === undefined ? [] : [PERPS]), ...Object.keys(row.vaults ?? {})];
        channels = { ...channels, ...row.channels };
      }
      const event = contagionEventOf(row);
      if (event !== undefined) events.push(event);
    },
    result() {
      const transmitted = events.filter(({ direct }) => !direct);
      const known = new Set([...venues, ...events.map(({ venue }) => venue)]);
      const channel = (name: ChannelName) => totalOf(transmitted.filter((event) => event.channel === name));
      return {
        channels,
        events: events.length,
        direct: events.length - transmitted.length,
        transmitted: transmitted.length,
        venuesReached: new Set(transmitted.map(({ venue }) => venue)).size,
        byVenue: Object.fromEntries(
          [...known].map((venue) => [venue, onVenue(events.filter((event) => event.venue === venue))]),
        ),
        byRound: [...new Set(events.map(({ round }) => round))]
          .sort((a, b) => a - b)
          .map((round) =>
            onRound(
              round,
              events.filter((event) => event.round === round),
            ),
          ),
        byChannel: {
          price: channel("price"),
          collateral: channel("collateral"),
          liquidity: channel("liquidity"),
          counterparty: channel("counterparty"),
        },
      };
    },
  };
}

function onVenue(events: readonly ContagionEvent[]): Contagion["byVenue"][string] {
  const count = (kind: ContagionEvent["kind"]) => events.filter((event) => event.kind === kind).length;
  const direct = events.filter((event) => event.direct).length;
  return {
    liquidations: count("liquidations"),
    redemptions: count("redemptions"),
    adl: count("adl"),
    forcedSales: count("forcedSales"),
    direct,
    transmitted: events.length - direct,
    usd: totalOf(events).usd,
  };
}

function onRound(round: number, events: readonly ContagionEvent[]): Contagion["byRound"][number] {
  const venues: Record<string, number> = {};
  for (const { venue } of events) venues[venue] = (venues[venue] ?? 0) + 1;
  return { round, ...totalOf(events), venues };
}

function totalOf(events: readonly ContagionEvent[]): { count: number; usd: string } {
  return { count: events.length, usd: usdFigure(sumOf(events, ({ usd }) => usd)) };
}
