import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { badInput } from "../../errors.ts";
import type { ForkState } from "./forkState.ts";
import { isFoundryCache, readFoundryCache } from "./foundryCache.ts";
import { stateForeign } from "./stateFault.ts";
import { isStateFile, readStateFile } from "./stateFile.ts";
import { isVerbsCache, readVerbsCache } from "./verbsCache.ts";

/**
 * Reads a recorded state of any known format, packed or not; the content decides which it is, not the name.
 * `STATE_NOT_FOUND`, `STATE_FOREIGN`, `STATE_CORRUPT`.
 */
export function readState(file: string): ForkState {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw badInput("STATE_NOT_FOUND", "The recorded state cannot be read.", {
      place: { file },
      hint: "Give the path of a file that `faultline fork record` wrote, or of a Foundry or verbs cache.",
      cause,
    });
  }
  return parseState(bytes, file);
}

/** The same for bytes at hand; `file` is what errors call them. */
export function parseState(bytes: Buffer, file: string): ForkState {
  const json = parse(unpack(bytes, file), file);
  if (isStateFile(json)) return readStateFile(json, file);
  if (isFoundryCache(json)) return readFoundryCache(json, file);
  if (isVerbsCache(json)) return readVerbsCache(json, file);
  throw stateForeign(file, "its JSON has the outline of no known format");
}

function unpack(bytes: Buffer, file: string): string {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return (isPacked ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (cause) {
    throw badInput("STATE_CORRUPT", "The recorded state is damaged: it cannot be unpacked to its end.", {
      place: { file },
      hint: "Fetch or record the file again.",
      cause,
    });
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw stateForeign(file, "it is not JSON", cause);
  }
}
