import { compact } from "../../web/format.js";
import { Refusals } from "../analysis/refusals.ts";
import type { RefusalRow } from "../trace/guardRow.ts";
import type { CollectedRows } from "./collectRows.ts";
import { controlWord } from "./controlWords.ts";
import { hoursText } from "./hoursText.ts";
import { type Cell, figure, usdCell } from "./table.ts";

/** Refusals by control, reason, venue and action: openings first, then in the order in which they began. */
export function refusalRows({ controls }: CollectedRows): Cell[][] {
  const kinds = new Map<string, RefusalRow[]>();
  for (const row of [...controls.openings, ...controls.refusals]) {
    const key = `${row.control} ${row.reason} ${row.venue} ${row.action}`;
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, [row]);
    else known.push(row);
  }
  return [...kinds.values()].map((rows) => {
    const { control, reason, venue, action } = rows[0] as RefusalRow;
    const sums = new Refusals();
    for (const row of rows) sums.add(row);
    const refused = sums.refused([]);
    const openings = sums.openings();
    const isOpening = action === "open";
    return [
      controlWord(control),
      reason.replace(/^\w+?_/, ""),
      venue,
      action,
      figure(compact(isOpening ? openings.accounts : refused.count)),
      figure(compact(triesOf(rows))),
      isOpening ? figure("–") : figure(compact(triesOf(rows.filter(({ transaction }) => transaction === null)))),
      figure(compact(isOpening ? openings.accounts : refused.accounts)),
      usdCell(isOpening ? openings.usd : refused.usd),
    ];
  });
}

/** Who was kept in, by group and venue. */
export function blockedExitRows({ controls }: CollectedRows): Cell[][] {
  const groups = new Map<string, { accounts: Set<string>; usd: bigint; seconds: bigint; inside: number }>();
  for (const { account, group, venue, most, since, out } of controls.exits.exits) {
    const key = `${group}, ${venue}`;
    const sum = groups.get(key) ?? { accounts: new Set(), usd: 0n, seconds: 0n, inside: 0 };
    sum.accounts.add(account);
    sum.usd += most;
    sum.seconds += controls.times.between(since, out);
    if (out === undefined) sum.inside += 1;
    groups.set(key, sum);
  }
  return [...groups].map(([name, { accounts, usd, seconds, inside }]) => {
    const cents = (Number(usd / 10n ** 16n) / 100).toFixed(2);
    return [
      name,
      figure(compact(accounts.size), `${inside} of them to the end`),
      usdCell(cents),
      figure(hoursText(Number(seconds) / 3600)),
    ];
  });
}

function triesOf(rows: readonly RefusalRow[]): number {
  return rows.reduce((sum, { tries }) => sum + tries, 0);
}
