import { readFileSync } from "node:fs";
import { z } from "zod";
import { badInput } from "../../errors.ts";

const headSchema = z.object({
  journal: z.literal(1),
  chainId: z.number().int(),
  pool: z.string(),
  block: z.number().int(),
  hash: z.string(),
  from: z.number().int(),
  topics: z.array(z.string()),
});
/** How every journal begins. */
const BEGINNING = '{"journal":1,';

/** What a journal belongs to; nothing of it is of use to a scan that differs in any of these. */
export type JournalHead = Omit<z.output<typeof headSchema>, "journal">;

/** The head among a journal's lines; undefined when there are none. `JOURNAL_BROKEN` when they begin otherwise. */
export function headOf(file: string, [line]: readonly string[]): JournalHead | undefined {
  if (line === undefined) return undefined;
  try {
    const { journal: _, ...head } = headSchema.parse(JSON.parse(line));
    return head;
  } catch (cause) {
    throw broken(file, cause);
  }
}

/** The whole lines of a file; none when there is no file, or one whose first line a kill cut off. */
export function linesOf(file: string): string[] {
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

export function broken(file: string, cause?: unknown) {
  return badInput("JOURNAL_BROKEN", "The file is no journal of a scan, or a damaged one.", {
    place: { file },
    hint: "Delete it to scan again, or choose another output.",
    cause,
  });
}
