import type { LoadedScenario } from "../scenario/load.ts";
import type { ReplayAction } from "../scenario/replayFile.ts";
import type { LiquidationRow } from "../trace/lendingRow.ts";
import type { Row } from "../trace/row.ts";
import { parseWad } from "../units.ts";
import type { Extras } from "./comparison.ts";
import { decimalsOf, endOf, wholeUnits } from "./holdings.ts";

/** Smallest units of the collateral by which a payout may miss the record and still agree with it. */
const ROUNDING = 1n;

/** A recorded liquidation and what came of it; no row where the pool refused it. */
interface Replayed {
  action: ReplayAction;
  row: LiquidationRow | undefined;
}

/**
 * How a replay met its record; nothing for other scenarios.
 *
 * - `replay.seizedAsRecorded`: calls that paid out what was recorded, to one smallest unit; `replay.largestGap` is the
 *   largest miss in those units; `replay.checks` is the former less one for each oracle price the calls rest on, since
 *   a recovered price uses one amount up.
 * - `replay.repaidAsRecorded`: calls that were not cut by the close factor or by the collateral.
 * - `replay.highestHealthFactor`: the largest at which a call went through.
 * - `replay.principal.ASSET`: borrowed less repaid. `replay.debtInterest.ASSET` and `replay.supplyInterest.ASSET`: what
 *   the account came to owe, or to have, beyond what was moved.
 */
export function replayFigures(rows: readonly Row[], { scenario, replay }: LoadedScenario): Extras {
  if (scenario.replay === undefined) return {};
  const decimals = decimalsOf(rows);
  const calls = alignCalls(rows, replay);
  const gaps = calls.map(({ action, row }) =>
    magnitude(BigInt(row?.collateralSeized ?? 0) - (action.seizure?.seized ?? 0n)),
  );
  const agreeing = gaps.filter((gap) => gap <= ROUNDING).length;
  const figures: Record<string, string | number> = {
    "replay.seizedAsRecorded": agreeing,
    "replay.largestGap": gaps.reduce((a, b) => (a > b ? a : b), 0n).toString(),
    "replay.checks": agreeing - pricesUsed(replay),
    "replay.repaidAsRecorded": calls.filter(({ action, row }) => row?.debtRepaid === action.amount.toString()).length,
    "replay.highestHealthFactor": highest(calls.flatMap(({ row }) => row?.healthFactorBefore ?? [])),
  };

  const moved = (kind: ReplayAction["action"], symbol: string) =>
    replay.reduce((sum, { action, asset, amount }) => (action === kind && asset === symbol ? sum + amount : sum), 0n);
  const [supplied, owed] = [
    endOf(rows, scenario.replay.account, "collateral"),
    endOf(rows, scenario.replay.account, "debt"),
  ];
  for (const symbol of Object.keys(scenario.assets)) {
    const total = (amounts: (row: LiquidationRow) => string) =>
      calls.reduce((sum, { row }) => (row === undefined ? sum : sum + BigInt(amounts(row))), 0n);
    const repaid = total((row) => (row.debtAsset === symbol ? row.debtRepaid : "0"));
    const seized = total((row) => (row.collateralAsset === symbol ? row.collateralSeized : "0"));
    const principal = moved("borrow", symbol) - repaid;
    const onDebt = (owed.get(symbol) ?? 0n) - principal;
    const onSupply = (supplied.get(symbol) ?? 0n) + seized - moved("supply", symbol);
    figures[`replay.principal.${symbol}`] = wholeUnits(principal, decimals(symbol));
    figures[`replay.debtInterest.${symbol}`] = wholeUnits(onDebt, decimals(symbol));
    figures[`replay.supplyInterest.${symbol}`] = wholeUnits(onSupply, decimals(symbol));
  }
  return figures;
}

/** Both the record and the trace are in the order of the chain, and a refused call has a row too. */
function alignCalls(rows: readonly Row[], replay: readonly ReplayAction[]): Replayed[] {
  const outcomes = rows.flatMap((row): (LiquidationRow | undefined)[] => {
    if (row.kind === "liquidation") return [row];
    return row.kind === "failed" && row.action === "liquidate" ? [undefined] : [];
  });
  return replay
    .filter(({ action }) => action === "liquidate")
    .map((action, index) => ({ action, row: outcomes[index] }));
}

/** Prints of the debt's price that at least one recorded liquidation rests on. */
function pricesUsed(replay: readonly ReplayAction[]): number {
  const standing = new Map<string, number>();
  const used = new Set<number>();
  for (const { action, asset, line } of replay) {
    if (action === "price") standing.set(asset, line);
    const print = action === "liquidate" ? standing.get(asset) : undefined;
    if (print !== undefined) used.add(print);
  }
  return used.size;
}

function highest(healthFactors: readonly string[]): string {
  return healthFactors.reduce((a, b) => (parseWad(a) > parseWad(b) ? a : b), "0");
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
