import { parseWad } from "../units.ts";
import type { LayerEquity } from "./layerEquity.ts";
import type { Metric } from "./metric.ts";

interface Held extends LayerEquity {
  supply: bigint;
}

/**
 * What the shareholders of each vault have in it: net assets at reference prices. Whoever comes or goes leaves
 * what the others' shares are worth, fees apart, so a block that leaves `S'` shares worth `N'` of `S` worth `N` lost `N − N'·S ÷ S'`;
 * whatever else changed between start and end went in or out.
 */
export function vaultEquity(): Metric<ReadonlyMap<string, LayerEquity>> {
  const vaults = new Map<string, Held>();

  return {
    read(row) {
      if (row.kind !== "vaultState") return;
      const [end, supply] = [parseWad(row.referenceNavUsd), BigInt(row.supply)];
      const known = vaults.get(row.vault);
      if (known === undefined) {
        vaults.set(row.vault, { start: end, end, inflow: 0n, supply });
        return;
      }
      // Who had the old shares would have so much of the new net assets, had nobody come or gone.
      const kept = supply === 0n ? known.end : (end * known.supply) / supply;
      vaults.set(row.vault, { ...known, end, supply, inflow: known.inflow + end - kept });
    },
    result: () => vaults,
  };
}
