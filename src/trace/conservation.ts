import { debtBalance, supplyBalance } from "../model/account.ts";
import { abs } from "../units.ts";
import { balancesOf } from "./balancesOf.ts";
import type { Books } from "./books.ts";
import type { TraceContext } from "./context.ts";
import type { ConservationRow } from "./row.ts";

/** Units a reserve may be short for each operation on it: each mint and burn rounds once. */
const UNITS_PER_OPERATION = 1n;

/**
 * Checks that every account's books meet the chain: the ledger of transfers against each holder's balance, and each
 * reserve's cash + debt + deficit against the claims of suppliers and treasury, short by at most one unit for each of
 * its `operations`. Debt compounds while supply grows linearly, so a surplus is expected and no error. `perps` are the
 * exchange's own checks, where there is one.
 */
export async function checkConservation(
  context: TraceContext,
  { ledger, operations }: Pick<Books, "ledger" | "operations">,
  perps: ConservationRow["checks"] = [],
): Promise<ConservationRow> {
  const checks: ConservationRow["checks"] = [];
  let ok = ledger.unattributed === 0;
  let largest = 0n;
  const add = (venue: string, asset: string, error: bigint, allowed: bigint) => {
    checks.push({ venue, asset, errorWei: error.toString(), allowedWei: allowed.toString() });
    if (error > allowed) ok = false;
    if (error > largest) largest = error;
  };

  for (const [token, balances] of ledger.balances) {
    const holders = [...balances.keys()].filter((holder) => context.roleOf(holder) !== "issuance");
    const onChain = await balancesOf(context.world, token, holders);
    const error = holders.reduce((sum, holder, i) => sum + abs((onChain[i] ?? 0n) - (balances.get(holder) ?? 0n)), 0n);
    add("transfers", context.symbolOf(token), error, 0n);
  }

  const { arithmetic } = context.venues.lending.rules;
  for (const reserve of context.venues.lending.reserves) {
    const { liquidityIndex, borrowIndex } = reserve.indexesAt(context.venues.lending.time);
    const assets = reserve.cash + debtBalance(reserve.scaledDebt, borrowIndex, arithmetic) + reserve.deficit;
    const claims = supplyBalance(reserve.scaledSupply + reserve.accruedToTreasury, liquidityIndex, arithmetic);
    add(
      "lending",
      reserve.symbol,
      claims > assets ? claims - assets : 0n,
      UNITS_PER_OPERATION * (operations.get(reserve.symbol) ?? 0n),
    );
  }
  for (const { venue, asset, errorWei, allowedWei } of perps) add(venue, asset, BigInt(errorWei), BigInt(allowedWei));
  return { kind: "conservation", ok, maxErrorWei: largest.toString(), checks };
}
