import fc from "fast-check";
import { positionOf } from "../../src/model/perps/exchangeState.ts";
import { measureAccount } from "../../src/model/perps/measureAccount.ts";
import type { PerpAction } from "../../src/model/perps/perpModel.ts";
import type { MarketStatus } from "../../src/model/perps/terms.ts";
import { type BasisVaultState, basisMoment } from "../../src/model/vaults/basisVault.ts";
import { assetsToSharesDown } from "../../src/model/vaults/conversion.ts";
import { pendingShares } from "../../src/model/vaults/queue.ts";
import { balanceOf, shareBooks } from "../../src/model/vaults/queuedVault.ts";
import { maxRedeem, maxWithdraw } from "../../src/model/vaults/shareLimits.ts";
import { WAD } from "../../src/units.ts";
import type { BasisFixture } from "./basisWorld.ts";
import { FEED } from "./perpModelStart.ts";
import { worth } from "./vaultWorld.ts";

/** What is done around the vault; prices in dollars with 8 decimals. */
export type BasisOutsideStep =
  | { readonly kind: "price" | "index"; readonly price: bigint }
  | { readonly kind: "align" }
  | { readonly kind: "swap"; readonly zeroForOne: boolean; readonly amount: bigint }
  | { readonly kind: "lend"; readonly amount: bigint }
  | { readonly kind: "bringBack" }
  | { readonly kind: "status"; readonly status: MarketStatus }
  | { readonly kind: "exchange"; readonly action: PerpAction }
  | { readonly kind: "give"; readonly way: "asset" | "spot" | "claims" | "margin"; readonly amount: bigint };

/** What is done to the vault, or around it. Accounts are addresses. */
export type BasisStep =
  | BasisOutsideStep
  | {
      readonly kind: "deposit" | "mint" | "withdraw" | "redeem" | "request" | "fulfil";
      readonly account: string;
      readonly amount: bigint;
    }
  | { readonly kind: "claim"; readonly account: string; readonly id: number }
  | { readonly kind: "rebalance" | "hedge" | "takeFees"; readonly account: string }
  | { readonly kind: "pause"; readonly paused: boolean };

const times = <T>(count: number, kind: T): T[] => Array(count).fill(kind);

const anyStep = fc.record({
  kind: fc.constantFrom(
    ...(["takeFees", "pause", "swap", "status"] as const),
    ...times(2, "lend" as const),
    ...times(2, "give" as const),
    ...times(3, "deposit" as const),
    ...times(1, "mint" as const),
    ...times(2, "withdraw" as const),
    ...times(2, "redeem" as const),
    ...times(3, "request" as const),
    ...times(3, "claim" as const),
    ...times(6, "fulfil" as const),
    ...times(9, "rebalance" as const),
    ...times(5, "hedge" as const),
    ...times(6, "price" as const),
    ...times(4, "trade" as const),
    ...times(4, "liquidate" as const),
  ),
  who: fc.nat({ max: 1_000 }),
  perMille: fc.bigInt({ min: 1n, max: 1_000n }),
  dust: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  odd: fc.boolean(),
  rare: fc.nat({ max: 9 }),
  movePerMille: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -25, max: 25 }) },
    { weight: 2, arbitrary: fc.integer({ min: -120, max: 160 }) },
  ),
  wait: fc.constantFrom(1n, 12n, 60n, 300n, 900n, 7_200n, 100_000n),
});

export type DrawnBasisStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

export function basisSteps(count: number, seed: number): DrawnBasisStep[] {
  return fc.sample(anyStep, { numRuns: count, seed });
}

/** Makes a drawn step concrete where the vault stands, so that most are allowed and some are not. */
export function resolveBasisStep(fixture: BasisFixture, state: BasisVaultState, drawn: DrawnBasisStep): BasisStep {
  const { holders, keeper, asset, spot, collateralIsToken0 } = fixture;
  const { who, perMille, dust, odd, rare } = drawn;
  const account = holders[who % holders.length]?.address ?? "";
  const actor = rare === 0 ? account : keeper.address;
  const part = (whole: bigint) => (whole * perMille) / 1_000n + (rare < 3 ? dust : 0n);
  const moment = basisMoment(state);
  const { shares } = state;
  switch (drawn.kind) {
    case "deposit":
      return { kind: "deposit", account, amount: part(worth(asset.listing, 200_000n)) };
    case "mint": {
      const assets = part(worth(asset.listing, 200_000n));
      return { kind: "mint", account, amount: assetsToSharesDown(shareBooks(shares, moment), assets) };
    }
    case "withdraw":
      return { kind: "withdraw", account, amount: part(maxWithdraw(shares, moment, account)) };
    case "redeem":
      return { kind: "redeem", account, amount: part(maxRedeem(shares, moment, account)) };
    case "request":
      return { kind: "request", account, amount: (balanceOf(shares, account) * perMille) / 3_000n };
    case "claim": {
      const { requests } = shares.queue;
      const id = requests.length === 0 ? 1 : 1 + (who % requests.length);
      return { kind: "claim", account: requests[id - 1]?.controller ?? account, id };
    }
    case "fulfil":
      return { kind: "fulfil", account: actor, amount: part(pendingShares(shares.queue)) };
    case "rebalance":
      return { kind: "rebalance", account: rare === 0 && odd ? account : keeper.address };
    case "hedge":
      return { kind: "hedge", account: odd ? account : keeper.address };
    case "takeFees":
      return { kind: "takeFees", account };
    case "pause":
      return { kind: "pause", paused: rare < 1 };
    case "status":
      return { kind: "status", status: rare < 1 ? "reduce-only" : "open" };
    case "price": {
      const base = (state.venue.prices.spotPrice + spot.listing.price) / 2n;
      return { kind: "price", price: (base * BigInt(1_000 + drawn.movePerMille)) / 1_000n };
    }
    case "swap": {
      const { listing } = odd === collateralIsToken0 ? asset : spot;
      return { kind: "swap", zeroForOne: odd, amount: part(worth(listing, 500_000n)) };
    }
    case "lend":
      return lendOf(state, drawn);
    case "give":
      return giveOf(fixture, drawn, state.venue.parked !== null);
    case "trade":
      return tradeOf(fixture, state, drawn);
    case "liquidate":
      return liquidationOf(fixture, state, drawn);
  }
}

/** Somebody takes cash out of the reserve, all of it at times, or brings back what was taken. */
function lendOf({ venue }: BasisVaultState, { rare, perMille }: DrawnBasisStep): BasisStep {
  const cash = venue.parked?.cash ?? 0n;
  const amount = rare < 3 ? cash : (cash * perMille) / 1_000n;
  return rare > 5 || amount === 0n ? { kind: "bringBack" } : { kind: "lend", amount };
}

function giveOf({ asset, spot }: BasisFixture, { who, perMille, dust }: DrawnBasisStep, parks: boolean): BasisStep {
  const amount = (worth(asset.listing, 2_000n) * perMille) / 1_000n + dust;
  const ways = ["asset", "margin", parks ? "claims" : "asset"] as const;
  if (who % 4 === 3)
    return { kind: "give", way: "spot", amount: (worth(spot.listing, 2_000n) * perMille) / 1_000n + dust };
  return { kind: "give", way: ways[who % 4] ?? "asset", amount };
}

/** The trader moves the skew either way, within what his margin carries. */
function tradeOf({ trader }: BasisFixture, { venue }: BasisVaultState, { perMille, odd }: DrawnBasisStep): BasisStep {
  const { size } = positionOf(venue.exchange, trader.address, 0);
  const aimed = (odd ? 400n : -100n) * WAD;
  const sizeDelta = ((aimed - size) * perMille) / 1_000n;
  const acceptablePrice = sizeDelta > 0n ? 2n ** 127n : 0n;
  const order = { market: 0, sizeDelta, acceptablePrice, reduceOnly: false };
  return { kind: "exchange", action: { kind: "trade", account: trader.address, order } };
}

/**
 * Where the vault's account cannot be liquidated the index first rises to where it can, or at times to where there is
 * nothing left of it and the engine takes it over.
 */
function liquidationOf(
  { trader, asset }: BasisFixture,
  { venue }: BasisVaultState,
  { rare }: DrawnBasisStep,
): BasisStep {
  const { exchange, account } = venue;
  const { equity, maintenance } = measureAccount(exchange, account);
  if (equity < 0n) return { kind: "exchange", action: { kind: "takeOver", account, randomness: 0n } };
  if (equity < maintenance) {
    return { kind: "exchange", action: { kind: "liquidate", account, market: 0, keeper: trader.address } };
  }
  const { size } = positionOf(exchange, account, 0);
  const aimed = rare < 2 ? -maintenance / 10n : (maintenance * 3n) / 4n;
  const rise = size < 0n ? ((equity - aimed) * 10n ** 8n * WAD) / (asset.unit * -size) : 0n;
  return { kind: "index", price: (exchange.markets[0]?.state.index ?? 0n) / FEED + rise };
}
