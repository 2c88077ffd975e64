import { FaultlineError } from "../../errors.ts";
import { balanceSlot } from "../fund.ts";
import type { LendingFacts } from "../market/lendingFacts.ts";
import { type AnyChain, quietly } from "../quietly.ts";

/** An address that nobody has. */
const NOBODY = `0x${"4b0d".repeat(10)}`;

/**
 * Symbols of the reserves whose token nobody can be given: it keeps no balances in words of their own, as one that
 * bears interest by shares. Real accounts may have it, and keep it.
 */
export function readUngiven(chain: AnyChain, { reserves }: LendingFacts): Promise<string[]> {
  return quietly(chain, async () => {
    const ungiven: string[] = [];
    for (const { symbol, asset } of reserves) {
      try {
        await balanceSlot(chain, asset, NOBODY);
      } catch (error) {
        if (!(error instanceof FaultlineError) || error.code !== "FUND_SLOT_NOT_FOUND") throw error;
        ungiven.push(symbol);
      }
    }
    return ungiven;
  });
}
