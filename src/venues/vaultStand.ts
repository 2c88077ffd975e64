import type { Surroundings } from "./netAssets.ts";
import type { PerpAccount } from "./perpAccount.ts";
import type { Vault } from "./vault.ts";

/** What a vault holds and owes, as stored: enough to say what it is worth at any time and any prices. */
export interface VaultStand {
  /** [shares] */
  readonly supply: bigint;
  /** [seconds] */
  readonly feesTakenAt: bigint;
  /** [wad] */
  readonly highWaterMark: bigint;
  /** [asset] */
  readonly idle: bigint;
  /** Supplied or parked at the lending pool. [scaled] */
  readonly supplied: bigint;
  /** A loop vault's debt. [scaled] */
  readonly owed: bigint;
  /** A basis vault's. [spot token] */
  readonly spot: bigint;
  /** A basis vault's, on the exchange. */
  readonly account: PerpAccount | undefined;
}

/** A vault as it stands now. */
export function standOf({ lending, perps }: Surroundings, vault: Vault): VaultStand {
  const position = lending.positionOf(vault.info.address);
  const scaled = (amounts: readonly bigint[] | undefined, symbol: string) =>
    amounts?.[lending.reserves.findIndex((reserve) => reserve.symbol === symbol)] ?? 0n;
  const account = vault.info.kind === "basis" ? perps?.accountOf(vault.info.address) : undefined;
  return {
    supply: vault.supply,
    feesTakenAt: BigInt(vault.feesTakenAt),
    highWaterMark: vault.highWaterMark,
    idle: vault.idle,
    supplied: scaled(position?.supplied, vault.info.asset),
    owed: vault.config.kind === "loop" ? scaled(position?.owed, vault.config.debt) : 0n,
    spot: vault.info.kind === "basis" ? vault.second : 0n,
    account: account && { ...account },
  };
}
