import { badInput } from "../errors.ts";
import { nearest } from "./nearest.ts";
import { ANY_NAME, numericKeys } from "./numericKeys.ts";

/** A key of a scenario that is turned. */
export interface Knob {
  /** As the user wrote it; `--set` takes it. */
  path: string;
  /** The smallest step between two values, [wad]; one for whole numbers. */
  grain: bigint;
}

/** A part of a path, quoted where it holds dots itself, as `--set` has it. */
const PART = /"([^"]*)"|[^."]+/g;

/**
 * The numeric key that a path leads to, whether or not the scenario (`raw`, as written) has it yet. `KNOB_UNKNOWN` for
 * what is none, with the nearest; `KNOB_SEED` for the seed, which is no property of what is studied.
 */
export function knobAt(raw: unknown, path: string): Knob {
  const parts = [...path.matchAll(PART)].map(([whole, quoted]) => quoted ?? whole);
  if (parts.length === 1 && parts[0] === "seed") {
    throw badInput("KNOB_SEED", "The seed is no knob: neighbouring seeds have nothing in common.", {
      place: "--knob",
      hint: "--seeds asks of how many seeds a value must hold.",
    });
  }
  const keys = numericKeys(raw);
  const key = keys.find((one) => fits(one.path, parts));
  if (key !== undefined) return { path, grain: key.grain };

  const written = parts.join(".");
  const candidates = keys.map((one) => one.path.map((name, i) => (name === ANY_NAME ? (parts[i] ?? name) : name)));
  const near =
    nearest(
      written,
      candidates.map((names) => names.join(".")),
    ) ?? sameEnd(candidates, parts.at(-1));
  throw badInput("KNOB_UNKNOWN", `"${path}" is no numeric key of the scenario.`, {
    place: "--knob",
    hint: `${near === undefined ? "" : `Did you mean "${near}"? `}docs/SCENARIO.md lists the keys; items are counted from 0.`,
  });
}

function fits(key: readonly string[], parts: readonly string[]): boolean {
  return key.length === parts.length && key.every((name, i) => name === ANY_NAME || name === parts[i]);
}

function sameEnd(candidates: readonly (readonly string[])[], last: string | undefined): string | undefined {
  return candidates.find((names) => names.at(-1) === last)?.join(".");
}
