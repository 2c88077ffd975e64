import { WAD } from "../units.ts";
import type { Log } from "../world/transaction.ts";
import type { Flow } from "./attributedFlows.ts";
import type { Reshare } from "./attributionResults.ts";
import type { GroupHoldings } from "./groupHoldings.ts";
import type { Marks } from "./marks.ts";
import type { ShareLedger } from "./shareLedger.ts";
import type { ShareLedgers } from "./shareLedgers.ts";
import { type VaultEventOf, vaultEventOf } from "./vaultEvent.ts";

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
    const event = vaultEventOf(log);
    const usd = (amount: bigint) => marks?.usd(vault.asset, amount) ?? 0n;
    const who = this.#holdings.groupOf;
    switch (event?.name) {
      case "FeesTaken": {
        const parties = [{ group: who(vault.mintedTo), shares: event.shares, usd: 0n }];
        return { reshare: { vault, parties, feeUsd: 0n, cause: "fees" } };
      }
      case "Deposit": {
        const parties = [{ group: who(event.owner), shares: event.shares, usd: -usd(event.assets) }];
        const feeUsd = (usd(event.assets) * vault.fees.entry) / WAD;
        return { reshare: { vault, parties, feeUsd, cause: "slippage" } };
      }
      case "Withdraw":
        return this.#withdraw(vault, event, usd);
      case "RedeemRequest":
        vault.queue.request(event.controller, event.shares);
        this.#holdings.add(who(event.controller), "tokens", vault.share, event.shares);
        return undefined;
      case "RedeemFulfilled":
        return this.#fulfilled(vault, event, usd);
      case "RipcordPulled":
      case "Hedged": {
        const [from, to] = [vault.symbol, who(event.caller)];
        return { flow: { cause: "bonuses", from, to, usd: usd(event.reward) } };
      }
      default:
        return undefined;
    }
  }

  /** At once, where shares were burnt for it; else a claim, which gives the controller what was its own. */
  #withdraw(
    vault: ShareLedger,
    { owner, assets, shares }: VaultEventOf<"Withdraw">,
    usd: (amount: bigint) => bigint,
  ): VaultMove | undefined {
    const group = this.#holdings.groupOf(owner);
    const isInstant = vault.burntFrom === owner;
    vault.burntFrom = undefined;
    if (isInstant) {
      const parties = [{ group, shares: -shares, usd: usd(assets) }];
      return { reshare: { vault, parties, feeUsd: usd(feeWithin(assets, vault.fees.exit)), cause: "slippage" } };
    }
    vault.queue.claim(owner, assets);
    this.#holdings.add(group, "tokens", vault.asset, -assets);
    this.#holdings.add(vault.symbol, "tokens", vault.asset, assets);
    return undefined;
  }

  #fulfilled(
    vault: ShareLedger,
    { shares, assets }: VaultEventOf<"RedeemFulfilled">,
    usd: (amount: bigint) => bigint,
  ): VaultMove {
    this.#holdings.add(vault.symbol, "tokens", vault.asset, -assets);
    const parties = vault.queue.fulfil(shares, assets).map((part) => {
      const group = this.#holdings.groupOf(part.controller);
      this.#holdings.add(group, "tokens", vault.share, -part.shares);
      this.#holdings.add(group, "tokens", vault.asset, part.assets);
      return { group, shares: -part.shares, usd: usd(part.assets) };
    });
    return { reshare: { vault, parties, feeUsd: 0n, cause: "slippage" } };
  }
}

/** The fee, a share [wad], that was taken off so that `amount` is left. */
function feeWithin(amount: bigint, fee: bigint): bigint {
  return (amount * fee) / (WAD - fee);
}
