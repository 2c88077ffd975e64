import type { BlockRow } from "../trace/row.ts";

/** One sum a block, in the order of the blocks. */
export function sumByBlock<T extends { block: number }>(
  blocks: BlockRow[],
  rows: T[],
  value: (row: T) => number,
): number[] {
  const sums = new Map(blocks.map((row) => [row.block, 0]));
  for (const row of rows) sums.set(row.block, (sums.get(row.block) ?? 0) + value(row));
  return blocks.map((row) => sums.get(row.block) ?? 0);
}
