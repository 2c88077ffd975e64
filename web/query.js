import { tokenDecimal } from "./format.js";

/** Rows as objects from the page's data, in the order of the trace; `search` is what the filter looks in. */
export function tableRows({ fields, values }) {
  return values.map((items) => {
    const row = Object.fromEntries(fields.map((field, index) => [field, items[index]]));
    row.search = items
      .filter((item) => typeof item === "string")
      .join(" ")
      .toLowerCase();
    return row;
  });
}

/** The rows that hold every word of `text` and are of that kind and pair; an empty condition holds for all. */
export function filterRows(rows, { text, kind, pair }) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      words.every((word) => row.search.includes(word)) &&
      (kind === "" || row.direct === (kind === "direct")) &&
      (pair === "" || `${row.collateralAsset} / ${row.debtAsset}` === pair),
  );
}

const ASSET_OF = { collateralSeized: "collateralAsset", debtRepaid: "debtAsset" };

/**
 * The rows in the order of one column, ties in their old order. Numbers by size (amounts in whole tokens, so that
 * assets compare), text by its letters, what is missing last.
 */
export function sortRows(rows, column, descending, decimals) {
  const keyed = rows.map((row) => ({ row, key: sortKey(row, column, decimals) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return a.key < b.key ? -sign : a.key > b.key ? sign : 0;
  });
  return keyed.map((item) => item.row);
}

function sortKey(row, { field, number }, decimals) {
  const value = row[field];
  if (value === null || value === undefined) return null;
  if (!number) return String(value);
  if (value === "inf") return Number.POSITIVE_INFINITY;
  const asset = ASSET_OF[field];
  return Number(asset === undefined ? value : tokenDecimal(value, decimals[row[asset]] ?? 0));
}

/** The rows as CSV with every field as the trace has it; quotes only where needed. */
export function csvText(fields, rows) {
  const quote = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = rows.map((row) => fields.map((field) => quote(String(row[field] ?? ""))).join(","));
  return `${[fields.join(","), ...lines].join("\n")}\n`;
}
