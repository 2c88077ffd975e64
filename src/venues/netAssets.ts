import { debtBalance, supplyBalance } from "../model/account.ts";
import { spotValueDown } from "../model/vaults/basisMath.ts";
import { type LoopPair, type LoopPosition, loopNetDown } from "../model/vaults/loopMath.ts";
import { WAD } from "../units.ts";
import type { LendingBook } from "./lendingBook.ts";
import type { LendingReserve } from "./lendingReserve.ts";
import type { PerpBook } from "./perpBook.ts";
import { perpProfit } from "./perpMargin.ts";
import type { Vault } from "./vault.ts";
import type { VaultStand } from "./vaultStand.ts";

/** Where vaults have what they have. */
export interface Surroundings {
  lending: LendingBook;
  perps?: PerpBook | undefined;
}

/** Prices in the oracle's base currency at one moment: what lending's oracle says, and what feeds say to all others. */
export interface ShareMoment {
  /** [seconds] */
  readonly time: number;
  readonly oracle: ReadonlyMap<string, bigint>;
  readonly feeds: ReadonlyMap<string, bigint>;
}

/** What a vault is worth, as it says itself: interest to the moment, fees that are due not taken, never below zero. [asset] */
export function netAssetsOf(venues: Surroundings, vault: Vault, stand: VaultStand, moment: ShareMoment): bigint {
  if (vault.config.kind === "loop") {
    return loopNetDown(loopPair(venues, vault, moment), loopPosition(venues, vault, stand, moment.time));
  }
  const { spot } = vault.config;
  const [spotPrice, assetPrice] = [moment.oracle.get(spot) ?? 0n, moment.oracle.get(vault.info.asset) ?? 0n];
  const { assetUnit, spotUnit } = vault;
  const worth = spotValueDown({ spotPrice, assetPrice, assetUnit, spotUnit }, stand.spot);
  const net =
    stand.idle + suppliedOf(venues, vault, stand, moment.time) + worth + equityOf(venues, vault, stand, moment);
  return net > 0n ? net : 0n;
}

/** What a loop vault values by. */
export function loopPair(venues: Surroundings, vault: Vault, { oracle }: Pick<ShareMoment, "oracle">): LoopPair {
  const debt = vault.config.kind === "loop" ? vault.config.debt : "";
  return {
    collateralPrice: oracle.get(vault.info.asset) ?? 0n,
    debtPrice: oracle.get(debt) ?? 0n,
    collateralUnit: vault.assetUnit,
    debtUnit: venues.lending.reserve(debt)?.unit ?? WAD,
  };
}

/** What a loop vault holds and owes, with interest to `time` [seconds]. */
export function loopPosition(venues: Surroundings, vault: Vault, stand: VaultStand, time: number): LoopPosition {
  const debt = venues.lending.reserve(vault.config.kind === "loop" ? vault.config.debt : "") as LendingReserve;
  const { borrowIndex } = debt.indexesAt(time);
  return {
    idle: stand.idle,
    supplied: suppliedOf(venues, vault, stand, time),
    debt: debtBalance(stand.owed, borrowIndex, venues.lending.rules.arithmetic),
  };
}

/** What a vault has at the lending pool, with interest to `time` [seconds]. [asset] */
function suppliedOf({ lending }: Surroundings, vault: Vault, stand: VaultStand, time: number): bigint {
  const reserve = lending.reserve(vault.info.asset);
  if (reserve === undefined || stand.supplied === 0n) return 0n;
  return supplyBalance(stand.supplied, reserve.indexesAt(time).liquidityIndex, lending.rules.arithmetic);
}

/**
 * What a vault has on the exchange at the moment's prices: settled margin and its position's profit. Tokens that others
 * deposit in its name count for nothing. [quote]
 */
export function equityOf(
  { perps, lending }: Surroundings,
  vault: Vault,
  stand: VaultStand,
  moment: ShareMoment,
): bigint {
  const { account } = stand;
  const name = vault.config.kind === "basis" ? vault.config.market : "";
  const market = perps?.market(name);
  if (perps === undefined || account === undefined || market === undefined) return 0n;
  const prices = new Map([...moment.feeds].map(([symbol, price]) => [symbol, (price * WAD) / lending.baseUnit]));
  const now = perps.markets.map((each) => each.at(BigInt(moment.time), prices.get(each.asset) ?? each.state.index));
  const { quoteUnit, markets, venue } = perps;
  return account.settled + perpProfit({ quoteUnit, markets, venue, now, prices }, account, market.id);
}
