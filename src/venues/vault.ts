import type { VaultConfig } from "../scenario/vaultSchema.ts";
import type { VaultInfo } from "../world/deployment.ts";
import { type ShareFeed, shareFeed } from "./shareFeed.ts";
import { ShareRegister } from "./shareRegister.ts";
import type { BasisSettings, LoopSettings, VaultTerms } from "./vaultSettings.ts";

/** Words that the vault lens returns for one vault. */
export const VAULT_WORDS = 18;

/** A vault: its terms, and its state as stored on the chain. Amounts in smallest units. */
export class Vault {
  readonly info: VaultInfo;
  readonly config: VaultConfig;
  readonly shareUnit: bigint;
  readonly assetUnit: bigint;
  /** Of a basis vault's spot token. */
  readonly spotUnit: bigint;
  readonly register = new ShareRegister();
  /** What prices the share for the exchange, for vaults over it, and where it was deployed to, for lending. */
  readonly feed: ShareFeed;
  /** What prices the share for lending now. */
  source: ShareFeed;
  /** What lending may change to. */
  readonly alternatives: readonly ShareFeed[];
  /** Undefined until the chain was read. */
  terms: VaultTerms | undefined;
  settings: LoopSettings | BasisSettings | undefined;

  supply = 0n;
  /** Fees that are due not taken. [asset] */
  netAssets = 0n;
  /** [wad] */
  sharePrice = 0n;
  idle = 0n;
  owed = 0n;
  pending = 0n;
  /** Seconds; 0 when nobody waits. */
  waitingSince = 0;
  instant = 0n;
  feesTakenAt = 0;
  highWaterMark = 0n;
  paused = false;
  /** What the share's feed answers, in the oracle's base currency. */
  price = 0n;
  /** Loop: supplied [collateral]; basis: parked [asset]. */
  placed = 0n;
  /** Loop: debt [debt asset]; basis: spot [spot token]. */
  second = 0n;
  rebalancedAt = 0;
  fulfilledAt = 0;
  /** Loop: ripcord; basis: hedge by others than keepers. */
  rescuedAt = 0;

  constructor(
    info: VaultInfo,
    config: VaultConfig,
    decimals: { share: number; asset: number; spot?: number },
    oracle: VaultConfig["oracle"] = config.oracle,
    alternatives: readonly ShareFeed[] = [],
  ) {
    this.info = info;
    this.config = config;
    this.shareUnit = 10n ** BigInt(decimals.share);
    this.assetUnit = 10n ** BigInt(decimals.asset);
    this.spotUnit = 10n ** BigInt(decimals.spot ?? 18);
    this.feed = shareFeed(info.feed, oracle);
    this.source = this.feed;
    this.alternatives = alternatives;
  }

  /** Takes the vault's words of a lens answer, beginning at `offset`. */
  read(words: readonly bigint[], offset: number): void {
    const at = (index: number) => words[offset + index] ?? 0n;
    this.supply = at(1);
    this.netAssets = at(2);
    this.sharePrice = at(3);
    this.idle = at(4);
    this.owed = at(5);
    this.pending = at(6);
    this.waitingSince = Number(at(7));
    this.instant = at(8);
    this.feesTakenAt = Number(at(9));
    this.highWaterMark = at(10);
    this.paused = at(11) !== 0n;
    this.price = BigInt.asIntN(256, at(12));
    this.placed = at(13);
    this.second = at(14);
    this.rebalancedAt = Number(at(15));
    this.fulfilledAt = Number(at(16));
    this.rescuedAt = Number(at(17));
  }
}
