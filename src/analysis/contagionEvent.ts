import type { Row } from "../trace/row.ts";
import type { ChannelName } from "../trace/vaultRow.ts";
import { parseWad } from "../units.ts";
import { forcedSaleOf } from "./forcedSale.ts";
import { PERPS } from "./venue.ts";

/** Something that was forced on somebody, in whichever venue. */
export interface ContagionEvent {
  block: number;
  venue: string;
  kind: "liquidations" | "redemptions" | "adl" | "forcedSales";
  direct: boolean;
  round: number;
  channel: ChannelName | null;
  /** [wad] Collateral seized, notional closed or deleveraged, net assets redeemed, what a vault traded. */
  usd: bigint;
}

/** What a row says of contagion; undefined for any other row. A redemption counts where a rule made its holder run. */
export function contagionEventOf(row: Row): ContagionEvent | undefined {
  if (row.kind === "adl") {
    const { block, round } = row;
    const usd = parseWad(row.notionalUsd);
    return { block, venue: PERPS, kind: "adl", direct: false, round, channel: "counterparty", usd };
  }
  if (row.kind === "redemption") {
    const { block, venue, direct, round, channel } = row;
    if (row.trigger === null) return undefined;
    return { block, venue, kind: "redemptions", direct, round, channel, usd: parseWad(row.valueUsd) };
  }
  const sale = forcedSaleOf(row);
  if (sale === undefined || !("channel" in row)) return undefined;
  const { venue, direct, round, collateral: usd } = sale;
  const kind = row.kind === "vaultAction" ? "forcedSales" : "liquidations";
  return { block: row.block, venue, kind, direct, round, channel: row.channel, usd };
}
