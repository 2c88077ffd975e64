import { WAD } from "../units.ts";
import type { Log } from "../world/transaction.ts";
import type { Flow } from "./attributedFlows.ts";
import type { Reshare } from "./attributionResults.ts";
import type { GroupHoldings } from "./groupHoldings.ts";
import type { Marks } from "./marks.ts";
import type { Fulfilled } from "./redemptionQueue.ts";
import type { ShareLedger } from "./shareLedger.ts";
import type { ShareLedgers } from "./shareLedgers.ts";

/** What a vault's event moved: shares made or burnt against value, or value alone. */
export interface VaultMove {
  reshare?: Reshare;
  flow?: Flow;
}

/**
 * Reads from vaults' events who gained at whose expense, at the block's marks, and moves what holders own but the
 * vault has in its hands: shares that wait and assets that are set aside belong to who asked. After the log's transfers
 * were booked.
 */
export class VaultFlows {
  readonly #ledgers: ShareLedgers;
  readonly #holdings: GroupHoldings;

  constructor(ledgers: ShareLedgers, holdings: GroupHoldings) {
    this.#ledgers = ledgers;
    this.#holdings = holdings;
  }

  /** Takes one log; undefined where it moves no value. Without marks, before the run, nothing is valued. */
  book(log: Log, marks?: Marks): VaultMove | undefined {
    const vault = this.#ledgers.at(log.address);
    if (vault === undefined) return undefined;
    const event = vault.events.next(log);
    const parts = vault.queue.apply(event);
    const usd = (amount: bigint) => marks?.usd(vault.asset, amount) ?? 0n;
    const who = this.#holdings.groupOf;
    switch (event?.name) {
      case "FeesTaken": {
        const parties = [{ group: who(vault.events.mintedTo), shares: event.shares, usd: 0n }];
        return { reshare: { vault, parties, feeUsd: 0n, cause: "fees" } };
      }
      case "Deposit": {
        const parties = [{ group: who(event.owner), shares: event.shares, usd: -usd(event.assets) }];
        const feeUsd = (usd(event.assets) * vault.fees.entry) / WAD;
        return { reshare: { vault, parties, feeUsd, cause: "slippage" } };
      }
      case "Withdraw": {
        const parties = [{ group: who(event.owner), shares: -event.shares, usd: usd(event.assets) }];
        const feeUsd = usd(feeWithin(event.assets, vault.fees.exit));
        return { reshare: { vault, parties, feeUsd, cause: "slippage" } };
      }
      case "Claimed":
        this.#holdings.add(who(event.owner), "tokens", vault.asset, -event.assets);
        this.#holdings.add(vault.symbol, "tokens", vault.asset, event.assets);
        return undefined;
      case "RedeemRequest":
        this.#holdings.add(who(event.controller), "tokens", vault.share, event.shares);
        return undefined;
      case "RedeemFulfilled":
        return this.#fulfilled(vault, parts, usd);
      case "RipcordPulled":
      case "Hedged": {
        const [from, to] = [vault.symbol, who(event.caller)];
        return { flow: { cause: "bonuses", from, to, usd: usd(event.reward) } };
      }
      default:
        return undefined;
    }
  }

  #fulfilled(vault: ShareLedger, parts: readonly Fulfilled[], usd: (amount: bigint) => bigint): VaultMove {
    const parties = parts.map(({ controller, shares, assets }) => {
      const group = this.#holdings.groupOf(controller);
      this.#holdings.add(group, "tokens", vault.share, -shares);
      this.#holdings.add(group, "tokens", vault.asset, assets);
      this.#holdings.add(vault.symbol, "tokens", vault.asset, -assets);
      return { group, shares: -shares, usd: usd(assets) };
    });
    return { reshare: { vault, parties, feeUsd: 0n, cause: "slippage" } };
  }
}

/** The fee, a share [wad], that was taken off so that `amount` is left. */
function feeWithin(amount: bigint, fee: bigint): bigint {
  return (amount * fee) / (WAD - fee);
}
