import { closeSync, openSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { badInput } from "../../errors.ts";
import type { Span } from "../cover.ts";
import { broken, headOf, type JournalHead, linesOf } from "./journalHead.ts";

const chunkSchema = z.object({ from: z.number().int(), to: z.number().int(), accounts: z.array(z.string()) });

/**
 * What a scan has read, in a file: its head in the first line, then one line a chunk with the accounts that were new in
 * it. A line counts once it is whole; what a kill cut off is dropped and read again.
 */
export class Journal {
  readonly accounts = new Set<string>();
  readonly #head: JournalHead;
  readonly #done: Span[] = [];
  readonly #file: number;
  readonly #path: string;
  #isShut = false;
  #blocks = 0;

  /** Opens or begins the file. `JOURNAL_FOREIGN` when it is of another scan, `JOURNAL_BROKEN` when it is none. */
  constructor(path: string, head: JournalHead) {
    this.#head = head;
    const lines = linesOf(path);
    this.#read(path, lines);
    const kept = [JSON.stringify({ journal: 1, ...head }), ...lines.slice(1)].map((line) => `${line}\n`).join("");
    try {
      writeFileSync(`${path}.part`, kept);
      renameSync(`${path}.part`, path);
      this.#file = openSync(path, "a");
    } catch (cause) {
      throw notWritable(path, cause);
    }
    this.#path = path;
  }

  /** Blocks not read yet, in order. */
  get missing(): Span[] {
    const gaps: Span[] = [];
    let from = this.#head.from;
    for (const span of this.#done.toSorted((a, b) => a.from - b.from)) {
      if (span.from > from) gaps.push({ from, to: span.from - 1 });
      from = Math.max(from, span.to + 1);
    }
    if (from <= this.#head.block) gaps.push({ from, to: this.#head.block });
    return gaps;
  }

  /** Blocks read so far. */
  get blocks(): number {
    return this.#blocks;
  }

  /** Notes a chunk and the accounts seen in it. */
  add(span: Span, seen: Iterable<string>): void {
    const accounts = [...new Set(seen)].filter((account) => !this.accounts.has(account)).sort();
    const line = `${JSON.stringify({ ...span, accounts })}\n`;
    // Behind half a line no other may stand: it would be no line either.
    if (this.#isShut) throw notWritable(this.#path);
    this.#isShut = true;
    try {
      this.#isShut = writeSync(this.#file, line) < Buffer.byteLength(line);
    } catch (cause) {
      throw notWritable(this.#path, cause);
    }
    if (this.#isShut) throw notWritable(this.#path);
    this.#take({ ...span, accounts });
  }

  close(): void {
    this.#isShut = true;
    closeSync(this.#file);
  }

  #take({ from, to, accounts }: z.output<typeof chunkSchema>): void {
    this.#blocks += to - from + 1;
    this.#done.push({ from, to });
    for (const account of accounts) this.accounts.add(account);
  }

  #read(path: string, lines: readonly string[]): void {
    const head = headOf(path, lines);
    if (head !== undefined && !isDeepStrictEqual(head, this.#head)) throw foreign(path, head, this.#head);
    try {
      for (const line of lines.slice(1)) this.#take(chunkSchema.parse(JSON.parse(line)));
    } catch (cause) {
      throw broken(path, cause);
    }
  }
}

function notWritable(file: string, cause?: unknown) {
  return badInput("OUT_NOT_WRITABLE", "The journal of the scan cannot be written.", {
    place: { file },
    hint: "Write to a folder of your own, with room left on its disk.",
    cause,
  });
}

function foreign(file: string, old: JournalHead, now: JournalHead) {
  const reorganised = old.chainId === now.chainId && old.block === now.block && old.hash !== now.hash;
  const what = reorganised
    ? `of another block ${now.block}: the chain reorganised, or it is another chain`
    : `of another scan, of pool ${old.pool} on chain ${old.chainId} up to block ${old.block}`;
  return badInput("JOURNAL_FOREIGN", `The journal is ${what}.`, {
    place: { file },
    hint: "Repeat that scan's command to go on with it, or delete the file to begin this one.",
  });
}
