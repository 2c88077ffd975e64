import { abs, rescale, WAD } from "../units.ts";
import type { PerpAccount } from "../venues/perpAccount.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import { perpMargin, perpProfit } from "../venues/perpMargin.ts";
import type { MarketNow, PerpMarket } from "../venues/perpMarket.ts";
import { vaultOf } from "./accountRows.ts";
import type { TraceContext } from "./context.ts";
import { leverageText, priceText } from "./format.ts";
import { PerpText } from "./perpFacts.ts";
import type { PerpAccountRow } from "./perpRow.ts";

/** Worth of each liquidity provider's shares of the pool, [quote] by address. */
export type PoolShares = ReadonlyMap<string, bigint>;

/** Writes every external holder on the exchange: traders with what they have, and providers with their part of the pool. */
export function writePerpAccounts(
  context: TraceContext,
  book: PerpBook,
  phase: PerpAccountRow["phase"],
  shares: PoolShares,
): void {
  const vaults = context.world.deployment.vaults.map(({ address, symbol }) => ({
    address,
    group: symbol,
    kind: "vault",
  }));
  for (const { address, group, kind } of [...context.world.holders, ...vaults]) {
    const account = book.accountOf(address);
    if (account === undefined && kind !== "liquidity provider") continue;
    context.write({
      kind: "perpAccount",
      phase,
      account: address,
      group,
      ...vaultOf(context, address),
      poolUsd: new PerpText(book.quoteUnit).money(shares.get(address) ?? 0n),
      ...(account === undefined ? NOTHING : heldBy(context, book, account)),
    });
  }
}

type Held = Omit<PerpAccountRow, "kind" | "phase" | "account" | "group" | "poolUsd">;

const NOTHING: Held = {
  settledUsd: "0",
  collateral: {},
  collateralUsd: "0",
  positions: {},
  notionalUsd: "0",
  equityUsd: "0",
  maintenanceUsd: "0",
  leverage: "0.000000",
};

function heldBy({ decimalsOf }: TraceContext, book: PerpBook, account: PerpAccount): Held {
  const text = new PerpText(book.quoteUnit);
  const { equity, maintenance } = perpMargin(book, account);
  const positions: PerpAccountRow["positions"] = {};
  let notional = 0n;
  for (const [id, { size, cost }] of account.positions) {
    const value = text.value(abs(size), (book.now[id] as MarketNow).mark);
    notional += value;
    positions[(book.markets[id] as PerpMarket).name] = {
      size: text.exact(size),
      entryPrice: priceText((cost * WAD * WAD) / (size * book.quoteUnit)),
      notionalUsd: text.money(value),
      profitUsd: text.money(perpProfit(book, account, id)),
    };
  }
  let collateral = 0n;
  for (const [symbol, amount] of account.collateral)
    collateral += (amount * (book.prices.get(symbol) ?? 0n)) / 10n ** BigInt(decimalsOf(symbol));
  return {
    settledUsd: text.money(account.settled),
    collateral: Object.fromEntries([...account.collateral].map(([symbol, amount]) => [symbol, amount.toString()])),
    collateralUsd: text.money(rescale(collateral, 18, book.quoteUnit.toString().length - 1)),
    positions,
    notionalUsd: text.money(notional),
    equityUsd: text.money(equity),
    maintenanceUsd: text.money(maintenance),
    leverage: leverageText(notional, notional - equity),
  };
}
