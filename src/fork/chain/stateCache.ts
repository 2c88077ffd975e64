import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pin } from "../rpc/pin.ts";
import type { ForkState } from "../state/forkState.ts";
import { mergeState } from "../state/mergeState.ts";
import { parseState } from "../state/readState.ts";
import { packState } from "../state/stateFile.ts";

const NAME = /^\d+-0x[0-9a-f]{64}\.json\.gz$/;

/** Of each chain no more blocks are kept. */
const MOST_BLOCKS = 64;

/** The block whose state is kept. */
export interface CacheKey extends Pin {
  chainId: number;
}

/**
 * What is known of one block, in a file that `--state` reads too. Its name has chain, number and hash of the block, so that
 * a chain that was reorganised, or a node that began anew at the same address, is never answered for by what was before.
 */
export class StateCache {
  readonly #folder: string;
  readonly #file: string;
  readonly #key: CacheKey;
  readonly #notice: (sentence: string) => void;

  constructor(folder: string, key: CacheKey, notice: (sentence: string) => void = () => undefined) {
    this.#folder = join(folder, String(key.chainId));
    this.#file = join(this.#folder, `${key.number}-${key.hash}.json.gz`);
    this.#key = key;
    this.#notice = notice;
  }

  /** What is kept of the block. Files of another block of that number, and such as cannot be trusted, are removed. */
  load(): ForkState | undefined {
    const { chainId, number } = this.#key;
    for (const name of this.#names()) {
      const file = join(this.#folder, name);
      if (!name.startsWith(`${number}-`) || !name.endsWith(".json.gz") || file === this.#file) continue;
      drop(file);
      this.#notice(`Block ${number} of chain ${chainId} is another than the one in the cache, whose file is dropped.`);
    }
    return this.#read();
  }

  /** What is kept of the chain's block that is nearest to this one; undefined if there is none that can be read. */
  nearest(): ForkState | undefined {
    const distance = (name: string) => Math.abs(Number(name.split("-")[0]) - this.#key.number);
    const names = this.#names().filter((name) => NAME.test(name));
    const [name] = names.sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1));
    if (name === undefined) return undefined;
    const file = join(this.#folder, name);
    try {
      return parseState(readFileSync(file), file);
    } catch {
      // Whoever opens that very block says so.
      return undefined;
    }
  }

  /** Keeps a state, beside what others have kept of the block meanwhile. Whole or not at all. */
  save(state: ForkState): void {
    const part = `${this.#file}.${process.pid}.part`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      const kept = this.#read();
      writeFileSync(part, packState(kept === undefined ? state : mergeState(kept, state)));
      renameSync(part, this.#file);
      this.#thin();
    } catch (error) {
      drop(part);
      this.#notice(`Answers of the node cannot be kept in ${this.#folder}: ${(error as Error).message}.`);
    }
  }

  /** Lets go of the blocks that were written longest ago. */
  #thin(): void {
    const files = this.#names().filter((name) => NAME.test(name));
    if (files.length <= MOST_BLOCKS) return;
    const aged = files.map((name) => ({
      file: join(this.#folder, name),
      at: statSync(join(this.#folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }));
    for (const { file } of aged.sort((a, b) => b.at - a.at).slice(MOST_BLOCKS)) if (file !== this.#file) drop(file);
  }

  #names(): string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }

  #read(): ForkState | undefined {
    let bytes: Buffer;
    try {
      bytes = readFileSync(this.#file);
    } catch {
      return undefined;
    }
    try {
      const state = parseState(bytes, this.#file);
      if (state.chainId === this.#key.chainId && state.block.hash === this.#key.hash) return state;
    } catch {
      // Said below: what is wrong with it makes no difference.
    }
    drop(this.#file);
    this.#notice(`The cache of block ${this.#key.number} is damaged and dropped: ${this.#file}.`);
    return undefined;
  }
}

/** What cannot be removed is not used all the same. */
function drop(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It is written anew, or said to be in the way, when there is something to keep.
  }
}
