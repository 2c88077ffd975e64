import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { z } from "zod";
import { badInput } from "../../errors.ts";
import type { Span } from "../cover.ts";

/** What a journal belongs to; nothing of it is of use to a scan that differs in any of these. */
const headSchema = z.object({
  journal: z.literal(1),
  chainId: z.number().int(),
  pool: z.string(),
  block: z.number().int(),
  hash: z.string(),
  from: z.number().int(),
  topics: z.array(z.string()),
});
const chunkSchema = z.object({ from: z.number().int(), to: z.number().int(), accounts: z.array(z.string()) });

/** How every journal begins. */
const BEGINNING = '{"journal":1,';

export type JournalHead = Omit<z.output<typeof headSchema>, "journal">;

/**
 * What a scan has read, in a file: its head in the first line, then one line a chunk with the accounts that were new in
 * it. A line counts once it is whole; what a kill cut off is dropped and read again.
 */
export class Journal {
  readonly accounts = new Set<string>();
  readonly #head: JournalHead;
  readonly #done: Span[] = [];
  readonly #file: number;

  /** Opens or begins the file. `JOURNAL_FOREIGN` when it is of another scan, `JOURNAL_BROKEN` when it is none. */
  constructor(path: string, head: JournalHead) {
    this.#head = head;
    const lines = linesOf(path);
    if (lines.length > 0) this.#read(path, lines);
    const kept = [JSON.stringify({ journal: 1, ...head }), ...lines.slice(1)].map((line) => `${line}\n`).join("");
    try {
      writeFileSync(`${path}.part`, kept);
      renameSync(`${path}.part`, path);
      this.#file = openSync(path, "a");
    } catch (cause) {
      throw badInput("OUT_NOT_WRITABLE", "The journal of the scan cannot be written.", {
        place: { file: path },
        hint: "Write to a folder of your own.",
        cause,
      });
    }
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
    return this.#done.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  }

  /** Notes a chunk and the accounts seen in it. */
  add(span: Span, seen: Iterable<string>): void {
    const accounts = [...new Set(seen)].filter((account) => !this.accounts.has(account)).sort();
    writeSync(this.#file, `${JSON.stringify({ ...span, accounts })}\n`);
    this.#take({ ...span, accounts });
  }

  close(): void {
    closeSync(this.#file);
  }

  #take({ from, to, accounts }: z.output<typeof chunkSchema>): void {
    this.#done.push({ from, to });
    for (const account of accounts) this.accounts.add(account);
  }

  #read(path: string, lines: readonly string[]): void {
    try {
      const { journal: _, ...head } = headSchema.parse(JSON.parse(lines[0]!));
      if (JSON.stringify(head) !== JSON.stringify(headSchema.omit({ journal: true }).parse(this.#head))) {
        throw foreign(path, head, this.#head);
      }
      for (const line of lines.slice(1)) this.#take(chunkSchema.parse(JSON.parse(line)));
    } catch (cause) {
      if (cause instanceof SyntaxError || cause instanceof z.ZodError) {
        throw broken(path, cause);
      }
      throw cause;
    }
  }
}

/** The whole lines of a file; none when there is no file, or one whose first line a kill cut off. */
function linesOf(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const lines = text.split("\n").slice(0, -1);
  if (lines.length > 0 || BEGINNING.startsWith(text.slice(0, BEGINNING.length))) return lines;
  throw broken(file);
}

function broken(file: string, cause?: unknown) {
  return badInput("JOURNAL_BROKEN", "The file is no journal of a scan, or a damaged one.", {
    place: { file },
    hint: "Delete it to scan again, or choose another output.",
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
