import { mulDivUp } from "../model/mulDiv.ts";
import { isConnected } from "../scenario/connected.ts";
import { WAD } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpCollateral } from "../venues/perpCollateral.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { Call } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import type { Intent, View } from "./agent.ts";
import { gasCostUsd } from "./gasCost.ts";
import { InstantAssets } from "./instantAssets.ts";
import { outsideTrade } from "./outsideTrade.ts";
import { perpCall, perpGas } from "./perpCalls.ts";
import { turnShares } from "./seizedShares.ts";
import { TIPS } from "./tips.ts";

/** Gas of a purchase and its sale, as a keeper reckons with it. */
const EXPECTED_GAS = 500_000n;

/** A sale and what it brings, in smallest units of the quote. */
interface Sale {
  call: Call | undefined;
  proceeds: bigint;
}

/**
 * Buys tokens that the engine seized, at their discount and with the keeper's own money, where selling them at once
 * pays more than they cost; and sells what such a purchase left. Shares that no pool trades are redeemed, as far as
 * their vault pays at once, and what they stand for is sold a block later.
 */
export function tradeSeized(view: View, world: World, account: string, minimumProfitUsd: bigint): Intent[] {
  const book = view.perps;
  if (book === undefined) return [];
  const { quote, quoteUnit, exchange } = book.venue;
  const heldOf = (symbol: string) => view.wallets.get(account)?.get(symbol) ?? 0n;
  const least = ((gasCostUsd(view, EXPECTED_GAS) + minimumProfitUsd) * quoteUnit) / WAD;
  const pot = new InstantAssets(view);
  const assets = new Set<string>();
  const shares = new Set<string>();
  let money = heldOf(quote);
  const trades = book.venue.collaterals.flatMap((token) => {
    const { symbol } = token;
    const vault = view.amm.leads(symbol, quote) ? undefined : view.vaults?.of(symbol);
    if (vault !== undefined) {
      shares.add(symbol);
      assets.add(vault.info.asset);
    }
    if (view.isWaiting(symbol)) return [];
    const most = affordable(book, token, money);
    const amount = vault === undefined ? most : pot.redeemable(vault, most);
    const cost = costOf(book, token, amount);
    const [sold, worth] = vault === undefined ? [symbol, amount] : [vault.info.asset, pot.worth(vault, amount)];
    const buys = amount > 0n && bestSale(view, world, account, sold, worth).proceeds >= cost + least;
    const intents: Intent[] = [];
    if (buys) {
      money -= cost;
      const bought = perpCall(exchange, account, "buySeized", [token.address, amount, cost], perpGas("buySeized", 0));
      intents.push({ ...bought, tip: TIPS.perpKeeper, subject: symbol, action: "buySeized" });
    }
    return vault === undefined ? [...intents, ...sale(symbol, heldOf(symbol) + (buys ? amount : 0n))] : intents;
  });
  const turned = turnShares(
    view,
    account,
    quote,
    (symbol) => (shares.has(symbol) ? heldOf(symbol) : 0n),
    TIPS.perpKeeper,
  );
  const rest = [...assets].filter((asset) => asset !== quote && !view.isWaiting(asset));
  return [...trades, ...turned, ...rest.flatMap((asset) => sale(asset, heldOf(asset)))];

  function sale(symbol: string, amount: bigint): Intent[] {
    const { call } = bestSale(view, world, account, symbol, amount);
    return call === undefined ? [] : [{ ...call, tip: TIPS.perpKeeper, subject: symbol, action: "sell" }];
  }
}

/** Price less the discount, rounded up, as the exchange asks it. [quote] */
function costOf(book: PerpBook, { symbol, terms, price }: PerpCollateral, amount: bigint): bigint {
  const scale = WAD * WAD * 10n ** BigInt(terms.decimals);
  return mulDivUp(amount * (book.prices.get(symbol) ?? price), (WAD - terms.saleDiscount) * book.quoteUnit, scale);
}

function affordable(book: PerpBook, token: PerpCollateral, money: bigint): bigint {
  const whole = costOf(book, token, token.seized);
  return whole <= money || whole === 0n ? token.seized : (token.seized * money) / whole;
}

/** The pools, or the outside where it pays more. */
function bestSale(view: View, world: World, account: string, symbol: string, amount: bigint): Sale {
  const quote = view.perps?.venue.quote ?? "";
  const unit = (asset: string) => 10n ** BigInt(world.scenario.assets[asset]?.decimals ?? 18);
  const price = view.reference.get(symbol) ?? 0n;
  if (amount === 0n) return { call: undefined, proceeds: 0n };
  const outside = (amount * price * unit(quote)) / (unit(symbol) * (view.reference.get(quote) ?? WAD));
  const pools = poolSale(view, world, account, symbol, quote, amount);
  if (pools !== undefined && pools.proceeds > outside) return pools;
  return { call: outsideTrade(world, account, symbol, quote, amount), proceeds: outside };
}

function poolSale(
  view: View,
  world: World,
  account: string,
  symbol: string,
  quote: string,
  amount: bigint,
): Sale | undefined {
  const { deployment } = world;
  if (amount === 0n || !isConnected(world.scenario, symbol, quote)) return undefined;
  const { amountOut, complete } = view.amm.sell(symbol, quote, amount);
  if (!complete) return undefined;
  const path = encodeRoute(deployment, symbol, view.amm.route(symbol, quote));
  const order = { path, recipient: account, deadline: MAX_UINT, amountIn: amount, amountOutMinimum: 0n };
  const data = encode("exactInput", [order]);
  return { call: { from: account, to: deployment.swapRouter, data, gas: GAS.swap }, proceeds: amountOut };
}
