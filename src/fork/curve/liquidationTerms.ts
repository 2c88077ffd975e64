import { type LendingRules, PRESETS } from "../../model/rules.ts";
import { RELEASE_VIEWS, releaseBy } from "../market/releaseOf.ts";
import { presetOf } from "../market/rulesFollowed.ts";
import type { Positions } from "../screen/positions.ts";
import { viewCall } from "../screen/viewCall.ts";
import type { ViewReader } from "../screen/viewReader.ts";
import { type Category, readCategories } from "./readCategories.ts";

/** What decides, beside prices, how much one liquidation may take. */
export interface LiquidationTerms {
  /** Undefined for releases newer than those known, and for the bundled pool, whose incentive may be any policy. */
  rules: LendingRules | undefined;
  categories: ReadonlyMap<number, Category>;
}

/** Reads them from the pool. */
export async function readTerms(reader: ViewReader, positions: Positions): Promise<LiquidationTerms> {
  const { pool } = positions;
  const views = RELEASE_VIEWS.map((data) => ({ to: pool, view: data.slice(0, 10), data, words: 1 }));
  const [bundled, ...answers] = await reader.readEach([viewCall(pool, "getRules()"), ...views], { mayFail: true });
  const preset = presetOf(releaseBy(answers).release);
  const rules = bundled === undefined && preset !== undefined ? PRESETS[preset] : undefined;
  return { rules, categories: await readCategories(reader, positions) };
}
