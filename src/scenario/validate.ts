import type { z } from "zod";
import { badInput, type FaultlineError } from "../errors.ts";
import { checkDecimals } from "./checks/decimals.ts";
import { crossCheck, type RunPlace } from "./crossCheck.ts";
import type { ScenarioDocument } from "./document.ts";
import { faultText } from "./faultText.ts";
import { knownKeys } from "./knownKeys.ts";
import { didYouMean } from "./nearest.ts";
import { resolveDecimals } from "./resolveDecimals.ts";
import { resolveOrder } from "./resolveOrder.ts";
import { resolvePerps } from "./resolvePerps.ts";
import { resolveTreatments } from "./resolveTreatments.ts";
import { type Scenario, scenarioSchema } from "./schema.ts";

/**
 * Turns a parsed file into a `Scenario`.
 *
 * Throws `SCENARIO_KEY_UNKNOWN`, `SCENARIO_KEY_MISSING`, `SCENARIO_VALUE` or one of the codes of `crossCheck`, with the
 * file, line and key of the first fault.
 */
export function validateScenario(document: ScenarioDocument, place: RunPlace = "own chain"): Scenario {
  const result = scenarioSchema.safeParse(document.raw, { reportInput: true });
  if (!result.success) throw faultOf(result.error.issues, document);

  const { perps, assets, treatments, ...rest } = result.data;
  checkDecimals(assets, document.placeOf);
  const resolved = resolveDecimals(assets);
  const scenario: Scenario = {
    ...rest,
    assets: resolved,
    ...(treatments === undefined ? {} : { treatments: resolveTreatments(treatments, resolved) }),
    ...(perps === undefined ? {} : { perps: resolvePerps(perps, rest.channels.counterparty) }),
  };
  crossCheck(scenario, document.placeOf, place);
  return resolveOrder(scenario);
}

type Issue = z.core.$ZodIssue;

function faultOf(issues: readonly Issue[], document: ScenarioDocument): FaultlineError {
  const issue = deepest(first(issues));
  const place = document.placeOf(issue.path);
  const key = issue.path.map(String).join(".");

  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys[0] ?? "";
    const known = knownKeys(document.raw, issue.path);
    return badInput("SCENARIO_KEY_UNKNOWN", `The key "${unknown}" is not known in ${key || "a scenario"}.`, {
      place: document.placeOf([...issue.path, unknown]),
      hint: `${didYouMean(unknown, known)}Known here: ${known.join(", ")}.`,
    });
  }
  if ("input" in issue && issue.input === undefined) {
    const known = knownKeys(document.raw, issue.path.slice(0, -1));
    return badInput("SCENARIO_KEY_MISSING", `The key "${key}" is missing.`, {
      place,
      hint: known.length === 0 ? "It has no default." : `It has no default. Known here: ${known.join(", ")}.`,
    });
  }
  const { text, hint } = faultText(issue);
  return badInput("SCENARIO_VALUE", `${key} ${text}.`, { place, hint });
}

/** A key that nobody knows explains the one that is missing, so it goes first. */
function first(issues: readonly Issue[]): Issue {
  return (issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0]) as Issue;
}

/** A failed union of mappings says nothing by itself: the branch that has the fewest faults does. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const mappings = issue.errors.filter((branch) => branch.some(isInside));
  if (mappings.length === 0) return issue;
  const best = mappings.reduce((a, b) => (b.length < a.length ? b : a));
  const inner = deepest(first(best));
  return { ...inner, path: [...issue.path, ...inner.path] };
}

/** Whether a fault of a union's branch shows that the value was meant for it: it is about a key of a mapping. */
function isInside(issue: Issue): boolean {
  return issue.path.length > 0 || issue.code === "unrecognized_keys";
}
