import type { AgentConfig } from "../scenario/schema.ts";
import { abs, WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { MarketNow, PerpMarket } from "../venues/perpMarket.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { Attempts } from "./attempts.ts";
import { gasCostUsd } from "./gasCost.ts";
import { hedgeTrade } from "./hedgeTrade.ts";
import { HeldBack } from "./heldBack.ts";
import { orderCall } from "./perpOrder.ts";
import { planSkewTrade, type SkewTrade } from "./skewTrade.ts";
import { TIPS } from "./tips.ts";

type Config = Extract<AgentConfig, { kind: "skewArbitrageur" }>;

/** Gas of a trade and its hedge as it reckons with it, there and back. */
const EXPECTED_GAS = 1_200_000n;

/**
 * Takes the premium that a market's skew pays over the outside, and holds the other side of each trade outside, so that
 * it has no opinion on the price. What a trade leaves open, because it failed or settles later, the next block hedges.
 */
export function skewArbitrageur(name: string, config: Config, account: string, world: World): Agent {
  /** What it held of the base at first, in smallest units: its stock for hedging longs. */
  let stock: bigint | undefined;
  /** Size that it opened if that was the last it did, and the most that it opens at once. [wad base] */
  let opened = 0n;
  let limit: bigint | undefined;
  const heldBack = new HeldBack();
  /** Its tries to open that a control refused on the chain. */
  const attempts = new Attempts();

  return {
    name,
    kind: "skewArbitrageur",
    isBusy: () => heldBack.waits,
    held: () => heldBack.list,
    act(view) {
      heldBack.begin();
      const book = view.perps;
      const market = book?.market(config.market);
      if (book === undefined || market === undefined || view.isWaiting(market.name)) return [];
      stock ??= view.wallets.get(account)?.get(market.asset) ?? 0n;
      const trade = allowed(view, market, tradeOf(view, book, market));
      const atOnce = market.terms.trading.settlementDelay === 0n;
      const shared = { tip: TIPS.skewArbitrageur, subject: market.name };
      const held = book.accountOf(account)?.positions.get(market.id)?.size ?? 0n;
      const exposed = held + (trade !== undefined && atOnce ? trade.sizeDelta : 0n);
      const hedge = hedgeTrade(view, world, { account, asset: market.asset, quote: book.venue.quote, stock, exposed });
      const intents: Intent[] = [];
      if (trade !== undefined) {
        pace(trade);
        const action = trade.reduceOnly ? "unwind" : "take premium";
        intents.push({ ...orderCall(book, account, { ...trade, market }), ...shared, action });
      }
      if (hedge !== undefined) intents.push({ ...hedge, ...shared, action: "hedge" });
      return intents;
    },
  };

  /** What controls let it trade: it tells what they do not, and tries seldom again what the chain refused. */
  function allowed(view: View, market: PerpMarket, trade: SkewTrade | undefined): SkewTrade | undefined {
    const { guards, perps } = view;
    if (trade === undefined || trade.reduceOnly || guards === undefined) return trade;
    const amount = abs(trade.sizeDelta);
    const refusal = guards.refusalOf({ venue: "perps", symbol: market.name, action: "order", amount });
    if (refusal !== undefined) {
      const volumeUsd = (amount * (view.reference.get(market.asset) ?? 0n)) / WAD;
      heldBack.add(refusal, { venue: "perps", action: "order", account, volumeUsd });
      return undefined;
    }
    const held = perps?.accountOf(account)?.positions.get(market.id)?.size ?? 0n;
    if (!attempts.mayTry(market.name, held, view.block)) return undefined;
    attempts.tried(market.name, held, view.block);
    return trade;
  }

  function tradeOf(view: View, book: PerpBook, market: PerpMarket): SkewTrade | undefined {
    const own = book.accountOf(account);
    if (own === undefined || own.flagged || own.orders.has(market.id) || market.state.status === "paused")
      return undefined;
    const { index, skew, state } = book.now[market.id] as MarketNow;
    const { trading } = market.terms;
    const reference = view.reference.get(market.asset) ?? 0n;
    if (reference === 0n || index === 0n) return undefined;
    const held = own.positions.get(market.id)?.size ?? 0n;
    const { equity } = book.marginOf(own);
    // Its margin covers its notional, so that no move it is hedged against can take it.
    const covered = (equity * WAD * WAD) / (book.quoteUnit * index) - abs(held);
    const room = (side: bigint, means: bigint) => {
      const { maxSize, maxValue } = trading;
      const bySize = maxSize === 0n ? covered : maxSize - side;
      const byValue = maxValue === 0n ? covered : (maxValue * WAD * WAD) / (book.quoteUnit * index) - side;
      return state.status === "open" ? least(covered, bySize, byValue, means, limit ?? means) : 0n;
    };
    return planSkewTrade(
      { ...trading, index, reference, skew },
      {
        held,
        budget: (config.budgetUsd * WAD) / index,
        longRoom: room(state.long.size, whole(view, market.asset)),
        shortRoom: room(state.short.size, (whole(view, book.venue.quote) * WAD) / reference),
        gasUsd: gasCostUsd(view, EXPECTED_GAS),
        minimumProfitUsd: config.minimumProfitUsd,
      },
    );
  }

  /**
   * Its hedges move the outside: a premium that is gone right after it took it was its own doing, so it takes half as
   * much the next time, and half as much again after each that lasted.
   */
  function pace({ sizeDelta, reduceOnly }: SkewTrade): void {
    if (opened > 0n && reduceOnly) limit = opened / 2n;
    else if (opened > 0n && limit !== undefined) limit = (limit * 3n) / 2n;
    opened = reduceOnly ? 0n : abs(sizeDelta);
  }

  /** What it has of a token in its wallet, in whole units [wad]. */
  function whole(view: View, symbol: string): bigint {
    const held = view.wallets.get(account)?.get(symbol) ?? 0n;
    return (held * WAD) / 10n ** BigInt(world.scenario.assets[symbol]?.decimals ?? 18);
  }
}

function least(...values: bigint[]): bigint {
  return values.reduce((a, b) => (a < b ? a : b));
}
