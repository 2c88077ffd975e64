import type { PerpPosition } from "../../src/model/perps/position.ts";
import type { LoadedScenario } from "../../src/scenario/load.ts";
import { startPrice } from "../../src/scenario/startPrice.ts";
import { abs, WAD } from "../../src/units.ts";
import type { PerpAccount, PerpOrder } from "../../src/venues/perpAccount.ts";
import type { PerpBook } from "../../src/venues/perpBook.ts";
import { createVenues, type Venues } from "../../src/venues/venues.ts";
import type { Holder, World } from "../../src/world/world.ts";
import { address } from "./tinyEconomy.ts";
import { TINY_PERPS } from "./tinyPerps.ts";
import { loadText } from "./tinyScenario.ts";

/** What an account has: settled in quote units, sizes in wad base with entry prices in wad, collateral in token units. */
export interface TinyHolding {
  settled?: bigint;
  positions?: Record<string, { size: bigint; entry?: bigint }>;
  collateral?: Record<string, bigint>;
  flagged?: boolean;
  partialTime?: bigint;
  orders?: Record<string, PerpOrder>;
}

/** A made-up exchange without a chain: markets as listed, prices as at the start, traders with nothing. */
export interface TinyPerpEconomy {
  loaded: LoadedScenario;
  world: World;
  venues: Venues;
  book: PerpBook;
  /** Gives the n-th trader a holding in place of what it had, and keeps every market's sides the sums of all. */
  hold(trader: number, holding: TinyHolding): PerpAccount;
  /** The same for the engine. */
  engine(holding: TinyHolding): PerpAccount;
  /** Sets the price of an asset, USD [wad]. */
  price(symbol: string, usd: bigint): void;
}

export function tinyPerpEconomy(overrides: readonly string[] = [], holders = tenTraders()): TinyPerpEconomy {
  const loaded = loadText(TINY_PERPS, ["pools=[]", "market.coupling=off", ...overrides]);
  const { scenario } = loaded;
  const { perps } = scenario;
  if (perps === undefined) throw new Error("The tiny scenario has no exchange.");
  const symbols = Object.keys(scenario.assets);
  const agents = Object.entries(scenario.agents);
  const world = {
    loaded,
    scenario,
    seed: 1,
    deployment: {
      tokens: Object.fromEntries(symbols.map((symbol, i) => [symbol, address(0xa0 + i)])),
      feeds: Object.fromEntries(symbols.map((symbol, i) => [symbol, address(0xf0 + i)])),
      reserves: [],
      ammPools: [],
      vaults: [],
      roles: {},
      externalMarket: address(0xe1),
      perps: {
        exchange: address(0xe2),
        pool: address(0xe3),
        lens: address(0xe4),
        quote: perps.quote,
        markets: Object.entries(perps.markets).map(([name, { asset }], id) => ({
          id,
          name,
          asset,
          spotFeed: address(0),
        })),
        collaterals: Object.keys(perps.collateral),
      },
    },
    holders,
    agentAccounts: new Map(agents.map(([name], i) => [name, [address(0x100 + i)]])),
    poolStates: [],
    curtailed: [],
    setup: [],
    time: 0,
  } as unknown as World;
  const venues = createVenues(world);
  const book = venues.perps as PerpBook;
  for (const market of book.markets) market.state = { ...market.state, index: startPrice(scenario, market.asset) };
  for (const collateral of book.venue.collaterals) collateral.price = startPrice(scenario, collateral.symbol);
  book.prices = book.chainPrices;

  return {
    loaded,
    world,
    venues,
    book,
    hold: (trader, holding) => put(book.accounts[trader] as PerpAccount, holding),
    engine: (holding) => put(book.engine, holding),
    price(symbol, usd) {
      book.prices = new Map([...book.prices, [symbol, usd]]);
    },
  };

  function put(account: PerpAccount, holding: TinyHolding): PerpAccount {
    const signed = (value: bigint) => BigInt.asUintN(256, value);
    const positions = book.markets.flatMap(({ name, state }) => {
      const { size = 0n, entry = state.index } = holding.positions?.[name] ?? {};
      return [
        signed(size),
        signed((size * entry * book.quoteUnit) / WAD / WAD),
        signed(size === 0n ? 0n : state.fundingIndex),
      ];
    });
    const collateral = book.venue.collaterals.map(({ symbol }) => holding.collateral?.[symbol] ?? 0n);
    const orders = Object.entries(holding.orders ?? {});
    const head = [signed(holding.settled ?? 0n), 0n, holding.flagged === true ? 1n : 0n, holding.partialTime ?? 0n];
    book.read(account, [...head, BigInt(orders.length), ...positions, ...collateral], 0);
    account.orders = new Map(orders.map(([name, order]) => [book.market(name)?.id ?? -1, order]));
    for (const market of book.markets) market.state = { ...market.state, ...sidesOf(market.id) };
    book.forget();
    return account;
  }

  function sidesOf(market: number) {
    const held = [...book.accounts, book.engine].flatMap(({ positions }) => positions.get(market) ?? []);
    const side = (longs: boolean) => {
      const own = held.filter(({ size }) => size > 0n === longs);
      const sum = (of: (position: PerpPosition) => bigint) => own.reduce((total, each) => total + of(each), 0n);
      return {
        size: sum(({ size }) => abs(size)),
        cost: sum(({ cost }) => abs(cost)),
        fundingWeight: sum(({ size, funding }) => abs(size) * funding),
      };
    };
    return { long: side(true), short: side(false) };
  }
}

function tenTraders(): Holder[] {
  return Array.from({ length: 10 }, (_, i) => ({ address: address(i + 1), group: "longs", kind: "trader" as const }));
}
