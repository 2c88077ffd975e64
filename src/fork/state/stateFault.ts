import { badInput, type FaultlineError } from "../../errors.ts";

const FORMATS =
  "A state is a file of `faultline fork record`, a Foundry cache (meta, accounts, storage) or a verbs cache ([timestamp, block, accounts, storage]).";

/** A file of a known format with something in it that cannot be: `key` says where. */
export function stateCorrupt(file: string, key: string, what: string): FaultlineError {
  return badInput("STATE_CORRUPT", `The recorded state is damaged: ${what}.`, {
    place: { file, key },
    hint: "Fetch or record the file again.",
  });
}

/** A file that is no state at all. */
export function stateForeign(file: string, what: string, cause?: unknown): FaultlineError {
  return badInput("STATE_FOREIGN", `The file is no recorded state: ${what}.`, {
    place: { file },
    hint: FORMATS,
    cause,
  });
}
