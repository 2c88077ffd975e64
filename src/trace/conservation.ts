import type { Books } from "./books.ts";
import type { TraceContext } from "./context.ts";
import { lendingChecks } from "./lendingChecks.ts";
import type { ConservationRow } from "./row.ts";
import { type TransferCheck, transferChecks } from "./transferChecks.ts";

/**
 * Checks that every account's books meet the chain: the ledger of transfers against each holder's balance, and each
 * reserve's assets against its claims. `others` are the checks of other venues, where there are any. What a token does
 * by itself is stated beside its check and counts for nothing.
 */
export async function checkConservation(
  context: TraceContext,
  books: Pick<Books, "ledger" | "operations"> & Partial<Pick<Books, "standing">>,
  others: ConservationRow["checks"] = [],
): Promise<ConservationRow> {
  const own: TransferCheck[] = [
    ...(await transferChecks(context, books.ledger)),
    ...lendingChecks(context.venues.lending, books),
  ];
  const checks: ConservationRow["checks"] = [
    ...own.map(({ venue, asset, error, allowed, token }) => ({
      venue,
      asset,
      errorWei: error.toString(),
      allowedWei: allowed.toString(),
      ...(token === undefined ? {} : { token }),
    })),
    ...others,
  ];
  let ok = books.ledger.unattributed === 0;
  let largest = 0n;
  for (const { errorWei, allowedWei, token } of checks) {
    const error = BigInt(errorWei);
    if (error > BigInt(allowedWei)) ok = false;
    if (token === undefined && error > largest) largest = error;
  }
  return { kind: "conservation", ok, maxErrorWei: largest.toString(), checks };
}
