import { COLUMNS } from "./columns.js";
import { groupDigits } from "./format.js";
import { csvText, filterRows, sortRows, tableRows } from "./query.js";

const PAGE = 25;

/** Brings the table of liquidations to life; only one page of rows is ever in the document. */
export function mountTable(section, liquidations, startTime) {
  const context = { startTime, decimals: liquidations.decimals };
  const rows = tableRows(liquidations);
  const form = section.querySelector("form");
  const state = { column: null, descending: false, page: 0, shown: rows };

  const columns = () => COLUMNS.filter((column) => column.main || form.elements.all.checked);
  const pages = () => Math.max(1, Math.ceil(state.shown.length / PAGE));

  function query() {
    const { text, kind, pair } = form.elements;
    const found = filterRows(rows, { text: text.value, kind: kind.value, pair: pair.value });
    state.shown = state.column === null ? found : sortRows(found, state.column, state.descending, context.decimals);
    state.page = 0;
    draw();
  }

  function sortBy(column) {
    const again = state.column?.field === column.field;
    state.descending = again ? !state.descending : column.number === true;
    state.column = column;
    query();
    section.querySelector(`button[data-field="${column.field}"]`).focus();
  }

  function draw() {
    section.querySelector("thead").replaceChildren(headRow(columns(), state, sortBy));
    const from = state.page * PAGE;
    const page = state.shown.slice(from, from + PAGE);
    const body = page.map((row) => bodyRow(columns(), row, context));
    section.querySelector("tbody").replaceChildren(...(body.length > 0 ? body : [noRow(columns().length)]));

    const of = state.shown.length === rows.length ? "" : ` (${groupDigits(String(rows.length))} without the filter)`;
    section.querySelector(".pages p").textContent =
      page.length === 0
        ? `0 rows${of}`
        : `${from + 1}–${from + page.length} of ${groupDigits(String(state.shown.length))}${of}`;
    const buttons = section.querySelector(".pages div").children;
    for (const button of buttons) {
      button.disabled =
        button.name === "first" || button.name === "previous" ? state.page === 0 : state.page === pages() - 1;
    }
  }

  const targets = {
    first: () => 0,
    previous: () => state.page - 1,
    next: () => state.page + 1,
    last: () => pages() - 1,
  };
  section.querySelector(".pages").addEventListener("click", ({ target }) => {
    if (targets[target.name] === undefined) return;
    state.page = targets[target.name]();
    draw();
  });
  form.addEventListener("input", query);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.csv.addEventListener("click", () => save(csvText(liquidations.fields, state.shown)));
  draw();
}

function headRow(columns, state, sortBy) {
  const row = document.createElement("tr");
  for (const column of columns) {
    const head = document.createElement("th");
    const button = document.createElement("button");
    const sorted = state.column?.field === column.field;
    head.scope = "col";
    head.className = column.number ? "num" : "";
    head.ariaSort = sorted ? (state.descending ? "descending" : "ascending") : "none";
    button.type = "button";
    button.dataset.field = column.field;
    button.textContent = column.head;
    button.addEventListener("click", () => sortBy(column));
    head.append(button);
    row.append(head);
  }
  return row;
}

function bodyRow(columns, item, context) {
  const row = document.createElement("tr");
  for (const column of columns) {
    const cell = document.createElement("td");
    const value = item[column.field];
    const { text, exact, kind } = value === undefined ? { text: "" } : column.show(value, item, context);
    cell.textContent = text;
    if (column.number) cell.className = "num";
    if (kind) cell.className = `kind ${text}`;
    if (exact !== undefined) cell.title = exact;
    row.append(cell);
  }
  return row;
}

function noRow(span) {
  const row = document.createElement("tr");
  const cell = document.createElement("td");
  cell.colSpan = span;
  cell.className = "none";
  cell.textContent = "No liquidation matches these conditions.";
  row.append(cell);
  return row;
}

function save(text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "liquidations.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}
