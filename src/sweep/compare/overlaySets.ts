import { flattenParameters } from "../../report/parameters.ts";
import { readOverlay } from "../../scenario/overlay.ts";

/** Every key that a treatment's file lays over a scenario, dotted, with its value as written. */
export function overlaySets(file: string): Record<string, string> {
  const { body, yaml } = readOverlay(file);
  return Object.fromEntries(flattenParameters(body.toJS(yaml.document)));
}
