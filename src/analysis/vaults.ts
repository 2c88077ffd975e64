import type { Row } from "../trace/row.ts";
import type { VaultActionRow, VaultStateRow } from "../trace/vaultRow.ts";
import { parseWad } from "../units.ts";
import { required, usdFigure, wadFigure } from "./figures.ts";
import type { Metric } from "./metric.ts";
import type { Summary } from "./summary.ts";

interface Course {
  first: VaultStateRow;
  last: VaultStateRow;
  redeemed: bigint;
  forced: bigint;
}

/** What takes money out of a vault's net assets: a payment at once, and one whose price is fixed. */
const REDEEMING: ReadonlySet<VaultActionRow["action"]> = new Set(["withdraw", "fulfil"]);

/**
 * Each vault before the first block and as the run leaves it, USD at oracle prices, beside what it paid out and what it
 * was made to trade. Shares in the queue count at net assets. A leverage without net assets is null.
 */
export function vaults(): Metric<Summary["vaults"]> {
  const courses = new Map<string, Course>();
  let kinds: Extract<Row, { kind: "world" }>["vaults"];

  return {
    read(row) {
      if (row.kind === "world") kinds = row.vaults;
      if (row.kind === "vaultState") {
        const known = courses.get(row.vault);
        if (known === undefined) courses.set(row.vault, { first: row, last: row, redeemed: 0n, forced: 0n });
        else known.last = row;
      }
      if (row.kind !== "vaultAction") return;
      const course = required(courses.get(row.venue), `state of ${row.venue} before what was done to it`);
      if (REDEEMING.has(row.action)) course.redeemed += parseWad(row.amountUsd);
      if (row.direct !== null) course.forced += parseWad(row.amountUsd);
    },
    result: () =>
      Object.fromEntries(
        [...courses].map(([vault, course]) => [
          vault,
          printed(required(kinds?.[vault], `vault ${vault} in its world row`).kind, course),
        ]),
      ),
  };
}

function printed(kind: "loop" | "basis", { first, last, redeemed, forced }: Course): Summary["vaults"][string] {
  const supply = BigInt(last.supply);
  const pending = supply === 0n ? 0n : (parseWad(last.netAssetsUsd) * BigInt(last.pendingShares)) / supply;
  return {
    kind,
    sharePriceStart: first.sharePrice,
    sharePriceEnd: last.sharePrice,
    navStartUsd: usdFigure(parseWad(first.netAssetsUsd)),
    navEndUsd: usdFigure(parseWad(last.netAssetsUsd)),
    liquidationNavStartUsd: usdFigure(parseWad(first.liquidationNavUsd)),
    liquidationNavEndUsd: usdFigure(parseWad(last.liquidationNavUsd)),
    leverageStart: ratioOf(first.leverage),
    leverageEnd: ratioOf(last.leverage),
    hedgeRatioEnd: ratioOf(last.hedgeRatio),
    pendingSharesEndUsd: usdFigure(pending),
    redeemedUsd: usdFigure(redeemed),
    forcedSalesUsd: usdFigure(forced),
  };
}

function ratioOf(text: string | null): number | null {
  return text === null || text === "inf" ? null : wadFigure(parseWad(text));
}
