import { expect } from "chai";
import { projectFiles, readProjectFile } from "./repository.ts";

/** The first pattern that fits decides. */
const BUDGETS: { pattern: RegExp; lines: number }[] = [
  { pattern: /^test\/.*\.(sol|ts)$/, lines: 300 },
  { pattern: /^contracts\/(.*\/)?I[A-Z]\w*\.sol$/, lines: 300 },
  { pattern: /^contracts\/(.*\/)?\w+(Lib|Math)\.sol$/, lines: 120 },
  { pattern: /^contracts\/.*\.sol$/, lines: 450 },
  { pattern: /^scripts\/[^/]+\.(ts|js)$/, lines: 80 },
  { pattern: /\.(ts|js)$/, lines: 150 },
];

/** Longer with a reason. A file back within its budget must leave this list. */
const EXCEPTIONS: Record<string, { lines: number; reason: string }> = {
  "src/venues/lendingBook.ts": { lines: 160, reason: "one handler an event, all on one book" },
  "src/trace/traceRecorder.ts": { lines: 170, reason: "one pass over a block, in the order of the chain" },
};

function linesOf(path: string): number {
  return readProjectFile(path).trimEnd().split("\n").length;
}

function budgetOf(path: string): number {
  return BUDGETS.find(({ pattern }) => pattern.test(path))?.lines ?? Number.POSITIVE_INFINITY;
}

describe("size budgets", () => {
  const sources = projectFiles(/\.(sol|ts|js)$/);

  it("hold for every source file", () => {
    const over = sources
      .filter((path) => linesOf(path) > (EXCEPTIONS[path]?.lines ?? budgetOf(path)))
      .map((path) => `${path}: ${linesOf(path)} lines, budget ${EXCEPTIONS[path]?.lines ?? budgetOf(path)}`);

    expect(sources.length).to.be.greaterThan(0);
    expect(over).to.deep.equal([]);
  });

  it("have no exception that is not needed", () => {
    const needless = Object.keys(EXCEPTIONS).filter(
      (path) => !sources.includes(path) || linesOf(path) <= budgetOf(path),
    );

    expect(needless).to.deep.equal([]);
  });
});
