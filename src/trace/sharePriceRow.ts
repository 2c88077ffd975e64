import type { BlockRecord } from "../run/recorder.ts";
import { WAD } from "../units.ts";
import type { TraceContext } from "./context.ts";
import { priceText } from "./format.ts";
import type { PriceRow } from "./row.ts";
import type { ShareMoments } from "./shareMoments.ts";

/** Prices of a vault's share: its net assets on the path alone and at references, its feed, and its pool. */
export function sharePriceRow(
  { venues }: TraceContext,
  { outside }: Pick<BlockRecord, "outside">,
  shares: ShareMoments,
  symbol: string,
): PriceRow {
  const { amm, lending, vaults } = venues;
  const info = vaults?.of(symbol)?.info;
  const pool = amm.pools.find(({ address }) => address === info?.pool);
  const quoteUsd = outside.get(pool?.quote ?? "")?.reference ?? WAD;
  const inUsd = (base: bigint | undefined) => priceText(((base ?? 0n) * WAD) / lending.baseUnit);
  const alone = shares.counterfactual.shares.get(symbol);
  return {
    exogenous: inUsd(alone?.nav),
    reference: inUsd(shares.atReference(outside).shares.get(symbol)?.nav),
    oracle: inUsd(shares.now.shares.get(symbol)?.source),
    counterfactual: inUsd(alone?.source),
    pool: pool === undefined ? null : priceText((amm.priceOf(pool) * quoteUsd) / WAD),
  };
}
