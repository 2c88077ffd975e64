import { priceText, usdText } from "../trace/format.ts";
import { formatDecimal, WAD } from "../units.ts";
import type { Vault } from "../venues/vault.ts";
import { read } from "../world/read.ts";
import { BASIS_VAULT, LOOP_VAULT } from "../world/vaultAbi.ts";
import type { AssetPrices } from "./marketPrices.ts";
import type { Session } from "./session.ts";

/** Beyond this a ratio is no number: there is nothing left to divide by. */
const NO_RATIO = 10n ** 60n;

/** One vault, decimals as strings, USD at the oracle's prices. */
export interface VaultLine {
  vault: string;
  kind: "loop" | "basis";
  asset: string;
  /** Of the vault's asset for one share; 1 when it began. */
  sharePrice: string;
  netAssetsUsd: string;
  /** Of a loop vault, `inf` without net assets, with its target; null for another. */
  leverage: string | null;
  targetLeverage: string | null;
  /** Short ÷ spot of a basis vault, `inf` without spot, with its target; null for another. */
  hedgeRatio: string | null;
  targetHedgeRatio: string | null;
  /** What waits in the queue, and since when [unix seconds]; null where nobody waits. */
  pendingUsd: string;
  waitingSince: number | null;
  /** What can leave at once. */
  instantUsd: string;
  paused: boolean;
}

/** Every vault of a live node, in the order of the scenario; empty without vaults. */
export async function vaultStatus(session: Session, prices: ReadonlyMap<string, AssetPrices>): Promise<VaultLine[]> {
  const lines: VaultLine[] = [];
  for (const vault of session.venues.vaults?.vaults ?? []) lines.push(await lineOf(session, vault, prices));
  return lines;
}

async function lineOf({ world }: Session, vault: Vault, prices: ReadonlyMap<string, AssetPrices>): Promise<VaultLine> {
  const { symbol, address, asset } = vault.info;
  const worth = (amount: bigint) => usdText((amount * (prices.get(asset)?.oracle ?? 0n)) / vault.assetUnit);
  const pending = (vault.pending * vault.sharePrice * vault.assetUnit) / vault.shareUnit / WAD;
  const { config } = vault;
  const loop = config.kind === "loop";
  const [abi, name] = loop ? [LOOP_VAULT, "leverage"] : [BASIS_VAULT, "hedgeRatio"];
  const ratio = BigInt((await read(world.chain, address, abi, name))[0]);
  const stands = ratio > NO_RATIO ? "inf" : formatDecimal(ratio, 18, 4);
  const aims = formatDecimal(config.kind === "loop" ? config.leverage.target : config.hedge.target, 18, 4);
  return {
    vault: symbol,
    kind: config.kind,
    asset,
    sharePrice: priceText(vault.sharePrice),
    netAssetsUsd: worth(vault.netAssets),
    leverage: loop ? stands : null,
    targetLeverage: loop ? aims : null,
    hedgeRatio: loop ? null : stands,
    targetHedgeRatio: loop ? null : aims,
    pendingUsd: worth(pending),
    waitingSince: vault.waitingSince === 0 ? null : vault.waitingSince,
    instantUsd: worth(vault.instant),
    paused: vault.paused,
  };
}
