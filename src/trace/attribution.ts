import type { OutsidePrice } from "../market/outsideMarket.ts";
import type { BlockRecord } from "../run/recorder.ts";
import { abs } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { Receipt } from "../world/transaction.ts";
import { AttributedFlows } from "./attributedFlows.ts";
import { AttributionResults, type Cause } from "./attributionResults.ts";
import { attributionRow } from "./attributionRow.ts";
import type { TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import { exchangedTokens } from "./exchangedTokens.ts";
import { GroupHoldings } from "./groupHoldings.ts";
import { GroupWorth } from "./groupWorth.ts";
import { Marks } from "./marks.ts";
import type { OpeningTokens } from "./openingTokens.ts";
import { PerpAttribution } from "./perpAttribution.ts";
import type { SeenPerpEvent } from "./perpFlows.ts";
import { PremiumLift } from "./premiumLift.ts";
import type { AttributionRow } from "./row.ts";
import { ShareLedgers } from "./shareLedgers.ts";
import { unstatedInterest } from "./unstatedInterest.ts";
import { VaultFlows } from "./vaultFlows.ts";

/**
 * Profit and loss of every group by cause, as docs/MODEL.md defines them. A block first carries holdings to its prices
 * and indexes (price, carry); its transactions then move value between groups at those marks, cause by cause. What a
 * vault gains or loses is its shareholders', so transactions are booked when the exchange's part of the block is known.
 */
export class Attribution {
  readonly #context: TraceContext;
  readonly #ledgers: ShareLedgers;
  readonly #holdings: GroupHoldings;
  readonly #flows: AttributedFlows;
  readonly #vaults: VaultFlows;
  readonly #perps: PerpAttribution | undefined;
  readonly #results: AttributionResults;
  readonly #worth: GroupWorth;
  readonly #lift: PremiumLift;
  #marks: Marks;
  /** The block's transactions. */
  #receipts: Receipt[] = [];

  /** `opening` is what wallets hold on a fork, where logs do not tell. */
  constructor(context: TraceContext, outside: ReadonlyMap<string, OutsidePrice>, opening?: OpeningTokens) {
    this.#context = context;
    this.#ledgers = new ShareLedgers(context.world);
    this.#holdings = new GroupHoldings(context, this.#ledgers);
    this.#flows = new AttributedFlows(context, this.#holdings.groupOf);
    this.#vaults = new VaultFlows(this.#ledgers, this.#holdings);
    this.#holdings.start((log) => this.#vaults.book(log), opening);
    this.#marks = new Marks(context, outside, this.#ledgers);
    this.#results = new AttributionResults(this.#holdings, this.#ledgers, () => this.#marks);
    this.#lift = new PremiumLift(context, this.#holdings, this.#results);
    const { perps } = context.venues;
    this.#perps = perps && new PerpAttribution(context, perps, this.#marks);
    this.#worth = new GroupWorth(
      { holdings: this.#holdings, ledgers: this.#ledgers, perps: this.#perps },
      this.#results,
      () => this.#marks,
    );
    this.#claim(1n);
    for (const ledger of this.#ledgers.all) ledger.worth = this.#worth.all(ledger.symbol);
    for (const group of this.#holdings.groups.keys()) this.#results.begin(group, this.#worth.own(group));
  }

  /** Carries all holdings to a block's prices and time, before any of its transactions. */
  advance(record: BlockRecord): void {
    const [before, after] = [this.#marks, new Marks(this.#context, record.outside, this.#ledgers)];
    this.#marks = after;
    const gains: [group: string, cause: Cause, usd: bigint][] = [];
    for (const [group, holding] of this.#holdings.groups) {
      const [was, is] = [before.net(holding), after.net(holding)];
      is.forEach((amount, asset) => {
        const interest = before.usd(asset, amount) - before.usd(asset, was[asset] ?? 0n);
        const change = after.usd(asset, amount) - before.usd(asset, was[asset] ?? 0n);
        const rate = before.rates[asset] ?? 0n;
        const grown = (after.rates[asset] ?? 0n) - rate;
        const staking = rate === 0n ? 0n : (before.usd(asset, amount) * grown) / rate;
        gains.push([group, "carry", interest + staking], [group, "price", change - interest - staking]);
      });
    }
    for (const [group, cause, usd] of gains) this.#results.gain(group, cause, usd);
  }

  /** Takes a transaction; it is booked when the block closes. */
  read(receipt: Receipt): void {
    for (const log of receipt.logs) this.#holdings.foresee(log);
    this.#receipts.push(receipt);
  }

  /** After the venues were read again; with what the block's events on the exchange were, and whom they changed. */
  close(events: readonly SeenPerpEvent[] = [], changed: Iterable<PerpAccount> = []): void {
    this.#closePerps(events, changed);
    for (const receipt of this.#receipts) this.#book(receipt);
    this.#receipts = [];
    const corrections = this.#holdings.close();
    for (const { account, usd } of this.#context.world.fork ? unstatedInterest(corrections, this.#marks) : [])
      this.#results.gain(this.#holdings.groupOf(account), "carry", usd);
  }

  rows(): AttributionRow[] {
    for (const { symbol, worth } of this.#ledgers.all) {
      const open = this.#worth.all(symbol) - worth;
      if (abs(open) <= this.#worth.rounding(symbol)) this.#results.gain(symbol, "carry", open);
    }
    return [...this.#holdings.groups.keys()].map((group) =>
      attributionRow(group, this.#results.of(group), this.#worth.own(group), this.#worth.rounding(group)),
    );
  }

  /** Positions to the block's end; then what its events moved. Tokens change hands at the same worth as in these flows. */
  #closePerps(events: readonly SeenPerpEvent[], changed: Iterable<PerpAccount>): void {
    if (this.#perps === undefined) return;
    for (const [group, { price, funding }] of this.#perps.advance(this.#marks)) {
      this.#results.gain(group, "price", price);
      this.#results.gain(group, "funding", funding);
    }
    const flows = this.#perps.flows(events);
    this.#claim(-1n);
    this.#perps.close(changed);
    this.#claim(1n);
    // Shares move by these events, not by the transfers that come with them.
    for (const { event } of events) this.#holdings.exchange(exchangedTokens(event));
    for (const flow of flows) this.#results.move(flow);
  }

  #book(receipt: Receipt): void {
    this.#holdings.sender = receipt.from;
    this.#lift.open();
    for (const log of receipt.logs) {
      if (log.topics[0] === TOPICS.reserveDataUpdated) this.#lift.read(log, this.#marks);
      const flows = this.#flows.of(receipt, log, this.#marks, (asset) => this.#lift.of(asset));
      for (const flow of flows) this.#results.move(flow);
      this.#holdings.book(log);
      const move = this.#vaults.book(log, this.#marks);
      if (move?.flow !== undefined) this.#results.move(move.flow);
      if (move?.reshare !== undefined) this.#results.reshare(move.reshare);
    }
  }

  /** Cash and tokens on the exchange are held like those in a wallet. */
  #claim(sign: bigint): void {
    for (const [group, { tokens }] of this.#holdings.groups) {
      this.#perps?.claims(group).forEach((amount, asset) => {
        tokens[asset] = (tokens[asset] ?? 0n) + sign * amount;
      });
    }
  }
}
