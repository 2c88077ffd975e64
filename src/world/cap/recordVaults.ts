import type { Scenario } from "../../scenario/schema.ts";
import { startPrice } from "../../scenario/startPrice.ts";
import { vaultOf } from "../../scenario/vaultOf.ts";
import type { BasisVaultConfig, LoopVaultConfig } from "../../scenario/vaultSchema.ts";
import { abs, WAD } from "../../units.ts";
import type { VaultInfo } from "../deployment.ts";
import { read } from "../read.ts";
import { BASIS_VAULT, LOOP_VAULT } from "../vaultAbi.ts";
import type { World } from "../world.ts";
import type { OpeningCap } from "./openingCap.ts";
import { shortShare } from "./shortShare.ts";
import { usdOf } from "./usdOf.ts";

/**
 * Records each vault that grew less than the scenario as written (`world.loaded`) wants, on the net assets that it
 * begins with: since its settings were lowered from the leverage [wad] given, or since it was refused.
 */
export async function recordVaults(world: World, cap: OpeningCap, lowered: ReadonlyMap<string, bigint>): Promise<void> {
  const { chain, deployment } = world;
  const { scenario } = world.loaded;
  const limit = scenario.treatments?.cap?.maxLeverage ?? 0n;
  for (const vault of deployment.vaults) {
    const { symbol, address } = vault;
    const value = lowered.get(symbol);
    const above = value === undefined ? undefined : { reason: "LeverageRegistry_AboveCap", value, limit };
    const refused = cap.vaults.get(symbol) ?? above;
    if (refused === undefined) continue;
    const { wantedUsd, gotUsd } = await (vault.kind === "loop" ? loop(vault) : basis(vault));
    if (gotUsd >= wantedUsd) continue;
    cap.record({ address, group: symbol }, symbol, { ...refused, scope: "account" }, wantedUsd, gotUsd);
  }

  async function loop({ symbol, address, asset }: VaultInfo) {
    const { leverage } = vaultOf(scenario, symbol) as LoopVaultConfig;
    const netUsd = await netOf(address, asset);
    const [at] = await read(chain, address, LOOP_VAULT, "leverage");
    return { wantedUsd: (netUsd * (leverage.target - WAD)) / WAD, gotUsd: (netUsd * (at - WAD)) / WAD };
  }

  async function basis({ symbol, address, asset }: VaultInfo) {
    const vault = vaultOf(scenario, symbol) as BasisVaultConfig;
    const netUsd = await netOf(address, asset);
    const [{ size }] = await read(chain, address, BASIS_VAULT, "getPosition");
    const priceUsd = startPrice(scenario, marketAsset(scenario, vault));
    return { wantedUsd: (netUsd * shortShare(vault)) / WAD, gotUsd: (abs(size) * priceUsd) / WAD };
  }

  async function netOf(address: string, asset: string): Promise<bigint> {
    const [assets] = await read(chain, address, LOOP_VAULT, "totalAssets");
    return usdOf(scenario, asset, assets);
  }
}

function marketAsset({ perps }: Scenario, { market }: BasisVaultConfig): string {
  return perps?.markets[market]?.asset ?? "";
}
