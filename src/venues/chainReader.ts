import { Interface } from "ethers";
import { WAD } from "../units.ts";
import type { MinedBlock } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { POOL_WORDS } from "./ammVenue.ts";
import { GuardReader } from "./guardReader.ts";
import type { Position } from "./lendingBook.ts";
import { RESERVE_WORDS, TERMS_WORDS } from "./lendingReserve.ts";
import { PerpReader } from "./perpReader.ts";
import { VaultReader } from "./vaultReader.ts";
import type { Venues } from "./venues.ts";
import { wordArray } from "./words.ts";

const LENS = new Interface([
  "function record((address pool, address oracle, address[] assets, address[] aTokens, address[] debtTokens, address[] users, address[] ammPools, address[] feeds, address[] tokens, address[] holders)) view returns (uint256[])",
  "function riskTerms(address pool, address[] assets) view returns (uint256[])",
]);
const RATE = new Interface(["function exchangeRate() view returns (uint256)"]);
const CHAIN_WORDS = 3;
const FEED_WORDS = 3;
/** Accounts that fit one call under the chain's gas cap for a transaction, which binds calls too. */
const CHUNK = 400;

/** Wallet balances by account and asset, in smallest units. */
export type Wallets = ReadonlyMap<string, ReadonlyMap<string, bigint>>;

/** Reads what changed on the chain into the venues, in one call a block and venue unless thousands of accounts changed. */
export class ChainReader {
  readonly #world: World;
  readonly #venues: Venues;
  readonly #watched: readonly string[];
  readonly #perps: PerpReader | undefined;
  readonly #vaults: VaultReader | undefined;
  readonly #guards: GuardReader | undefined;
  /** Assets with a feed of their own, read where shares are priced by them. */
  readonly #plain: readonly string[];
  wallets: Wallets = new Map();
  /** Redemption rate of each staked asset, [wad]. */
  rates: ReadonlyMap<string, bigint> = new Map();

  /** `watched` accounts have their wallets read each time. */
  constructor(world: World, venues: Venues, watched: readonly string[]) {
    this.#world = world;
    this.#venues = venues;
    this.#watched = watched;
    this.#perps = venues.perps && new PerpReader(world, venues.perps);
    this.#vaults = venues.vaults && new VaultReader(world, venues.vaults);
    this.#guards = venues.guards && new GuardReader(world, venues.guards);
    const { assets } = world.scenario;
    this.#plain = venues.vaults ? Object.keys(assets).filter((symbol) => assets[symbol]?.vault === undefined) : [];
  }

  /**
   * Brings reserves, pools, wallets, rates and the given positions up to the head of the chain; of perps what the
   * mined block changed, or everything where none is given.
   */
  async read(changed: readonly Position[], mined?: MinedBlock): Promise<void> {
    await this.#record(changed.slice(0, CHUNK), true);
    for (let start = CHUNK; start < changed.length; start += CHUNK) {
      await this.#record(changed.slice(start, start + CHUNK), false);
    }
    if (this.#world.deployment.guards?.margin !== undefined) await this.#readTerms();
    this.rates = await this.#readRates();
    if (this.#venues.vaults !== undefined) this.#venues.vaults.rates = this.rates;
    await (mined === undefined ? this.#perps?.readAll() : this.#perps?.readBlock(mined));
    await (mined === undefined ? this.#vaults?.readAll() : this.#vaults?.readBlock(mined));
    await this.#guards?.read(changed.map(({ account }) => account));
  }

  async #record(changed: readonly Position[], everything: boolean): Promise<void> {
    const { deployment } = this.#world;
    const { lending, amm } = this.#venues;
    const tokens = Object.entries(deployment.tokens);
    const query = {
      pool: deployment.lendingPool,
      oracle: deployment.oracle,
      assets: everything ? lending.reserves.map((reserve) => reserve.address) : [],
      aTokens: deployment.reserves.map((reserve) => reserve.aToken),
      debtTokens: deployment.reserves.map((reserve) => reserve.debtToken),
      users: changed.map((position) => position.account),
      ammPools: everything ? amm.pools.map((pool) => pool.address) : [],
      feeds: everything ? this.#plain.map((symbol) => deployment.feeds[symbol]) : [],
      tokens: everything ? tokens.map(([, address]) => address) : [],
      holders: everything ? this.#watched : [],
    };
    const words = wordArray(await this.#call(deployment.lens, LENS.encodeFunctionData("record", [query])));

    lending.time = Number(words[1]);
    let offset = CHAIN_WORDS;
    if (everything) {
      for (const reserve of lending.reserves) {
        reserve.read(words, offset);
        offset += RESERVE_WORDS;
      }
      lending.prices = lending.reserves.map((reserve) => reserve.price);
    }
    for (const position of changed) {
      lending.read(position, words, offset);
      offset += lending.accountWords;
    }
    if (!everything) return;
    for (const pool of amm.pools) {
      amm.read(pool, words, offset);
      offset += POOL_WORDS;
    }
    if (this.#venues.vaults !== undefined) {
      const answers = this.#plain.map((symbol, i) => [symbol, words[offset + FEED_WORDS * i] ?? 0n] as const);
      this.#venues.vaults.feeds = new Map(answers);
      this.#venues.vaults.time = lending.time;
      offset += FEED_WORDS * answers.length;
    }
    this.wallets = new Map(
      this.#watched.map((holder, i) => [
        holder,
        new Map(tokens.map(([symbol], j) => [symbol, words[offset + i * tokens.length + j] ?? 0n])),
      ]),
    );
  }

  /** How LTVs and thresholds move that the pool asks the margins for. */
  async #readTerms(): Promise<void> {
    const { lens, lendingPool } = this.#world.deployment;
    const { reserves } = this.#venues.lending;
    const assets = reserves.map((reserve) => reserve.address);
    const words = wordArray(await this.#call(lens, LENS.encodeFunctionData("riskTerms", [lendingPool, assets])));
    reserves.forEach((reserve, i) => {
      reserve.readTerms(words, i * TERMS_WORDS);
    });
  }

  async #readRates(): Promise<Map<string, bigint>> {
    const { scenario, deployment } = this.#world;
    const rates = new Map<string, bigint>();
    for (const [symbol, asset] of Object.entries(scenario.assets)) {
      if (asset.staked === undefined) continue;
      // A real token tells its rate in words of its own; over a run on a fork it does not grow.
      const isReal = this.#world.fork !== undefined;
      rates.set(symbol, isReal ? asset.staked.exchangeRate : await this.#rateOf(deployment.tokens[symbol] ?? ""));
    }
    return rates;
  }

  async #rateOf(token: string): Promise<bigint> {
    return BigInt((await this.#call(token, RATE.encodeFunctionData("exchangeRate"))) || WAD);
  }

  #call(to: string, data: string): Promise<string> {
    return this.#world.chain.request<string>("eth_call", [{ to, data, gas: "0x1000000" }, "latest"]);
  }
}
