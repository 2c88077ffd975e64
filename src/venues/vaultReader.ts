import { Interface, id } from "ethers";
import type { Log, MinedBlock } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import { checkpoint, type ShareFeed } from "./shareFeed.ts";
import { VAULT_WORDS, type Vault } from "./vault.ts";
import type { VaultBook } from "./vaultBook.ts";
import { readSettings, readTerms, SETTINGS_CALL, TERMS_CALL } from "./vaultSettings.ts";
import { signedWordAt, topicAddress, wordArray, wordAt } from "./words.ts";

const LENS = new Interface(["function vaults(address[] vaults, address[] feeds) view returns (uint256[])"]);
const SNAPSHOT = id("snapshot()").slice(0, 10);
const ANSWER = id("latestAnswer()").slice(0, 10);
const CHECKPOINT = id("Checkpointed(address,uint256)");
const SOURCE = id("AssetSourceUpdated(address,address)");

/** Reads the vaults, their queues and what their feeds remember into the book: one call a block. */
export class VaultReader {
  readonly #world: World;
  readonly #book: VaultBook;
  /** Next block whose logs were not booked yet. */
  #next = 0;

  constructor(world: World, book: VaultBook) {
    this.#world = world;
    this.#book = book;
  }

  /** Everything there is: for the first time, or after blocks that nobody saw. */
  async readAll(): Promise<void> {
    const { chain } = this.#world;
    for (const vault of this.#book.vaults) {
      const { address, kind } = vault.info;
      vault.terms = readTerms(await this.#call(address, TERMS_CALL));
      vault.settings = readSettings(kind, await this.#call(address, SETTINGS_CALL));
      for (const feed of feedsOf(vault)) await this.#readFeed(feed);
    }
    const latest = Number(await chain.request<string>("eth_blockNumber", []));
    if (this.#next <= latest) {
      const range = { fromBlock: `0x${this.#next.toString(16)}`, toBlock: `0x${latest.toString(16)}` };
      const vaults = this.#book.vaults.flatMap((vault) => [vault.info.address, ...watched(vault)]);
      const address = [this.#world.deployment.oracle, ...vaults];
      const logs = await chain.request<(Log & { transactionHash: string; blockNumber: string })[]>("eth_getLogs", [
        { ...range, address },
      ]);
      const times = new Map<string, bigint>();
      for (const { blockNumber, topics } of logs) {
        if (topics[0] !== CHECKPOINT || times.has(blockNumber)) continue;
        const block = await chain.request<{ timestamp: string }>("eth_getBlockByNumber", [blockNumber, false]);
        times.set(blockNumber, BigInt(block.timestamp));
      }
      for (const group of Map.groupBy(logs, ({ transactionHash }) => transactionHash).values())
        this.#take(group, times.get(group[0]?.blockNumber ?? "") ?? 0n);
      this.#next = latest + 1;
    }
    await this.#record();
  }

  /** What a block changed. */
  async readBlock({ receipts, number, time }: MinedBlock): Promise<void> {
    for (const { logs } of receipts) this.#take(logs, BigInt(time));
    this.#next = number + 1;
    await this.#record();
  }

  async #record(): Promise<void> {
    const { vaults } = this.#book;
    const lists = [vaults.map(({ info }) => info.address), vaults.map(({ feed }) => feed.address)];
    const answer = await this.#call(this.#world.deployment.vaultLens ?? "", LENS.encodeFunctionData("vaults", lists));
    const words = wordArray(answer);
    vaults.forEach((vault, i) => {
      vault.read(words, i * VAULT_WORDS);
    });
  }

  async #readFeed(feed: ShareFeed): Promise<void> {
    if (feed.oracle.mode === "fixed") feed.fixedPrice = signedWordAt(await this.#call(feed.address, ANSWER), 0);
    if (feed.oracle.mode !== "cappedNav") return;
    const answer = await this.#call(feed.address, SNAPSHOT);
    const [ratio, takenAt, yearlyGrowth] = [wordAt(answer, 0), wordAt(answer, 1), wordAt(answer, 2)];
    feed.snapshot = { ratio, takenAt, yearlyGrowth };
  }

  /** Takes the logs of one transaction in a block of `time` [seconds]. */
  #take(logs: readonly Log[], time: bigint): void {
    for (const vault of this.#book.vaults) {
      const own = logs.filter(({ address }) => address === vault.info.address);
      if (own.length > 0) vault.register.book(own);
      for (const { address, topics, data } of logs) {
        if (topics[0] === CHECKPOINT)
          for (const feed of feedsOf(vault)) if (feed.address === address) checkpoint(feed, time, wordAt(data, 0));
        if (topics[0] === SOURCE && topicAddress(topics[1]) === vault.info.address)
          vault.source = [...feedsOf(vault)].find((feed) => feed.address === topicAddress(topics[2])) ?? vault.source;
      }
    }
  }

  #call(to: string, data: string): Promise<string> {
    return this.#world.chain.request<string>("eth_call", [{ to, data, gas: "0x1000000" }, "latest"]);
  }
}

function feedsOf({ feed, source, alternatives }: Vault): ReadonlySet<ShareFeed> {
  return new Set([feed, source, ...alternatives]);
}

function watched(vault: Vault): string[] {
  return [...feedsOf(vault)].filter(({ oracle }) => oracle.mode === "navTwap").map(({ address }) => address);
}
