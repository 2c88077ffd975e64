/** Solutions of a linear system over one denominator: `x[i][j] = numerators[i][j] ÷ denominator`. */
export interface ExactSolution {
  numerators: bigint[][];
  denominator: bigint;
}

/**
 * Solves `matrix · x = right`, one column of `right` a system, in integers alone: elimination over all rows whose every
 * division is exact, since each entry stays a minor of the matrix. Undefined where the matrix is singular.
 */
export function solveExactly(
  matrix: readonly (readonly bigint[])[],
  right: readonly (readonly bigint[])[],
): ExactSolution | undefined {
  const size = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...(right[i] ?? [])]);
  let last = 1n;

  for (let k = 0; k < size; k++) {
    const found = rows.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (found === -1) return undefined;
    const pivotRow = rows[found] as bigint[];
    if (found !== k) {
      rows[found] = rows[k] as bigint[];
      rows[k] = pivotRow;
    }
    const pivot = pivotRow[k] as bigint;
    rows.forEach((row, i) => {
      if (i === k) return;
      const factor = row[k] as bigint;
      rows[i] = row.map((entry, j) => (entry * pivot - factor * (pivotRow[j] as bigint)) / last);
    });
    last = pivot;
  }
  return { numerators: rows.map((row) => row.slice(size)), denominator: last };
}
