import type { Context, RootHookObject } from "mocha";

type Compared = { actual?: unknown; expected?: unknown };

/**
 * Where processes share the tests a failure travels as JSON, which bigints do not fit: what was compared goes as text
 * with an `n` behind it, as Node prints it. Without this a failure would be told as one outside of any test.
 */
export const mochaHooks: RootHookObject = {
  afterEach(this: Context) {
    const fault = this.currentTest?.err as Compared | undefined;
    for (const side of ["actual", "expected"] as const)
      if (fault?.[side] !== undefined) fault[side] = plain(fault[side]);
  },
};

function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `${part}n` : part));
  return text === undefined ? undefined : JSON.parse(text);
}
