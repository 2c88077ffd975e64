import { RAY } from "../units.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { AmmPoolInfo } from "../world/deployment.ts";
import type { Log, Receipt } from "../world/transaction.ts";
import { OUTSIDE, PROVIDER, TREASURY, VENUE } from "./attributionGroups.ts";
import { OTHERS, type TraceContext } from "./context.ts";
import { TOPICS } from "./events.ts";
import type { Marks } from "./marks.ts";
import { scaledChanges } from "./scaledChanges.ts";
import { swapAmounts } from "./swapLog.ts";

/** Causes of a gain of one group that is the loss of another. */
export type FlowCause = "slippage" | "fees" | "bonuses" | "socialised";

export type Flow = { cause: FlowCause; from: string | undefined; to: string | undefined /** [wad] */; usd: bigint };

const FEE_UNIT = 1_000_000n;

/** Reads from a transaction's logs who gained at whose expense, at the block's marks. */
export class AttributedFlows {
  readonly #context: TraceContext;
  readonly #groupOf: (address: string) => string | undefined;
  readonly #assets: ReadonlyMap<string, number>;
  readonly #aTokens: ReadonlyMap<string, number>;
  readonly #pools: ReadonlyMap<string, AmmPoolInfo>;
  readonly #vaults: ReadonlySet<string>;
  /** The transaction being read, and who paid for its last swap. */
  #receipt: Receipt | undefined;
  #payer = "";

  constructor(context: TraceContext, groupOf: (address: string) => string | undefined) {
    this.#context = context;
    this.#groupOf = groupOf;
    const { deployment, scenario } = context.world;
    this.#assets = new Map(Object.keys(scenario.assets).map((symbol, i) => [deployment.tokens[symbol] ?? "", i]));
    this.#aTokens = new Map(deployment.reserves.map(({ aToken }, i) => [aToken, i]));
    this.#pools = new Map(deployment.ammPools.map((pool) => [pool.address, pool]));
    this.#vaults = new Set(deployment.vaults.map(({ address }) => address));
  }

  /** `lifted`: what suppliers had of the loan's premium already, USD [wad]; undefined where it lifted no index. */
  of(receipt: Receipt, log: Log, marks: Marks, lifted: (asset: number) => bigint | undefined): Flow[] {
    const actor = this.#groupOf(receipt.from);
    if (receipt !== this.#receipt) [this.#receipt, this.#payer] = [receipt, ""];
    const asset = (topic: string | undefined) => this.#assets.get(topicAddress(topic)) ?? -1;
    switch (log.topics[0]) {
      case TOPICS.transfer:
        return this.#note(topicAddress(log.topics[1]), topicAddress(log.topics[2]));
      case TOPICS.swap:
      case TOPICS.pairSwap:
        return this.#swap(this.#vaults.has(this.#payer) ? this.#groupOf(this.#payer) : actor, log, marks);
      case TOPICS.trade: {
        if (log.address !== this.#context.world.deployment.externalMarket) return [];
        const paid = marks.usd(asset(log.topics[2]), wordAt(log.data, 0));
        const received = marks.usd(asset(log.topics[3]), wordAt(log.data, 1));
        return [{ cause: "slippage", from: actor, to: OUTSIDE, usd: paid - received }];
      }
      case TOPICS.liquidationCall: {
        const repaid = marks.usd(asset(log.topics[2]), wordAt(log.data, 0));
        const seized = marks.usd(asset(log.topics[1]), wordAt(log.data, 1));
        const borrower = this.#groupOf(topicAddress(log.topics[3]));
        return [{ cause: "bonuses", from: borrower, to: actor, usd: seized - repaid }];
      }
      case TOPICS.balanceTransfer:
        return this.#venueFee(log, marks);
      case TOPICS.flashLoan: {
        const premium = marks.usd(asset(log.topics[2]), wordAt(log.data, 3));
        const had = lifted(asset(log.topics[2]));
        // Real releases give a part to each; the lab's presets all of it to one.
        const rest = this.#context.world.fork === undefined ? 0n : premium - (had ?? 0n);
        const kept = had === undefined ? premium : rest;
        const target = topicAddress(log.topics[1]);
        const from = this.#vaults.has(target) ? this.#groupOf(target) : actor;
        return [
          { cause: "fees", from, to: undefined, usd: premium - kept },
          { cause: "fees", from, to: TREASURY, usd: kept },
        ];
      }
      case TOPICS.deficitCreated: {
        const usd = marks.usd(asset(log.topics[2]), wordAt(log.data, 0));
        return [{ cause: "socialised", from: VENUE, to: this.#groupOf(topicAddress(log.topics[1])), usd }];
      }
      default:
        return [];
    }
  }

  /** A pool is paid by whoever trades; further hops by the router or the pool before. */
  #note(from: string, to: string): Flow[] {
    const isHop = this.#pools.has(from) || from === this.#context.world.deployment.swapRouter;
    if (this.#pools.has(to) && !isHop) this.#payer = from;
    return [];
  }

  /** The pool's gain at the reference is its fee, and for the rest what the trader lost to the price. */
  #swap(actor: string | undefined, log: Log, marks: Marks): Flow[] {
    const pool = this.#pools.get(log.address);
    if (pool === undefined) return [];
    const { tokens } = this.#context.world.deployment;
    const [base, quote] = [tokens[pool.base] ?? "", tokens[pool.quote] ?? ""].map(
      (token) => this.#assets.get(token) ?? -1,
    );
    const sides = (pool.baseIsToken0 ? [base, quote] : [quote, base]) as [number, number];
    const amounts = swapAmounts(log);
    const [paidIn, asset] = amounts[0] > 0n ? [amounts[0], sides[0]] : [amounts[1], sides[1]];
    const fee = marks.usd(asset, (paidIn * BigInt(pool.fee)) / FEE_UNIT);
    const gain = marks.usd(sides[0], amounts[0]) + marks.usd(sides[1], amounts[1]);
    return [
      { cause: "fees", from: actor, to: PROVIDER, usd: fee },
      { cause: "slippage", from: actor, to: PROVIDER, usd: gain - fee },
    ];
  }

  /** The treasury's part of a liquidation moves as claims; a real treasury is one of the others. */
  #venueFee(log: Log, marks: Marks): Flow[] {
    const reserve = this.#aTokens.get(log.address);
    const [from, to] = scaledChanges(log).map(({ account }) => this.#groupOf(account));
    if (reserve === undefined || (to !== TREASURY && to !== OTHERS)) return [];
    const amount = (wordAt(log.data, 0) * (marks.supplyIndexes[reserve] ?? 0n)) / RAY;
    return [{ cause: "fees", from, to, usd: marks.usd(marks.assetOf(reserve), amount) }];
  }
}
