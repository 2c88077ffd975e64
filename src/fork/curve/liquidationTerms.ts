import { type LendingRules, PRESETS } from "../../model/rules.ts";
import type { Positions } from "../screen/positions.ts";
import { viewCall } from "../screen/viewCall.ts";
import type { ViewReader } from "../screen/viewReader.ts";
import { type Category, readCategories } from "./readCategories.ts";

const NOBODY = `0x${"0".repeat(40)}`;

/** What decides, beside prices, how much one liquidation may take. */
export interface LiquidationTerms {
  /** Undefined for the bundled pool, whose incentive may be any policy. */
  rules: LendingRules | undefined;
  categories: ReadonlyMap<number, Category>;
}

/**
 * Reads them from the pool. Since v3.3, which also brought deficits, the close factor is a share of the whole account's
 * debt and small positions go whole; before, it is a share of one reserve's debt.
 */
export async function readTerms(reader: ViewReader, positions: Positions): Promise<LiquidationTerms> {
  const { pool } = positions;
  const views = [viewCall(pool, "getRules()"), viewCall(pool, "getReserveDeficit(address)", [NOBODY])];
  const [bundled, deficit] = await reader.readEach(views, { mayFail: true });
  const preset = deficit === undefined ? "aave-v3.0" : "aave-v3.6";
  const rules = bundled === undefined ? PRESETS[preset] : undefined;
  return { rules, categories: await readCategories(reader, positions) };
}
