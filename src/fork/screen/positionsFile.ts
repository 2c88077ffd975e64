import { readFileSync } from "node:fs";
import type { z } from "zod";
import { badInput } from "../../errors.ts";
import { writeWhole } from "../writeWhole.ts";
import { type Positions, positionsSchema } from "./positions.ts";

/** Writes positions whole or not at all; the same positions give the same bytes. `OUT_NOT_WRITABLE`. */
export function writePositions(file: string, positions: Positions): void {
  const text = JSON.stringify(positions, (_, value) => (typeof value === "bigint" ? value.toString() : value), 1);
  writeWhole(file, `${text}\n`);
}

/**
 * Reads positions. `POSITIONS_MISSING`, `POSITIONS_VERSION`, `POSITIONS_BROKEN` when the file is not what it should be,
 * `POSITIONS_EMPTY` when nobody owes in it.
 */
export function readPositions(file: string): Positions {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw badInput("POSITIONS_MISSING", "The file of positions cannot be read.", {
      place: { file },
      hint: "`faultline fork discover` writes one.",
      cause,
    });
  }
  const hint = "Write it anew with `faultline fork discover`.";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw badInput("POSITIONS_BROKEN", "The file of positions is no JSON.", { place: { file }, hint, cause });
  }
  const version = (json as { positions?: unknown } | null)?.positions;
  if (typeof version === "number" && version !== 1) {
    throw badInput("POSITIONS_VERSION", `The file is of version ${version}, understood is version 1.`, {
      place: { file },
      hint,
    });
  }
  const parsed = positionsSchema.safeParse(json);
  if (parsed.success) return requireAccounts(file, parsed.data, hint);
  const [issue] = parsed.error.issues as [z.core.$ZodIssue];
  throw badInput("POSITIONS_BROKEN", `The file holds no positions: ${issue.message}.`, {
    place: { file, key: issue.path.join(".") },
    hint,
  });
}

/** An account that counted twice would owe twice. */
function requireAccounts(file: string, positions: Positions, hint: string): Positions {
  const key = "accounts";
  if (positions.accounts.length === 0) {
    throw badInput("POSITIONS_EMPTY", "The file of positions names nobody who owes.", { place: { file, key }, hint });
  }
  const seen = new Set<string>();
  for (const [index, { account }] of positions.accounts.entries()) {
    if (seen.has(account)) {
      throw badInput("POSITIONS_BROKEN", `The file of positions lists ${account} twice.`, {
        place: { file, key: `${key}.${index}.account` },
        hint,
      });
    }
    seen.add(account);
  }
  return positions;
}
