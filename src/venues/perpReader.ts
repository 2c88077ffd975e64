import { Interface } from "ethers";
import type { MinedBlock } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { ORDER_WORDS, type PerpAccount, readOrders } from "./perpAccount.ts";
import type { PerpBook } from "./perpBook.ts";
import { BOOK_WORDS, readBooks } from "./perpBooks.ts";
import { perpChanges } from "./perpChanges.ts";
import { COLLATERAL_WORDS } from "./perpCollateral.ts";
import { MARKET_WORDS, type PerpMarket } from "./perpMarket.ts";
import { wordArray } from "./words.ts";

const LENS = new Interface([
  "function record((address exchange, address[] indexFeeds, address[] spotFeeds, address[] collaterals, address[] collateralFeeds, address[] users, bool venue)) view returns (uint256[])",
  "function orders(address exchange, uint256 marketCount, address[] users) view returns (uint256[])",
]);
const EXCHANGE = new Interface([
  "function getPremiums(uint256 market, uint256 from) view returns (uint256[], int256[])",
  "function getHolders(uint256 market, bool longs) view returns (address[])",
]);
const CHAIN_WORDS = 2;
/** The chain's gas cap for a transaction binds calls too; what an account costs at most, and each of its positions. */
const CALL_GAS = 16_000_000;
const ACCOUNT_GAS = 20_000;
const POSITION_GAS = 12_000;

/** Reads the exchange's markets, books and changed accounts into the book. */
export class PerpReader {
  readonly #world: World;
  readonly #book: PerpBook;

  constructor(world: World, book: PerpBook) {
    this.#world = world;
    this.#book = book;
  }

  /** Everything there is, holders that nobody listed included: for the first time, or after blocks that nobody saw. */
  async readAll(): Promise<void> {
    for (const { id } of this.#book.markets) {
      for (const longs of [true, false]) await this.#discover(id, longs);
    }
    for (const market of this.#book.markets) await this.#recall(market);
    await this.#read(this.#book.accounts);
  }

  /** What a block changed. */
  async readBlock({ receipts }: MinedBlock): Promise<void> {
    const changed = perpChanges(receipts, this.#book.venue.exchange);
    await this.#read(changed.map((address) => this.#book.known(address)));
  }

  async #discover(market: number, longs: boolean): Promise<void> {
    const data = EXCHANGE.encodeFunctionData("getHolders", [market, longs]);
    // Offset and length, then an address a word.
    const holders = wordArray(await this.#call(this.#book.venue.exchange, data));
    for (const holder of holders) this.#book.known(`0x${holder.toString(16).padStart(40, "0")}`);
  }

  /** The history of a premium that is averaged. */
  async #recall(market: PerpMarket): Promise<void> {
    if (market.terms.funding.premiumWindow === 0n) return;
    const data = EXCHANGE.encodeFunctionData("getPremiums", [market.id, 0]);
    const answer = await this.#call(this.#book.venue.exchange, data);
    const [times, sums] = EXCHANGE.decodeFunctionResult("getPremiums", answer) as unknown as [bigint[], bigint[]];
    market.recall(Array.from(times, (time, i) => ({ time, sum: sums[i] ?? 0n })));
  }

  async #read(accounts: readonly PerpAccount[]): Promise<void> {
    const book = this.#book;
    const all = [book.engine, ...accounts];
    const waiting: PerpAccount[] = [];
    const { markets, collaterals } = book.venue;
    const chunk = Math.floor(CALL_GAS / (ACCOUNT_GAS + POSITION_GAS * (markets.length + collaterals.length)));
    for (let start = 0; start < all.length; start += chunk) {
      waiting.push(...(await this.#record(all.slice(start, start + chunk), start === 0)));
    }
    for (let start = 0; start < waiting.length; start += chunk) {
      await this.#orders(waiting.slice(start, start + chunk));
    }
    book.prices = book.chainPrices;
  }

  /** Returns those of the accounts that wait for orders. */
  async #record(accounts: readonly PerpAccount[], venue: boolean): Promise<PerpAccount[]> {
    const book = this.#book;
    const { markets, collaterals, exchange } = book.venue;
    const { feeds } = this.#world.deployment;
    const query = {
      exchange,
      indexFeeds: markets.map(({ asset }) => feeds[asset]),
      spotFeeds: markets.map(({ spotFeed }) => spotFeed),
      collaterals: collaterals.map(({ address }) => address),
      collateralFeeds: collaterals.map(({ symbol }) => feeds[symbol]),
      users: accounts.map(({ account }) => account),
      venue,
    };
    const lens = this.#world.deployment.perps?.lens ?? "";
    const words = wordArray(await this.#call(lens, LENS.encodeFunctionData("record", [query])));
    let offset = CHAIN_WORDS;
    if (venue) {
      book.block = words[0] ?? 0n;
      book.time = Number(words[1]);
      for (const market of markets) {
        market.read(words, offset);
        offset += MARKET_WORDS;
      }
      for (const collateral of collaterals) {
        collateral.read(words, offset);
        offset += COLLATERAL_WORDS;
      }
      book.books = readBooks(words, offset);
      offset += BOOK_WORDS;
    }
    return accounts.filter((account, i) => book.read(account, words, offset + i * book.accountWords) > 0);
  }

  async #orders(accounts: readonly PerpAccount[]): Promise<void> {
    const { exchange, markets } = this.#book.venue;
    const users = accounts.map(({ account }) => account);
    const lens = this.#world.deployment.perps?.lens ?? "";
    const data = LENS.encodeFunctionData("orders", [exchange, markets.length, users]);
    const words = wordArray(await this.#call(lens, data));
    accounts.forEach((account, i) => {
      readOrders(account, markets.length, words, i * markets.length * ORDER_WORDS);
    });
  }

  #call(to: string, data: string): Promise<string> {
    return this.#world.chain.request<string>("eth_call", [{ to, data, gas: "0x1000000" }, "latest"]);
  }
}
