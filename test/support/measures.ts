import { REGISTRY } from "../../src/world/cap/registryAbi.ts";
import { read } from "../../src/world/read.ts";
import type { World } from "../../src/world/world.ts";

/** Leverage [wad] as the registry measures it, of every holder and vault, by address. */
export async function measures(world: World): Promise<Map<string, bigint>> {
  const registry = world.deployment.guards?.registry ?? "";
  const everyone = [...world.holders, ...world.deployment.vaults].map(({ address }) => address);
  const found = new Map<string, bigint>();
  for (const address of everyone) {
    const [measure] = await read(world.chain, registry, REGISTRY, "getMeasure", [address]);
    found.set(address, measure.leverage);
  }
  return found;
}
