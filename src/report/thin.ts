/**
 * Groups `length` blocks into at most `limit` columns of equal width. Returns the width in blocks, 1 when nothing has
 * to be thinned out.
 */
export function columnWidth(length: number, limit: number): number {
  return Math.max(1, Math.ceil(length / limit));
}

/**
 * One value a column: the last of its blocks, except that the column which holds the lowest or the highest value of
 * the whole line shows that value. A null is a gap.
 */
export function thinLine(values: (number | null)[], width: number): (number | null)[] {
  if (width === 1) return values;
  const known = values.filter((value) => value !== null);
  const low = known.reduce((a, b) => Math.min(a, b), Infinity);
  const high = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const columns: (number | null)[] = [];
  for (let start = 0; start < values.length; start += width) {
    const part = values.slice(start, start + width);
    columns.push(part.find((value) => value === low) ?? part.find((value) => value === high) ?? part.at(-1) ?? null);
  }
  return columns;
}

/** One value a column: the sum of its blocks. */
export function thinSum(values: number[], width: number): number[] {
  const columns: number[] = [];
  for (let start = 0; start < values.length; start += width) {
    columns.push(values.slice(start, start + width).reduce((a, b) => a + b, 0));
  }
  return columns;
}

/** One item a column: the last of its blocks. */
export function thinLast<T>(values: T[], width: number): T[] {
  const columns: T[] = [];
  for (let start = 0; start < values.length; start += width) {
    columns.push(...values.slice(start, start + width).slice(-1));
  }
  return columns;
}
