import { PRESETS } from "../model/rules.ts";
import type { WorldRow } from "../trace/row.ts";

/** Whether the lending venue writes debt off by the rules of the world's preset. */
export function writesOffDebt({ preset }: WorldRow): boolean {
  return Object.entries(PRESETS).some(([name, rules]) => name === preset && rules.writesOffDeficit);
}
