import type { z } from "zod";
import { badInput } from "../errors.ts";
import { crossCheck } from "./crossCheck.ts";
import type { ScenarioDocument } from "./document.ts";
import { type Scenario, scenarioSchema } from "./schema.ts";

/**
 * Turns a parsed file into a `Scenario`.
 *
 * Throws `SCENARIO_KEY_UNKNOWN`, `SCENARIO_KEY_MISSING`, `SCENARIO_VALUE` or one of the codes of `crossCheck`, with the
 * file, line and key of the first fault.
 */
export function validateScenario(document: ScenarioDocument): Scenario {
  const result = scenarioSchema.safeParse(document.raw, { reportInput: true });
  if (!result.success) throw faultOf(result.error.issues, document);

  crossCheck(result.data, document.placeOf);
  return result.data;
}

type Issue = z.core.$ZodIssue;

function faultOf(issues: Issue[], document: ScenarioDocument) {
  const issue = deepest(issues[0] as Issue);
  const place = document.placeOf(issue.path);
  const key = issue.path.map(String).join(".") || "the scenario";

  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys[0] ?? "";
    return badInput("SCENARIO_KEY_UNKNOWN", `The key "${unknown}" is not known in ${key}.`, {
      place: document.placeOf([...issue.path, unknown]),
      hint: "docs/SCENARIO.md lists every key; docs/scenario.schema.json completes them in an editor.",
    });
  }
  if ("input" in issue && issue.input === undefined) {
    return badInput("SCENARIO_KEY_MISSING", `The key "${key}" is missing.`, { place, hint: "It has no default." });
  }
  return badInput("SCENARIO_VALUE", `${key}: ${issue.message.replace(/\.$/, "")}.`, {
    place,
    hint: "docs/SCENARIO.md lists what each key takes.",
  });
}

/** A failed union says nothing by itself: the branch that got furthest does. */
function deepest(issue: Issue): Issue {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const candidates = issue.errors.map((branch) => deepest(branch[0] as Issue));
  const best = candidates.reduce((a, b) =>
    b.path.length > a.path.length || (a.code === "invalid_type" && b.code !== "invalid_type") ? b : a,
  );
  return { ...best, path: [...issue.path, ...best.path] };
}
