import { fallToLiquidation } from "../model/liquidationPrice.ts";
import { BPS, WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import type { Session } from "./session.ts";

/** The oracle price of `asset` (USD [wad]) at which an account may be liquidated if nothing else moves. */
export interface LiquidationPoint {
  asset: string;
  price: bigint;
}

/**
 * Which price decides over a position, and where. It is that of the collateral's market, staked assets moving with
 * their underlying; the debt's where the collateral is a dollar asset; and the collateral's own where it is a share, or
 * both sides move together. Null without debt, and where no price of it leads to liquidation.
 */
export function liquidationPoint({ world, venues }: Session, position: Position): LiquidationPoint | null {
  const { lending } = venues;
  const { assets } = world.scenario;
  const { supplied, owed } = lending.balances(position);
  const rows = lending.reserves.map((reserve, i) => ({
    symbol: reserve.symbol,
    collateral: lending.usesAsCollateral(position, i) ? ((supplied[i] ?? 0n) * reserve.price) / reserve.unit : 0n,
    debt: ((owed[i] ?? 0n) * reserve.price) / reserve.unit,
    threshold: (lending.termsFor(position, i).liquidationThreshold * WAD) / BPS,
  }));
  const largest = (side: "collateral" | "debt") => rows.reduce((a, b) => (b[side] > a[side] ? b : a));
  const [held, owes] = [largest("collateral"), largest("debt")];
  if (held.collateral === 0n || owes.debt === 0n) return null;

  const market = (symbol: string) => assets[symbol]?.staked?.over ?? symbol;
  const isDollar = (symbol: string) =>
    market(symbol) === symbol && assets[symbol]?.quote === undefined && assets[symbol]?.vault === undefined;
  const together = market(held.symbol) === market(owes.symbol);
  const asset = together ? held.symbol : market(isDollar(held.symbol) ? owes.symbol : held.symbol);
  const moves = (symbol: string) => (symbol === asset || (!together && market(symbol) === asset) ? WAD : 0n);

  const fall = fallToLiquidation(
    rows.map(({ symbol, collateral, threshold }) => ({ value: collateral, beta: moves(symbol), threshold })),
    rows.map(({ symbol, debt }) => ({ value: debt, beta: moves(symbol) })),
  );
  const today = lending.reserve(asset)?.price;
  if (fall === null || fall >= WAD || today === undefined) return null;
  return { asset, price: (today * (WAD - fall)) / lending.baseUnit };
}
