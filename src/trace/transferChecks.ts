import { abs } from "../units.ts";
import { balancesOf } from "./balancesOf.ts";
import type { TraceContext } from "./context.ts";
import type { Ledger } from "./ledger.ts";
import type { Check } from "./lendingChecks.ts";
import { movesByItself, type Oddity } from "./movesByItself.ts";

/** A check of a token's transfers, and what of the token itself explains the error, if anything does. */
export type TransferCheck = Check & { token?: Oddity };

/**
 * The ledger of transfers against each holder's balance. On a fork everyone has something already: what a holder had at
 * the block before the books began is added; a token whose balances part from its own transfers is no fault of the books.
 */
export async function transferChecks(context: TraceContext, ledger: Ledger): Promise<TransferCheck[]> {
  const { fork } = context.world;
  const checks: TransferCheck[] = [];
  for (const [token, booked] of ledger.balances) {
    const holders = [...booked.keys()].filter((holder) => context.roleOf(holder) !== "issuance");
    const now = await balancesOf(context.world, token, holders);
    const before = fork === undefined ? [] : await balancesOf(context.world, token, holders, fork.firstBlock - 1);
    const errors = holders.map((holder, i) => abs((now[i] ?? 0n) - (before[i] ?? 0n) - (booked.get(holder) ?? 0n)));
    const error = errors.reduce((sum, one) => sum + one, 0n);
    const check = { venue: "transfers", asset: context.symbolOf(token), error, allowed: 0n };
    const holder = holders[errors.findIndex((one) => one > 0n)];
    const odd =
      fork === undefined || holder === undefined
        ? undefined
        : await movesByItself(context, { token, holder, booked, firstBlock: fork.firstBlock });
    checks.push(odd === undefined ? check : { ...check, allowed: error, token: odd });
  }
  return checks;
}
