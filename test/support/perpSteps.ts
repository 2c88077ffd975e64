import { ZeroAddress } from "ethers";
import fc from "fast-check";
import { isProRata } from "../../src/model/perps/adlScore.ts";
import { rankingNow } from "../../src/model/perps/deleverage.ts";
import { engineEquity } from "../../src/model/perps/engineEquity.ts";
import {
  accountOf,
  ENGINE,
  type ListedMarket,
  type PerpExchangeState,
  positionOf,
} from "../../src/model/perps/exchangeState.ts";
import { marketNow } from "../../src/model/perps/marketNow.ts";
import { measureAccount } from "../../src/model/perps/measureAccount.ts";
import type { PerpAction, PerpPrint } from "../../src/model/perps/perpModel.ts";
import { poolEquity, poolWithdrawable } from "../../src/model/perps/poolEquity.ts";
import type { MarketStatus } from "../../src/model/perps/terms.ts";
import { WAD } from "../../src/units.ts";
import { FEED } from "./perpModelStart.ts";

/** What a step is about; what exactly depends on where the exchange stands. */
const anyStep = fc.record({
  kind: fc.constantFrom(
    ...(["deposit", "withdraw", "collateral", "pool", "insurance", "status"] as const),
    ...(Array(14).fill("trade") as "trade"[]),
    ...(Array(8).fill("print") as "print"[]),
    ...(Array(8).fill("liquidation") as "liquidation"[]),
    ...(Array(6).fill("engine") as "engine"[]),
  ),
  who: fc.nat({ max: 1_000 }),
  market: fc.nat({ max: 1_000 }),
  perMille: fc.integer({ min: 1, max: 1_000 }),
  dust: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  odd: fc.boolean(),
  choice: fc.nat({ max: 11 }),
  movePerMille: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -14, max: 14 }) },
    { weight: 2, arbitrary: fc.integer({ min: -110, max: 100 }) },
  ),
  wait: fc.constantFrom(1n, 1n, 1n, 3n, 12n, 12n, 60n, 900n),
});

export type PerpStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

export function perpSteps(count: number, seed: number): PerpStep[] {
  return fc.sample(anyStep, { numRuns: count, seed });
}

/** Who acts, and where each market's price belongs. */
type Cast = {
  readonly traders: readonly string[];
  readonly keeper: string;
  readonly homes: readonly bigint[];
};
type Resolved =
  | { readonly action: PerpAction }
  | { readonly print: PerpPrint }
  | { readonly market: number; readonly status: MarketStatus };

/** Makes a step concrete, so that most are allowed and some are not. */
export function resolveStep(state: PerpExchangeState, cast: Cast, step: PerpStep): Resolved {
  const account = cast.traders[step.who % cast.traders.length] as string;
  const market = step.market % state.markets.length;
  const share = (amount: bigint) => (amount * BigInt(step.perMille)) / 1_000n;
  const tokens = [...state.collaterals.keys()];
  switch (step.kind) {
    case "deposit":
      return { action: { kind: "deposit", account, token: null, amount: share(40_000n * state.quoteUnit) + 1n } };
    case "collateral":
      return collateralStep(state, account, tokens[step.who % tokens.length] as string, step);
    case "withdraw": {
      const { settled } = accountOf(state, account);
      return { action: { kind: "withdraw", account, token: null, amount: settled > 0n ? share(settled) : 1n } };
    }
    case "pool": {
      const free = poolWithdrawable(state);
      // The vault takes nothing into a pool that is worth nothing, nor while a market is paused.
      const paused = state.markets.some((market) => market.state.status === "paused");
      if (poolEquity(state) === 0n || paused) return { action: { kind: "fundInsurance", amount: state.quoteUnit } };
      if (step.odd || free === 0n) {
        return { action: { kind: "depositPool", amount: share(500_000n * state.quoteUnit) + step.dust } };
      }
      return { action: { kind: "withdrawPool", amount: share(free / 4n) + 1n } };
    }
    case "status":
      // A market is closed now and then, and soon opened again.
      if (step.choice === 0) return { market, status: step.odd ? "paused" : "reduce-only" };
      return { market, status: "open" };
    case "insurance":
      return { action: { kind: "fundInsurance", amount: share(400n * state.quoteUnit) + 1n } };
    case "print":
      return { print: printStep(state, cast, market, step) };
    case "trade":
      return { action: tradeStep(state, account, market, step) };
    case "liquidation":
      return liquidationStep(state, cast, market, step);
    case "engine":
      return { action: engineStep(state, market, step) };
  }
}

function collateralStep(state: PerpExchangeState, account: string, token: string, step: PerpStep): Resolved {
  const held = accountOf(state, account).collateral.get(token) ?? 0n;
  const unit = 10n ** BigInt(state.collaterals.get(token)?.terms.decimals ?? 18);
  const out = step.odd && held > 0n;
  const amount = out ? (held * BigInt(step.perMille)) / 1_000n + 1n : (unit * BigInt(step.perMille)) / 100n + 1n;
  return { action: { kind: out ? "withdraw" : "deposit", account, token, amount } };
}

function printStep(state: PerpExchangeState, { homes }: Cast, market: number, step: PerpStep): PerpPrint {
  const { index, spot } = (state.markets[market] as ListedMarket).state;
  const home = homes[market] as bigint;
  // Prices come back from far away, so that a thousand steps do not end in dust.
  const away = (step.movePerMille > 0 && index > home * 2n) || (step.movePerMille < 0 && index < home / 2n);
  const move = away ? -step.movePerMille : step.movePerMille;
  const price = ((index / FEED) * BigInt(1_000 + move)) / 1_000n + 1n;
  // The spot average and the token of the same asset follow the index at some distance.
  if (step.choice === 0) {
    const collateral = [...state.collaterals.keys()][market] as string;
    return { collateral, price: price * FEED };
  }
  const feed = spot !== undefined && step.choice > 7 ? "spot" : "index";
  return { market, feed, price: price * FEED };
}

function tradeStep(state: PerpExchangeState, account: string, market: number, step: PerpStep): PerpAction {
  const { mark } = marketNow(state, market);
  const { equity } = measureAccount(state, account);
  const held = positionOf(state, account, market).size;
  const leverage = 8n + BigInt(step.choice);
  const wealth = equity > 0n ? equity : 100n * state.quoteUnit;
  const wanted = (wealth * leverage * BigInt(step.perMille) * WAD * WAD) / (1_000n * mark * state.quoteUnit);
  const closing = held !== 0n && step.who % 3 === 0;
  const part = step.choice % 4 === 0 ? held : (held * BigInt(step.perMille)) / 1_000n;
  const sizeDelta = closing ? -part : step.odd ? wanted + step.dust : -wanted - step.dust;
  const open = sizeDelta > 0n ? 2n ** 200n : 0n;
  const acceptablePrice = step.choice === 7 ? mark : open;
  const reduceOnly = closing ? step.odd : step.choice === 11;
  return { kind: "trade", account, order: { market, sizeDelta, acceptablePrice, reduceOnly } };
}

function liquidationStep(state: PerpExchangeState, cast: Cast, market: number, step: PerpStep): Resolved {
  const { traders, keeper } = cast;
  const weak = traders.filter((name) => {
    const { equity, maintenance } = measureAccount(state, name);
    return equity < maintenance || accountOf(state, name).flagged;
  });
  if (weak.length === 0 && step.choice > 0) return { print: printStep(state, cast, market, step) };
  const from = step.choice === 0 ? traders : weak;
  const account = from[step.who % from.length] as string;
  const held = [...accountOf(state, account).positions.keys()];
  const { equity, backstop } = measureAccount(state, account);
  const taken = equity < backstop || equity < 0n;
  if (taken !== (step.choice === 1)) return { action: { kind: "takeOver", account, randomness: step.dust } };
  if (step.choice < 4) return { action: { kind: "flag", account, keeper } };
  return { action: { kind: "liquidate", account, market: held[step.market % (held.length || 1)] ?? 0, keeper } };
}

function engineStep(state: PerpExchangeState, market: number, step: PerpStep): PerpAction {
  const [token, { seized }] = [...state.collaterals].sort(([, a], [, b]) => (a.seized > b.seized ? -1 : 1))[0] as [
    string,
    { seized: bigint },
  ];
  if (step.choice === 0 && seized > 0n) {
    return { kind: "buySeized", token, amount: (seized * BigInt(step.perMille)) / 1_000n + 1n };
  }
  const { size } = positionOf(state, ENGINE, market);
  const lost = engineEquity(state) < 0n;
  if (!lost && step.choice < 8) return { kind: "dispose", market, maxSize: size < 0n ? -size : size + 1n };
  return deleverageStep(state, market, size === 0n ? step.odd : size < 0n !== (step.choice === 1), step);
}

/** Proposes the ranking, its beginning, and now and then what is wrong. */
function deleverageStep(state: PerpExchangeState, market: number, longs: boolean, step: PerpStep): PerpAction {
  const policy = (state.markets[market] as ListedMarket).terms.adl.policy;
  const queue = isProRata(policy) ? [] : rankingNow(state, market, longs);
  const order = queue.slice(
    0,
    step.odd ? queue.length : Number((BigInt(queue.length) * BigInt(step.perMille)) / 1_000n),
  );
  if (step.choice === 2) order.reverse();
  if (step.choice === 3) order.shift();
  if (step.choice === 4) order.push(ZeroAddress);
  return { kind: "deleverage", market, longs, order };
}
