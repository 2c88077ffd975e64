import { sqrtPriceFromPrice } from "../../src/model/marketPrice.ts";
import { poolFromPositions } from "../../src/model/poolFromPositions.ts";
import type { LoadedScenario } from "../../src/scenario/load.ts";
import { RAY, WAD } from "../../src/units.ts";
import type { Position } from "../../src/venues/lendingBook.ts";
import { createVenues, type Venues } from "../../src/venues/venues.ts";
import { poolPositions, startPrices, TICK_SPACING } from "../../src/world/poolPositions.ts";
import type { Holder, World } from "../../src/world/world.ts";
import { loadText, TINY } from "./tinyScenario.ts";

export const address = (number: number): string => `0x${number.toString(16).padStart(40, "0")}`;

/** A made-up economy without a chain: pools as seeded, reserves with cash, holders without positions. */
export interface TinyEconomy {
  loaded: LoadedScenario;
  world: World;
  venues: Venues;
  /** Gives the n-th holder amounts in smallest units by asset; all collateral is enabled. Indexes are one. */
  hold(holder: number, supplied: Record<string, bigint>, owed: Record<string, bigint>, eMode?: number): Position;
  /** Sets the oracle's price of an asset, USD with 8 decimals. */
  price(symbol: string, usd: bigint): void;
}

export function tinyEconomy(overrides: readonly string[] = [], holders: Holder[] = tenHolders()): TinyEconomy {
  const loaded = loadText(TINY, overrides);
  const { scenario } = loaded;
  const symbols = Object.keys(scenario.assets);
  const tokens = Object.fromEntries(symbols.map((symbol, i) => [symbol, address(0xa0 + i)]));
  const prices = startPrices(scenario.assets);
  const ammPools = scenario.pools.map(({ base, quote, feeTier }, i) => {
    const baseIsToken0 = BigInt(tokens[base] ?? 0) < BigInt(tokens[quote] ?? 0);
    return { address: address(0xb0 + i), base, quote, fee: feeTier, baseIsToken0 };
  });
  const poolStates = scenario.pools.map((config, i) => {
    const decimals = (symbol: string) => scenario.assets[symbol]?.decimals ?? 18;
    const baseIsToken0 = ammPools[i]?.baseIsToken0 === true;
    const side = { baseIsToken0, baseDecimals: decimals(config.base), quoteDecimals: decimals(config.quote) };
    const quoteUsd = prices.get(config.quote) ?? WAD;
    const start = sqrtPriceFromPrice(((prices.get(config.base) ?? WAD) * WAD) / quoteUsd, side);
    const positions = poolPositions(config, start, side, quoteUsd, 10n ** BigInt(side.quoteDecimals));
    return poolFromPositions(start, config.feeTier, TICK_SPACING[config.feeTier] as number, positions);
  });
  const reserves = Object.keys(scenario.lending.reserves).map((symbol, i) => ({
    symbol,
    aToken: address(0xc0 + i),
    debtToken: address(0xd0 + i),
  }));
  const world = {
    loaded,
    scenario,
    seed: 1,
    deployment: {
      tokens,
      reserves,
      ammPools,
      vaults: symbols.flatMap((symbol, i) => {
        const vault = scenario.assets[symbol]?.vault;
        if (vault === undefined) return [];
        const { kind, asset } = vault;
        const info = {
          symbol,
          address: tokens[symbol],
          kind,
          asset,
          rate: address(0x110 + i),
          feed: address(0x120 + i),
        };
        return [{ ...info, pool: null, laterFeeds: {} }];
      }),
      shareLiquidator: address(0xe3),
      roles: {},
      arbitrage: address(0xe1),
      swapRouter: address(0xe2),
    },
    holders,
    agentAccounts: new Map(),
    poolStates,
    setup: [],
    time: 0,
  } as unknown as World;
  const venues = createVenues(world);
  const { lending } = venues;
  for (const reserve of lending.reserves) {
    const usd = (prices.get(reserve.symbol) ?? 0n) / 10n ** 10n;
    reserve.read([usd, RAY, RAY, 0n, 0n, 0n, 0n, 0n, 10n ** 30n, 0n, 0n], 0);
  }
  lending.prices = lending.reserves.map((reserve) => reserve.price);

  return {
    loaded,
    world,
    venues,
    hold(holder, supplied, owed, eMode = 0) {
      const position = lending.positions[holder] as Position;
      let flags = 0n;
      const amounts = lending.reserves.flatMap(({ symbol }, i) => {
        if (supplied[symbol]) flags |= 1n << BigInt(2 * i + 1);
        if (owed[symbol]) flags |= 1n << BigInt(2 * i);
        return [supplied[symbol] ?? 0n, owed[symbol] ?? 0n];
      });
      lending.read(position, [BigInt(eMode), flags, ...amounts], 0);
      return position;
    },
    price(symbol, usd) {
      lending.prices[lending.reserves.findIndex((reserve) => reserve.symbol === symbol)] = usd;
    },
  };
}

function tenHolders(): Holder[] {
  return Array.from({ length: 10 }, (_, i) => ({ address: address(i + 1), group: "some", kind: "borrower" as const }));
}
