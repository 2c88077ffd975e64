import type { Colors } from "../report/plainTable.ts";

/** What something is, and what there is to say about it. */
export type Fact = [name: string, value: string, note?: string];

/** Facts under one another, names and values each in a column. */
export function facts(list: readonly Fact[], colors: Colors): string {
  const width = (column: 0 | 1) => Math.max(...list.map((fact) => fact[column].length));
  const [names, values] = [width(0), width(1)];
  return list
    .map(([name, value, note = ""]) =>
      `${colors.dim(name.padEnd(names))}  ${value.padStart(values)}  ${colors.dim(note)}`.trimEnd(),
    )
    .join("\n");
}
