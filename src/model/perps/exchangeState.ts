import { EMPTY_ACCOUNT, type PerpAccountState } from "./accountState.ts";
import type { PerpMarketState } from "./marketState.ts";
import { NO_POSITION, type PerpPosition } from "./position.ts";
import { movedSides } from "./sides.ts";
import type { PerpTerms } from "./terms.ts";
import type { CollateralTerms, PoolTerms } from "./venueTerms.ts";
import type { LossBorne } from "./waterfall.ts";

/** Cash that is no account's, and profit that could not be paid; all in quote. */
export type PerpBooks = {
  readonly poolCash: bigint;
  readonly insurance: bigint;
  readonly fees: bigint;
  readonly unpaid: bigint;
};

/** A market; `seed` is the randomness of the block in which the engine last took a position over. */
export type ListedMarket = { readonly terms: PerpTerms; readonly state: PerpMarketState; readonly seed: bigint };

/** A collateral at `price` (wad dollars a whole token), and how much of it the engine has `seized` (token units). */
export type ListedCollateral = {
  readonly terms: CollateralTerms;
  readonly price: bigint;
  readonly seized: bigint;
};

/** A whole exchange as the chain has it after a block, with the time (seconds) and number of the block now. */
export type PerpExchangeState = {
  readonly quoteUnit: bigint;
  readonly time: bigint;
  readonly block: bigint;
  /** Block in which a round by account last found the engine without equity; 0 for none. */
  readonly lackingBlock: bigint;
  readonly pool: PoolTerms;
  readonly books: PerpBooks;
  readonly markets: readonly ListedMarket[];
  readonly collaterals: ReadonlyMap<string, ListedCollateral>;
  readonly accounts: ReadonlyMap<string, PerpAccountState>;
  /** Every step of the waterfall so far. */
  readonly losses: readonly LossBorne[];
};

/** The engine's account: it has positions; its cash is the insurance fund. */
export const ENGINE = "engine";

export function accountOf(state: PerpExchangeState, name: string): PerpAccountState {
  return state.accounts.get(name) ?? EMPTY_ACCOUNT;
}

export function positionOf(state: PerpExchangeState, name: string, market: number): PerpPosition {
  return accountOf(state, name).positions.get(market) ?? NO_POSITION;
}

export function withAccount(
  state: PerpExchangeState,
  name: string,
  changes: Partial<PerpAccountState>,
): PerpExchangeState {
  const account = { ...accountOf(state, name), ...changes };
  return { ...state, accounts: new Map(state.accounts).set(name, account) };
}

export function withMarket(
  state: PerpExchangeState,
  market: number,
  changes: Partial<PerpMarketState>,
): PerpExchangeState {
  const markets = state.markets.map((listed, id) =>
    id === market ? { ...listed, state: { ...listed.state, ...changes } } : listed,
  );
  return { ...state, markets };
}

/** Puts a position in the place of what the account had, and keeps the market's sides the sums of all. */
export function withPosition(
  state: PerpExchangeState,
  name: string,
  market: number,
  after: PerpPosition,
): PerpExchangeState {
  const before = positionOf(state, name, market);
  const positions = new Map(accountOf(state, name).positions);
  if (after.size === 0n) positions.delete(market);
  else positions.set(market, after);
  const sides = movedSides((state.markets[market] as ListedMarket).state, before, after);
  return withMarket(withAccount(state, name, { positions }), market, sides);
}
