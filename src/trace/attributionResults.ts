import type { Flow, FlowCause } from "./attributedFlows.ts";
import { VENUE } from "./attributionGroups.ts";
import type { Result } from "./attributionRow.ts";
import type { GroupHoldings } from "./groupHoldings.ts";
import type { Marks } from "./marks.ts";
import type { ShareLedger } from "./shareLedger.ts";
import type { ShareLedgers } from "./shareLedgers.ts";

/** Of a result: all but what it began with. */
export type Cause = Exclude<keyof Result, "startUsd">;

/** An event that makes or burns shares, once they and all tokens are where it leaves them. */
export interface Reshare {
  vault: ShareLedger;
  /** What each party got by it, or gave: shares, and USD [wad] of what it has beside them. */
  parties: { group: string | undefined; shares: bigint; usd: bigint }[];
  /** USD [wad] that the first party left in the vault as a fee. */
  feeUsd: bigint;
  /** Why the rest moved. */
  cause: FlowCause;
}

/**
 * What each cause has done to each group. A vault's gains and losses belong to whoever holds its shares at that moment
 * and are passed on at once, cause by cause; what nobody holds, or owes, stays with the vault.
 */
export class AttributionResults {
  readonly #results = new Map<string, Result>();
  readonly #holdings: GroupHoldings;
  readonly #ledgers: ShareLedgers;
  readonly #marks: () => Marks;

  constructor(holdings: GroupHoldings, ledgers: ShareLedgers, marks: () => Marks) {
    this.#holdings = holdings;
    this.#ledgers = ledgers;
    this.#marks = marks;
  }

  /** A group begins with so much, USD [wad]. */
  begin(group: string, startUsd: bigint): void {
    const none = { price: 0n, carry: 0n, slippage: 0n, fees: 0n, bonuses: 0n, funding: 0n, socialised: 0n };
    this.#results.set(group, { ...none, startUsd });
  }

  of(group: string): Result {
    return this.#results.get(group) as Result;
  }

  move({ cause, from, to, usd }: Flow): void {
    this.gain(from, cause, -usd);
    this.gain(to, cause, usd);
  }

  gain(group: string | undefined, cause: Cause, usd: bigint): void {
    const result = this.#results.get(group ?? "");
    if (result === undefined || usd === 0n) return;
    result[cause] += usd;
    const vault = this.#ledgers.of(group ?? "");
    if (vault === undefined) return;
    const before = vault.value;
    vault.worth += usd;
    const change = vault.value - before;
    for (const [holder, shares] of this.holders(vault)) {
      const part = (change * shares) / vault.supply;
      result[cause] -= part;
      this.gain(holder, cause, part);
    }
  }

  /** Shares changed hands with the vault: what that took from one holder and gave to the others. */
  reshare({ vault, parties, feeUsd, cause }: Reshare): void {
    const sum = (of: (party: Reshare["parties"][number]) => bigint) =>
      parties.reduce((total, party) => total + of(party), 0n);
    const supplyBefore = vault.supply - sum(({ shares }) => shares);
    const before = vault.value;
    vault.worth -= sum(({ usd }) => usd);
    const held = new Map(this.holders(vault));
    const rest = this.of(vault.symbol);
    const payer = parties[0]?.group;
    for (const group of new Set([...held.keys(), ...parties.map((party) => party.group ?? "")])) {
      const own = parties.filter((party) => party.group === group);
      const shares = held.get(group) ?? 0n;
      const was = own.reduce((left, party) => left - party.shares, shares);
      const paid = own.reduce((total, { usd }) => total + usd, 0n);
      const gain = vault.usd(shares) - (before * was) / supplyBefore + paid;
      const fee = (feeUsd * shares) / vault.supply - (group === payer ? feeUsd : 0n);
      rest.fees -= fee;
      rest[cause] -= gain - fee;
      this.gain(group, "fees", fee);
      this.gain(group, cause, gain - fee);
    }
  }

  /** Who holds shares of a vault: in wallets, as claims on other venues, and waiting in the queue. */
  holders({ share }: ShareLedger): [group: string, shares: bigint][] {
    const marks = this.#marks();
    const held: [string, bigint][] = [];
    for (const [group, holding] of this.#holdings.groups) {
      // What the lending venue has is its suppliers'.
      const shares = group === VENUE ? 0n : marks.amountOf(holding, share);
      if (shares !== 0n) held.push([group, shares]);
    }
    return held;
  }
}
