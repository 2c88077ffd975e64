import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PricePath } from "../../report/comparePaths.ts";
import type { Row } from "../../trace/row.ts";

const KINDS = /^\{"kind":"(world|block)"/;

/** Reads the prices of an asset back from a run's folder. */
export function pricePath(folder: string, asset: string): PricePath {
  const path: PricePath = { blocks: [], blockSeconds: 0, oracle: [], reference: [], pool: [] };
  for (const line of readFileSync(join(folder, "trace.jsonl"), "utf8").split("\n")) {
    if (!KINDS.test(line)) continue;
    const row = JSON.parse(line) as Row;
    if (row.kind === "world") path.blockSeconds = row.blockSeconds;
    if (row.kind !== "block") continue;
    path.blocks.push(row.block);
    const prices = row.prices[asset];
    for (const name of ["oracle", "reference", "pool"] as const) {
      const price = prices?.[name];
      path[name].push(price === undefined || price === null ? null : Number(price));
    }
  }
  return path;
}
