export type Item = string | number | boolean | null;
export type TableRow = Record<string, Item> & { search: string };

export function tableRows(data: { fields: readonly string[]; values: Item[][] }): TableRow[];
export function filterRows(rows: TableRow[], conditions: { text: string; kind: string; pair: string }): TableRow[];
export function sortRows(
  rows: TableRow[],
  column: { field: string; number?: boolean },
  descending: boolean,
  decimals: Record<string, number>,
): TableRow[];
export function csvText(fields: readonly string[], rows: TableRow[]): string;
