import { expect } from "chai";
import { inProject, projectFiles, readProjectFile } from "./repository.ts";

/** Written so that this file does not match itself. */
const FORBIDDEN: Record<string, RegExp> = {
  "unfinished work": /\b(TO[D]O|FIX[M]E|XX[X])\b|\b[Nn]ot [i]mplemented/,
  "test that is switched off or alone": /\.(on[l]y|ski[p])\("/,
  "folder of someone's machine": /(?<![\w.$}])\/(home|root|Users|wor[k]|mnt)\/\w/,
  "host of a package registry": /registr[y]\.\w+\.\w+|\bnp[m]mirror\b|\bunpk[g]\.com\b/,
};

/** Texts alone; recorded data is checked by what made it. */
const texts = projectFiles(/\.(sol|ts|js|md|ya?ml|html|css|json)$|^\.[^/]+$|^\.ci\//).filter(
  (path) => path !== "package-lock.json" && !/^(scenarios|test\/golden)\/.*\.json$/.test(path),
);

describe("committed text", () => {
  for (const [what, pattern] of Object.entries(FORBIDDEN)) {
    it(`holds no ${what}`, () => {
      const found = texts.flatMap((path) =>
        readProjectFile(path)
          .split("\n")
          .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
      );

      expect(found).to.deep.equal([]);
    });
  }

  it("does not name the folder it is checked out in", () => {
    const here = inProject("").replace(/\/$/, "");

    expect(texts.filter((path) => readProjectFile(path).includes(`${here}/`))).to.deep.equal([]);
  });
});

describe("package-lock.json", () => {
  it("records no download address", () => {
    expect(readProjectFile("package-lock.json")).to.not.match(/"resolved": "http/);
  });
});
