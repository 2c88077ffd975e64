import type { AccountRow } from "../trace/lendingRow.ts";
import type { ConservationRow, WorldRow } from "../trace/row.ts";
import type { UnknownRow } from "../trace/unknownRow.ts";
import { parseWad, WAD } from "../units.ts";
import { FOUND } from "../world/forkOrigin.ts";
import { usdFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";
import { sumOf } from "./sumOf.ts";

/**
 * What a forked run went on from: the block, the pool's release, whose accounts take part and how they stood before the
 * run, how prices were taken over, what was laid over the pools, which tokens do not keep to their transfers, and
 * what a recorded state was asked for in vain. Undefined for any other run.
 */
export function forked(): Metric<Summary["fork"]> {
  const found: AccountRow[] = [];
  let world: WorldRow | undefined;
  let unknown: UnknownRow | undefined;
  let checks: ConservationRow["checks"] = [];

  return {
    read(row) {
      if (row.kind === "world") world = row;
      if (row.kind === "unknown") unknown = row;
      if (row.kind === "conservation") checks = row.checks;
      if (row.kind === "account" && row.phase === "start" && row.group === FOUND) found.push(row);
    },
    result() {
      if (world?.fork === undefined) return undefined;
      const { chainId, chain, block, blockHash, timestamp, protocol, release, accounts, prices, depth } = world.fork;
      const { pools, unconnected, health } = world.fork;
      const below = found.filter(({ healthFactor }) => healthFactor !== "inf" && parseWad(healthFactor) < WAD);
      return {
        chainId,
        chain,
        block,
        blockHash,
        timestamp,
        protocol,
        release,
        accounts: {
          ...accounts,
          collateralUsd: usdFigure(sumOf(found, ({ collateralUsd }) => parseWad(collateralUsd))),
          debtUsd: usdFigure(sumOf(found, debtOf)),
          belowOne: { count: below.length, debtUsd: usdFigure(sumOf(below, debtOf)) },
          badDebtUsd: usdFigure(sumOf(found, lackOf)),
        },
        health,
        prices: prices.map(({ symbol, strategy, feed, follows = null }) => ({
          asset: symbol,
          strategy,
          feed,
          follows,
        })),
        pools: pools.map(({ pair, address, depthUsd, elsewhereUsd }) => ({ pair, address, depthUsd, elsewhereUsd })),
        unconnected,
        depth:
          depth === null
            ? null
            : {
                file: depth.file,
                usdPerLog: Object.fromEntries(
                  Object.entries(depth.depthUsdPerLog).map(([symbol, usd]) => [symbol, usdFigure(parseWad(usd))]),
                ),
              },
        tokens: Object.fromEntries(checks.flatMap(({ asset, token }) => (token === undefined ? [] : [[asset, token]]))),
        unknown:
          unknown === undefined ? null : { slots: unknown.slots, accounts: unknown.accounts, first: unknown.first },
      };
    },
  };
}

function debtOf({ debtUsd }: AccountRow): bigint {
  return parseWad(debtUsd);
}

function lackOf({ collateralUsd, debtUsd }: AccountRow): bigint {
  const lacking = parseWad(debtUsd) - parseWad(collateralUsd);
  return lacking > 0n ? lacking : 0n;
}
