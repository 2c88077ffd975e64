/** What a path leads to: a figure, a group of figures, or `undefined` where there is nothing. */
export type Field = string | number | boolean | null | object | undefined;

/**
 * What stands at a dotted path such as `badDebtUsd.recognised` or `liquidations.byRound.0.count`. Names may hold dots
 * themselves (a group called `loops.v2`): the longest one that exists is taken first.
 */
export function fieldAt(from: unknown, path: string): Field {
  if (typeof from !== "object" || from === null) return undefined;
  const names = path.split(".");
  for (let taken = names.length; taken > 0; taken--) {
    const name = names.slice(0, taken).join(".");
    if (!Object.hasOwn(from, name)) continue;
    const value = Reflect.get(from, name) as Field;
    const found = taken === names.length ? value : fieldAt(value, names.slice(taken).join("."));
    if (found !== undefined) return found;
  }
  return undefined;
}
