import { card } from "./card.ts";
import { type Claim, claimsOf } from "./claims.ts";
import type { CollectedRows } from "./collectRows.ts";
import { scaleOf } from "./dependencyLayout.ts";
import { claimText, dependencyPicture } from "./dependencyPicture.ts";
import { html, type Markup } from "./html.ts";
import { figure, table, usdCell } from "./table.ts";

/** Most groups on the left; of more, the smaller ones stand together. */
const MOST_GROUPS = 9;
const OTHERS = "other groups";

/** Who has what of whom, before and after side by side, and as a table; nothing without vaults. */
export function dependencyCard(rows: CollectedRows, venues: readonly string[]): Markup {
  if (rows.vaults.states.length === 0) return html``;
  const before = claimsOf(rows, "start");
  const after = claimsOf(rows, "end");
  const groups = groupsOf([...before, ...after], venues);
  const drawn = [before, after].map((claims) => merged(claims, new Set([...groups, ...venues])));
  const order = {
    holders: drawn.flat().some(({ from, to }) => from === OTHERS || to === OTHERS) ? [...groups, OTHERS] : groups,
    venues,
  };
  const scale = scaleOf(drawn);
  const [start = [], end = []] = drawn;
  return card({
    title: "Who depends on whom",
    about:
      "USD at the oracle, one scale on both sides: what each has in a venue, what it owes there, and shares that a venue keeps as collateral",
    span: "full",
    note: "Groups on the left, venues on the right; what is in wallets is not drawn.",
    body: html`<ul class="keys"><li class="claim">has in</li><li class="debt">owes</li><li class="pledge">shares pledged</li></ul><div class="dependencies">${dependencyPicture("Before", start, order, scale)}${dependencyPicture("After", end, order, scale)}</div><details><summary>All of it as a table</summary>${claimTable(before, after)}</details>`,
  });
}

/** The largest groups, in the order in which the venues that they are in stand. */
function groupsOf(claims: readonly Claim[], venues: readonly string[]): string[] {
  const sums = new Map<string, { usd: number; place: number }>();
  for (const { from, to, usd } of claims) {
    for (const [group, venue] of [
      [from, to],
      [to, from],
    ] as const) {
      if (venues.includes(group)) continue;
      const sum = sums.get(group) ?? { usd: 0, place: 0 };
      sums.set(group, { usd: sum.usd + usd, place: sum.place + usd * venues.indexOf(venue) });
    }
  }
  const named = sums.size <= MOST_GROUPS ? MOST_GROUPS : MOST_GROUPS - 1;
  const largest = [...sums].sort(([, a], [, b]) => b.usd - a.usd).slice(0, named);
  return largest.sort(([, a], [, b]) => a.place / a.usd - b.place / b.usd).map(([group]) => group);
}

/** Claims of groups that have no place of their own are their neighbours' under one name. */
function merged(claims: readonly Claim[], named: ReadonlySet<string>): Claim[] {
  const nameOf = (name: string) => (named.has(name) ? name : OTHERS);
  const found = new Map<string, Claim>();
  for (const { from, to, kind, usd } of claims) {
    const claim = { from: nameOf(from), to: nameOf(to), kind };
    const key = `${kind} ${claim.from} ${claim.to}`;
    found.set(key, { ...claim, usd: usd + (found.get(key)?.usd ?? 0) });
  }
  return [...found.values()];
}

function claimTable(before: readonly Claim[], after: readonly Claim[]): Markup {
  const words = (claim: Claim) => claimText(claim).replace(/: .*$/, "");
  const ends = new Map(after.map((claim) => [words(claim), claim.usd]));
  const all = new Map([...before, ...after].map((claim) => [words(claim), claim]));
  const starts = new Map(before.map((claim) => [words(claim), claim.usd]));
  const usd = (value: number | undefined) => (value === undefined ? figure("–") : usdCell(value.toFixed(2)));
  return table(
    ["What", "Before", "After"],
    [...all.keys()].map((name) => [name, usd(starts.get(name)), usd(ends.get(name))]),
  );
}
