import { formatDecimal, formatPercent, WAD } from "../../units.ts";
import type { EModeFacts, LendingFacts, ReserveFacts } from "../market/lendingFacts.ts";
import type { PoolFacts } from "../market/poolFacts.ts";
import { type Bands, depthBands } from "./depthBands.ts";

/** What a fork's scenario is written from. */
export interface ForkBase {
  name: string;
  question: string;
  about: string;
  /** Unix seconds of the first block of the run. */
  startTime: number;
  facts: LendingFacts;
  pools: readonly PoolFacts[];
  /** What a reserve's price follows on the chain, symbol by symbol. */
  followers: ReadonlyMap<string, string>;
  /** Moves of the shocked assets and of those that follow them: change as written, "-25%". */
  paths: readonly unknown[];
  /** Symbol of what gas is paid in, wrapped, if lending lists it. */
  ether?: string | undefined;
  /** USD for a unit of log price that other venues take, [wad], by asset; without any the run is not coupled. */
  depthUsdPerLog: Readonly<Record<string, bigint>>;
}

const SHARE = WAD / 10_000n;
const percent = (bps: bigint) => formatPercent(bps * SHARE);

/**
 * The scenario that the chain itself is, as its author could have written it: assets at the prices of lending's oracle,
 * reserves and e-modes with the terms in force, pools as deep as they are. A user's file is laid over it.
 */
export function forkBase(base: ForkBase): Record<string, unknown> {
  const { name, question, about, facts, pools, paths, depthUsdPerLog } = base;
  const depths = Object.entries(depthUsdPerLog).map(([symbol, usd]) => [symbol, formatDecimal(usd, 18)]);
  return {
    name,
    question,
    about,
    chain: { startTime: new Date(base.startTime * 1000).toISOString() },
    assets: Object.fromEntries(facts.reserves.map((reserve) => [reserve.symbol, asset(reserve, base)])),
    lending: {
      preset: facts.preset,
      baseCurrencyDecimals: facts.baseCurrencyDecimals,
      flashLoanPremium: percent(facts.flashLoanPremium),
      reserves: Object.fromEntries(facts.reserves.map((one) => [one.symbol, reserve(one)])),
      eModes: facts.eModes.map(eMode),
    },
    pools: pools.map((pool) => ({ ...marketOf(pool), depth: depthOf(pool, facts) })),
    market: {
      coupling: depths.length === 0 ? "off" : "on",
      depthUsdPerLog: Object.fromEntries(depths),
      paths,
      ...etherPrice(base),
    },
  };
}

/** What gas costs in, where it is not what the lab reads anyway: the reference price of WETH. */
function etherPrice({ ether, facts }: ForkBase): { etherUsd?: string } {
  const price = ether === "WETH" ? undefined : facts.reserves.find(({ symbol }) => symbol === ether)?.price;
  return price === undefined ? {} : { etherUsd: formatDecimal(price, facts.baseCurrencyDecimals) };
}

function asset({ symbol, decimals, price }: ReserveFacts, { facts, pools, followers }: ForkBase) {
  const quote = pools.find(({ base }) => base === symbol)?.quote;
  const over = followers.get(symbol);
  const base = facts.reserves.find((reserve) => reserve.symbol === over)?.price;
  if (over !== undefined && price !== undefined && base !== undefined) {
    return { decimals, staked: { over, exchangeRate: formatDecimal((price * WAD) / base, 18) } };
  }
  return {
    decimals,
    ...(price === undefined ? {} : { priceUsd: formatDecimal(price, facts.baseCurrencyDecimals) }),
    ...(quote === undefined ? {} : { quote }),
  };
}

function reserve(one: ReserveFacts) {
  return {
    ltv: percent(one.ltv),
    liquidationThreshold: percent(one.liquidationThreshold),
    liquidationBonus: percent(one.liquidationBonus),
    protocolFee: percent(one.protocolFee),
    reserveFactor: percent(one.reserveFactor),
    borrowable: one.borrowable,
    supplyCap: one.supplyCap.toString(),
    borrowCap: one.borrowCap.toString(),
  };
}

function eMode({ id, label, collateral, borrowable, ...terms }: EModeFacts) {
  return {
    id,
    label,
    ltv: percent(terms.ltv),
    liquidationThreshold: percent(terms.liquidationThreshold),
    liquidationBonus: percent(terms.liquidationBonus),
    collateral,
    borrowable,
  };
}

function marketOf({ kind, base, quote, fee }: PoolFacts) {
  return { ...(kind === "uniswap-v2" ? { kind } : {}), base, quote, feeTier: fee };
}

/** USD that the pool pays for its base down to 2 % and 10 % below its price, at the oracle's price of its quote. */
function depthOf(pool: PoolFacts, { reserves, baseCurrencyDecimals }: LendingFacts): Record<keyof Bands, string> {
  const quote = reserves.find(({ symbol }) => symbol === pool.quote);
  const unit = 10n ** BigInt(baseCurrencyDecimals);
  // A quote without a price is taken for a dollar: the user's file states what it is worth.
  const price = quote?.price ?? unit;
  const usd = (amount: bigint) => {
    const value = (amount * price * WAD) / (unit * 10n ** BigInt(quote?.decimals ?? 18));
    return formatDecimal(value, 18, 2);
  };
  const bands = depthBands(pool.state, pool);
  return {
    within2PercentUsd: usd(bands.within2PercentUsd),
    within10PercentUsd: usd(bands.within10PercentUsd),
    beyondUsd: usd(bands.beyondUsd),
  };
}
