import type { Condition } from "../../analysis/condition/condition.ts";
import { readCondition } from "../../analysis/condition/readCondition.ts";
import { checkExpectedFields } from "../../analysis/expect.ts";
import { badInput, FaultlineError } from "../../errors.ts";
import { resolvedScenario } from "../../lab/resolvedScenario.ts";
import { type Knob, knobAt } from "../../scenario/knob.ts";
import { type LoadedScenario, loadScenario } from "../../scenario/load.ts";
import { formatDecimal, parseDecimal } from "../../units.ts";
import { seedsFrom } from "../seedsFrom.ts";
import { type Lattice, latticeOf } from "./lattice.ts";

/** What is asked, as the user wrote it. */
export interface LimitQuestion {
  /** A scenario's file. */
  file: string;
  overlays: readonly string[];
  sets: readonly string[];
  knob: string;
  between: readonly string[];
  until: string;
  /** How many seeds, from the scenario's on unless told otherwise. */
  seeds: number;
  seed?: number | undefined;
  points: number;
  tolerance?: string | undefined;
}

/** A question that can be answered: everything in it was read and found valid. */
export interface LimitPlan {
  question: LimitQuestion;
  loaded: LoadedScenario;
  knob: Knob;
  condition: Condition;
  lattice: Lattice;
  seeds: readonly number[];
}

/** Reads a question; refuses, before anything runs, what cannot be run at the ends or at a value between. */
export function limitPlan(question: LimitQuestion): LimitPlan {
  const { file, sets, overlays, points } = question;
  const loaded = loadScenario(file, sets, overlays);
  checkExpectedFields(loaded.scenario.expect);
  const condition = readCondition(question.until);
  const knob = knobAt(resolvedScenario(loaded.scenario), question.knob);
  const [low, high] = endsOf(question.between, knob);
  const tolerance = toleranceOf(question.tolerance, high - low);
  const lattice = latticeOf({ low, high, grain: knob.grain, points, tolerance });
  for (const index of lattice.first) {
    const set = setOf(knob, lattice.valueAt(index));
    try {
      loadScenario(file, [...sets, set], overlays);
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      const { code, message, hint } = error;
      throw badInput(code, message, { place: `--between, at ${set}`, hint, cause: error });
    }
  }
  return {
    question,
    loaded,
    knob,
    condition,
    lattice,
    seeds: seedsFrom(question.seed ?? loaded.scenario.seed, question.seeds),
  };
}

/** The override that turns the knob to a value; in quotes where YAML would read another number. */
export function setOf({ path }: Knob, value: bigint): string {
  const text = formatDecimal(value, 18);
  return `${path}=${String(Number(text)) === text ? text : `"${text}"`}`;
}

function endsOf(between: readonly string[], { path, grain }: Knob): [low: bigint, high: bigint] {
  const place = "--between";
  const [a, b, ...more] = between.map((text) => parseDecimal(text, 18, place));
  if (a === undefined || b === undefined || more.length > 0 || a === b) {
    const hint = "For example --between 2 10, or --between -40% -5%.";
    throw badInput("BETWEEN_INVALID", "The search needs two different values to look between.", { place, hint });
  }
  const coarse = between.find((_, i) => ([a, b][i] as bigint) % grain !== 0n);
  if (coarse !== undefined) {
    const hint = `${path} takes multiples of ${formatDecimal(grain, 18)}.`;
    throw badInput("BETWEEN_INVALID", `${path} cannot be ${coarse}.`, { place, hint });
  }
  return a < b ? [a, b] : [b, a];
}

function toleranceOf(text: string | undefined, range: bigint): bigint | undefined {
  if (text === undefined) return undefined;
  const tolerance = parseDecimal(text, 18, "--tolerance");
  if (tolerance > 0n && tolerance <= range && tolerance * 2n ** 40n > range) return tolerance;
  throw badInput("TOLERANCE_INVALID", `An interval of ${text} cannot be searched for.`, {
    place: "--tolerance",
    hint: `It is more than 0 and at most the whole range, ${formatDecimal(range, 18)}; without, a 64th of that.`,
  });
}
