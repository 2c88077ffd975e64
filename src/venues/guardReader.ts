import { Interface, ZeroAddress } from "ethers";
import type { World } from "../world/world.ts";
import type { GuardBook } from "./guardBook.ts";
import { PLACE_WORDS, readPlace } from "./guardPlace.ts";
import { wordArray } from "./words.ts";

const LENS = new Interface([
  "function guards((address breaker, (address venue, address asset)[] places, address margin, address[] marginAssets, address[] marginVenues, address steps, address stepVenue, address[] accounts, address registry, address[] vaults)) view returns (uint256[])",
]);
/** Accounts that fit one call. */
const CHUNK = 400;

/** Reads how the controls stand into the book: one call a block unless hundreds of accounts changed. */
export class GuardReader {
  readonly #world: World;
  readonly #book: GuardBook;

  constructor(world: World, book: GuardBook) {
    this.#world = world;
    this.#book = book;
  }

  /** Brings the controls up to the head of the chain, and the steps of the accounts given. */
  async read(accounts: readonly string[]): Promise<void> {
    await this.#record(accounts.slice(0, CHUNK), true);
    if (this.#book.treatments.steps === undefined) return;
    for (let start = CHUNK; start < accounts.length; start += CHUNK)
      await this.#record(accounts.slice(start, start + CHUNK), false);
  }

  async #record(accounts: readonly string[], everything: boolean): Promise<void> {
    const { deployment, treatments, places } = this.#book;
    const { breaker, margin, registry, venues } = deployment;
    const { deployment: suite } = this.#world;
    const steps = treatments.steps === undefined ? undefined : deployment.steps;
    const marginAssets = treatments.margin?.assets ?? [];
    const marginVenues = treatments.margin?.venues ?? [];
    const query = {
      breaker: (everything && breaker) || ZeroAddress,
      places: places.map(({ addresses }) => addresses),
      margin: (everything && margin) || ZeroAddress,
      marginAssets: marginAssets.map((symbol) => suite.tokens[symbol]),
      marginVenues: marginVenues.map((venue) => venues[venue]),
      steps: steps ?? ZeroAddress,
      stepVenue: suite.lendingPool,
      accounts: steps === undefined ? [] : accounts,
      registry: (everything && registry) || ZeroAddress,
      vaults: suite.vaults.map(({ address }) => address),
    };
    const data = LENS.encodeFunctionData("guards", [query]);
    const call = { to: deployment.lens, data, gas: "0x1000000" };
    const words = wordArray(await this.#world.chain.request<string>("eth_call", [call, "latest"]));
    let offset = 0;
    const next = () => words[offset++] ?? 0n;

    if (query.breaker !== ZeroAddress) {
      for (const { venue, symbol } of places) {
        this.#book.set(venue, symbol, readPlace(words, offset));
        offset += PLACE_WORDS;
      }
    }
    if (query.margin !== ZeroAddress) {
      this.#book.margins = new Map(marginAssets.map((symbol) => [symbol, next()]));
      this.#book.haircuts = new Map(marginVenues.map((venue) => [venue, next()]));
    }
    if (steps !== undefined) {
      for (const account of accounts) this.#book.steps.set(account, { until: next(), budget: next(), used: next() });
    }
    if (query.registry !== ZeroAddress) {
      [this.#book.cap, this.#book.systemCap, this.#book.systemLeverage] = [next(), next(), next()];
      this.#book.systemTakenAt = Number(next());
      const measure = () => ({ leverage: next(), takenAt: Number(next()), cap: next() });
      this.#book.vaults = new Map(suite.vaults.map(({ symbol }) => [symbol, measure()]));
    }
  }
}
