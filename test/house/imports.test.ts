import { posix } from "node:path";
import { expect } from "chai";
import { projectFiles, readProjectFile } from "./repository.ts";

/** In flow order: what stands on one line may import what stands on it and above. */
const STAGES = [
  ["errors.ts", "units.ts", "model"],
  ["scenario"],
  ["world"],
  ["venues"],
  ["agents"],
  ["market"],
  ["run"],
  ["trace"],
  ["analysis"],
  ["report"],
  ["lab"],
  ["live"],
  ["sweep"],
  ["fork"],
];

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g;

function stageOf(path: string): number {
  const [, top = ""] = path.split("/");
  return STAGES.findIndex((names) => names.includes(top));
}

function importsOf(path: string): string[] {
  return [...readProjectFile(path).matchAll(IMPORT)].map(([, target = ""]) => posix.join(posix.dirname(path), target));
}

describe("src/", () => {
  const sources = projectFiles(/^src\/.*\.ts$/);

  it("consists of stages", () => {
    expect(sources.length).to.be.greaterThan(0);
    expect(sources.filter((path) => stageOf(path) === -1)).to.deep.equal([]);
  });

  it("imports backward only", () => {
    const forward = sources.flatMap((path) =>
      importsOf(path)
        .filter((target) => target.startsWith("src/") && stageOf(target) > stageOf(path))
        .map((target) => `${path} imports ${target}`),
    );

    expect(forward).to.deep.equal([]);
  });

  it("imports neither commands nor tests", () => {
    const outward = sources.flatMap((path) =>
      importsOf(path)
        .filter((target) => /^(scripts|test|bench)\//.test(target))
        .map((target) => `${path} imports ${target}`),
    );

    expect(outward).to.deep.equal([]);
  });
});
