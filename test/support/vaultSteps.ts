import fc from "fast-check";
import { mulDivDown } from "../../src/model/mulDiv.ts";
import { assetsToSharesDown } from "../../src/model/vaults/conversion.ts";
import { loopGross } from "../../src/model/vaults/loopMath.ts";
import { type LoopVaultState, leverage, momentOf } from "../../src/model/vaults/loopVault.ts";
import { positionAt } from "../../src/model/vaults/loopVenue.ts";
import { pendingShares } from "../../src/model/vaults/queue.ts";
import { balanceOf, shareBooks } from "../../src/model/vaults/queuedVault.ts";
import { maxRedeem, maxWithdraw } from "../../src/model/vaults/shareLimits.ts";
import { WAD } from "../../src/units.ts";
import { type VaultFixture, worth } from "./vaultWorld.ts";

/** What is done around the vault. `side`: 0 the collateral, 1 the debt asset. */
export type OutsideStep =
  | { readonly kind: "price"; readonly side: 0 | 1; readonly price: bigint }
  | { readonly kind: "align" }
  | { readonly kind: "swap"; readonly zeroForOne: boolean; readonly amount: bigint }
  | { readonly kind: "lend"; readonly side: 0 | 1; readonly amount: bigint }
  | { readonly kind: "bringBack"; readonly side: 0 | 1 }
  | { readonly kind: "give"; readonly way: "transfer" | "supply" | "repay"; readonly amount: bigint };

/** What is done to the vault, or around it. Accounts are addresses. */
export type VaultStep =
  | OutsideStep
  | { readonly kind: HolderKind; readonly account: string; readonly amount: bigint }
  | { readonly kind: "claim"; readonly account: string; readonly id: number }
  | { readonly kind: "rebalance" | "ripcord"; readonly account: string; readonly flash: boolean }
  | { readonly kind: "fulfil"; readonly account: string; readonly amount: bigint; readonly flash: boolean }
  | { readonly kind: "takeFees"; readonly account: string }
  | { readonly kind: "pause"; readonly paused: boolean };

type HolderKind = "deposit" | "mint" | "withdraw" | "redeem" | "request";

const times = <T>(count: number, kind: T): T[] => Array(count).fill(kind);

const anyStep = fc.record({
  kind: fc.constantFrom(
    ...(["takeFees", "pause", "swap", "give"] as const),
    ...times(2, "lend" as const),
    ...times(3, "deposit" as const),
    ...times(1, "mint" as const),
    ...times(2, "withdraw" as const),
    ...times(2, "redeem" as const),
    ...times(3, "request" as const),
    ...times(3, "claim" as const),
    ...times(5, "fulfil" as const),
    ...times(7, "rebalance" as const),
    ...times(6, "ripcord" as const),
    ...times(6, "price" as const),
    ...times(4, "align" as const),
  ),
  who: fc.nat({ max: 1_000 }),
  perMille: fc.bigInt({ min: 1n, max: 1_000n }),
  dust: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  odd: fc.boolean(),
  rare: fc.nat({ max: 9 }),
  movePerMille: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -25, max: 25 }) },
    { weight: 2, arbitrary: fc.integer({ min: -140, max: 100 }) },
  ),
  wait: fc.constantFrom(1n, 12n, 60n, 300n, 900n, 7_200n, 100_000n, 1_000_000n),
});

export type DrawnStep = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

export function vaultSteps(count: number, seed: number): DrawnStep[] {
  return fc.sample(anyStep, { numRuns: count, seed });
}

/** Makes a drawn step concrete where the vault stands, so that most are allowed and some are not. */
export function resolveStep(fixture: VaultFixture, state: LoopVaultState, drawn: DrawnStep): VaultStep {
  const { holders, keeper, collateral, debt } = fixture;
  const { who, perMille, dust, odd, rare } = drawn;
  const account = holders[who % holders.length]?.address ?? "";
  const actor = rare === 0 ? account : keeper.address;
  const flash = odd;
  const part = (whole: bigint) => (whole * perMille) / 1_000n + (rare < 3 ? dust : 0n);
  const moment = momentOf(state);
  if (rare > 5 && leverage(state) >= state.config.ripcordLeverage) return { kind: "ripcord", account, flash };
  switch (drawn.kind) {
    case "deposit":
      return { kind: "deposit", account, amount: part(worth(collateral.listing, 300_000n)) };
    case "mint": {
      const assets = part(worth(collateral.listing, 300_000n));
      return { kind: "mint", account, amount: assetsToSharesDown(shareBooks(state.shares, moment), assets) };
    }
    case "withdraw":
      return { kind: "withdraw", account, amount: part(maxWithdraw(state.shares, moment, account)) };
    case "redeem":
      return { kind: "redeem", account, amount: part(maxRedeem(state.shares, moment, account)) };
    case "request":
      return { kind: "request", account, amount: (balanceOf(state.shares, account) * perMille) / 3_000n };
    case "claim":
      return claimOf(state, who, account);
    case "fulfil":
      return { kind: "fulfil", account: actor, amount: part(pendingShares(state.shares.queue)), flash };
    case "rebalance":
      return { kind: "rebalance", account: rare === 0 && !odd ? account : keeper.address, flash };
    case "ripcord":
      return rare < 5 ? slump(state, drawn) : { kind: "ripcord", account, flash };
    case "takeFees":
      return { kind: "takeFees", account };
    case "pause":
      return { kind: "pause", paused: rare < 1 };
    case "price":
      return priceOf(fixture, state, drawn);
    case "align":
      return { kind: "align" };
    case "swap": {
      const { listing } = odd === fixture.collateralIsToken0 ? collateral : debt;
      return { kind: "swap", zeroForOne: odd, amount: part(worth(listing, 2_000_000n)) };
    }
    case "lend":
      return lendOf(state, drawn);
    case "give":
      return giveOf(fixture, state, drawn);
  }
}

/** A request of its own controller, more often one that can be claimed; the first where there is none is refused. */
function claimOf(state: LoopVaultState, who: number, account: string): VaultStep {
  const { requests } = state.shares.queue;
  const id = requests.length === 0 ? 1 : 1 + (who % requests.length);
  return { kind: "claim", account: requests[id - 1]?.controller ?? account, id };
}

/** Prices walk around their home, and fall further where the vault's leverage is in the middle. */
function priceOf({ collateral, debt }: VaultFixture, state: LoopVaultState, drawn: DrawnStep): VaultStep {
  const side = drawn.rare < 2 ? 1 : 0;
  const { listing } = side === 1 ? debt : collateral;
  const now = side === 1 ? state.venue.pair.debtPrice : state.venue.pair.collateralPrice;
  const base = leverage(state) > 10n ** 20n ? listing.price : (now + listing.price) / 2n;
  return { kind: "price", side, price: (base * BigInt(1_000 + drawn.movePerMille)) / 1_000n };
}

/** The collateral falls to where leverage is just below the ripcord's, or a little above. */
function slump(state: LoopVaultState, { perMille }: DrawnStep): VaultStep {
  const { venue, config } = state;
  const { pair } = venue;
  const position = positionAt(venue);
  const aimed = (config.ripcordLeverage * (990n + perMille / 10n)) / 1_000n;
  const value = mulDivDown(position.debt, pair.debtPrice * pair.collateralUnit, pair.debtUnit);
  const price = mulDivDown(value, aimed, loopGross(position) * (aimed - WAD) + 1n);
  return { kind: "price", side: 0, price: price === 0n ? pair.collateralPrice : price };
}

/** Somebody takes cash out of a reserve, all of it at times, or brings back what was taken. */
function lendOf({ venue }: LoopVaultState, { odd, rare, perMille }: DrawnStep): VaultStep {
  const side = odd ? 1 : 0;
  const { cash } = side === 1 ? venue.debt : venue.supply;
  const amount = rare < 3 ? cash : (cash * perMille) / 1_000n;
  return rare > 5 || amount === 0n ? { kind: "bringBack", side } : { kind: "lend", side, amount };
}

function giveOf({ collateral }: VaultFixture, state: LoopVaultState, { who, perMille, dust }: DrawnStep): VaultStep {
  const amount = (worth(collateral.listing, 5_000n) * perMille) / 1_000n + dust;
  const { debt } = positionAt(state.venue);
  if (who % 3 === 2 && debt > 1_000_000n)
    return { kind: "give", way: "repay", amount: (debt * perMille) / 20_000n + 1n };
  return { kind: "give", way: who % 3 === 1 ? "supply" : "transfer", amount };
}
