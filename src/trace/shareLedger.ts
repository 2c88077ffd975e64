import { topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";
import { TOPICS } from "./events.ts";
import { RedemptionQueue } from "./redemptionQueue.ts";
import { VaultEvents } from "./vaultEvents.ts";

/** What ERC-4626 puts beside the real shares, so that a first depositor can be robbed of nothing. */
const VIRTUAL_SHARES = 10n ** 6n;
const NOBODY = `0x${"0".repeat(40)}`;

/** A vault as the attribution keeps it: what it is worth, and how many shares there are. */
export class ShareLedger {
  /** Share, which names the vault's group as well. */
  readonly symbol: string;
  readonly address: string;
  /** Places of the share and of the vault's asset among the scenario's assets. */
  readonly share: number;
  readonly asset: number;
  /** Of a deposit and of a withdrawal, [wad]. */
  readonly fees: { entry: bigint; exit: bigint };
  readonly queue = new RedemptionQueue();
  readonly events: VaultEvents;
  /** All shares, virtual ones included. */
  supply = VIRTUAL_SHARES;
  /** Net assets at reference prices as far as causes explain them, USD [wad]; below zero when insolvent. */
  worth = 0n;
  constructor(symbol: string, address: string, places: { share: number; asset: number }, fees: ShareLedger["fees"]) {
    this.symbol = symbol;
    this.address = address;
    this.events = new VaultEvents(address);
    this.share = places.share;
    this.asset = places.asset;
    this.fees = fees;
  }

  /** What all shares are worth together: nobody owes what an insolvent vault lacks. USD [wad] */
  get value(): bigint {
    return this.worth > 0n ? this.worth : 0n;
  }

  /** USD [wad] of an amount of shares, rounded towards zero. */
  usd(shares: bigint): bigint {
    return (this.value * shares) / this.supply;
  }

  /** Counts what is minted and burnt. */
  book(log: Log): void {
    if (log.topics[0] !== TOPICS.transfer) return;
    const [from, to] = [topicAddress(log.topics[1]), topicAddress(log.topics[2])];
    if (from === NOBODY) this.supply += wordAt(log.data, 0);
    if (to === NOBODY) this.supply -= wordAt(log.data, 0);
  }
}
