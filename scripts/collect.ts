/** For an option that may be given again and again: keeps every value, in their order. */
export function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

/** `--with`: treatments, laid over the scenario one after another. */
export const WITH: [string, string, typeof collect, string[]] = [
  "--with <treatment>",
  "lay a treatment over it: a bundled name, a YAML file, or some joined by +",
  collect,
  [],
];
