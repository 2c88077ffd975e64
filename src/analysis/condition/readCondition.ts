import { badInput } from "../../errors.ts";
import { nearestFields } from "../nearestFields.ts";
import { isPossibleField } from "../possibleField.ts";
import type { Condition } from "./condition.ts";
import { placeIn } from "./conditionFault.ts";
import { fieldsOf } from "./fieldsOf.ts";
import { parseCondition } from "./parseCondition.ts";

/**
 * Reads a condition and refuses, before anything runs, a figure that no summary can have: `UNTIL_FIELD_UNKNOWN`, with
 * the nearest names. A misspelt asset or group is found in the first summary.
 */
export function readCondition(text: string): Condition {
  const condition = parseCondition(text);
  const unknown = fieldsOf(condition).find(({ path }) => !isPossibleField(path));
  if (unknown === undefined) return condition;
  const near = nearestFields(unknown.path).map((name) => `"${name}"`);
  throw badInput("UNTIL_FIELD_UNKNOWN", `The summary has no figure "${unknown.path}".`, {
    place: placeIn(text, unknown.at),
    hint: `${near.length === 0 ? "" : `Did you mean ${near.join(" or ")}? `}docs/summary.schema.json lists them all.`,
  });
}
