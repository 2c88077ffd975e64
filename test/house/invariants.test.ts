import { expect } from "chai";
import { projectFiles, readProjectFile } from "./repository.ts";

const LIST = "docs/INVARIANTS.md";

/** First in a row of the list: letters and a number, such as `LP-3`. */
const LISTED = /^\s*(?:[-*|]|#+)\s*[`*]*([A-Z]{1,6}-?\d{1,3})\b/gm;

describe("invariants", () => {
  const listedIds = () => [...readProjectFile(LIST).matchAll(LISTED)].map(([, id = ""]) => id);

  it("have an ID each", () => {
    const ids = listedIds();

    expect(ids.length).to.be.greaterThan(0);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).to.deep.equal([]);
  });

  it("are each tested", () => {
    const tests = projectFiles(/^test\/(?!house).*\.(sol|ts)$/)
      .map(readProjectFile)
      .join("\n");

    expect(listedIds().filter((id) => !mentions(tests, id))).to.deep.equal([]);
  });

  it("are each listed", () => {
    const ids = listedIds();
    const unlisted = projectFiles(/^test\/.*\.sol$/).flatMap((path) =>
      invariantFunctions(readProjectFile(path))
        .filter(({ text }) => !ids.some((id) => mentions(text, id)))
        .map(({ name }) => `${path} ${name}`),
    );

    expect(unlisted).to.deep.equal([]);
  });
});

/** Whether `id` stands in `text` as a word of its own, with or without its hyphen: `invariant_LP3_…` is `LP-3`. */
function mentions(text: string, id: string): boolean {
  return new RegExp(`(?<![A-Za-z0-9])${id.replace("-", "[-_]?")}(?![A-Za-z0-9])`).test(text);
}

/** Each invariant function with the comment above it. */
function invariantFunctions(source: string): { name: string; text: string }[] {
  const functions = source.matchAll(/((?:^\s*\/\/.*\n)*)^\s*function (invariant\w*)/gm);
  return [...functions].map(([text, , name = ""]) => ({ name, text }));
}
