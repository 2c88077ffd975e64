import { readFileSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { stringify } from "yaml";
import { FaultlineError, formatPlace } from "../../../src/errors.ts";
import { resolvedScenario, resolvedYaml } from "../../../src/lab/resolvedScenario.ts";
import { scenarioFiles, scenarioNames } from "../../../src/scenario/catalogue.ts";
import { parseScenarioDocument } from "../../../src/scenario/document.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { validateScenario } from "../../../src/scenario/validate.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { TINY } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

type Json = Record<string, unknown>;

const validate = (text: string) => validateScenario(parseScenarioDocument(text, "mutated.yaml"));
const bundled = scenarioNames().flatMap(scenarioFiles);
const SOURCES = [TINY, TINY_PERPS, TINY_VAULTS, ...bundled.map((file) => readFileSync(file, "utf8"))];
/** Complete copies, so that a mutation can hit any key there is. */
const COMPLETE = SOURCES.map((text) => resolvedScenario(validate(text)) as Json);

/** What careless hands write in place of a value. */
const WRONG = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  -1e-300,
  2 ** 53,
  "",
  "5 apples",
  "200%",
  "-200%",
  "1e999",
  "abc",
  "NaN",
  [],
  {},
  [[]],
  "WBTC",
  "__proto__",
  "constructor",
  "2025-02-30T00:00:00Z",
  { min: 5, max: 1 },
  { kind: "shock" },
  "9".repeat(400),
];

/** Every place in a value that can be changed: its container and the key there. */
function places(value: unknown): { container: Json; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const container = value as Json;
  return Object.keys(container).flatMap((key) => [{ container, key }, ...places(container[key])]);
}

function mutate(scenario: Json, how: string, at: number, wrong: unknown): void {
  const all = places(scenario);
  const { container, key } = all[at % all.length] as { container: Json; key: string };
  const value = container[key];
  const other = all[(at * 7 + 3) % all.length] as { container: Json; key: string };
  const sign = typeof value === "string" && value.startsWith("-") ? value.slice(1) : `-${value}`;
  switch (how) {
    case "delete":
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else delete container[key];
      break;
    case "rename":
      container[`${key}s`] = value;
      delete container[key];
      break;
    case "negate":
      if (typeof value !== "object") container[key] = sign;
      break;
    case "swap":
      Object.assign(container, { min: container.max ?? value, max: container.min ?? value });
      break;
    case "copy":
      container[key] = structuredClone(other.container[other.key]);
      break;
    default:
      container[key] = wrong;
  }
}

describe("a mutated scenario", () => {
  it("is accepted, or refused with its place, and nothing else happens", () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...COMPLETE),
        fc.array(
          fc.record({
            how: fc.constantFrom("delete", "rename", "negate", "swap", "copy", "replace", "replace", "replace"),
            at: fc.nat(10_000),
            wrong: fc.constantFrom(...WRONG),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        (complete, mutations) => {
          const scenario = structuredClone(complete);
          for (const { how, at, wrong } of mutations) mutate(scenario, how, at, structuredClone(wrong));
          try {
            const accepted = validate(stringify(scenario, { aliasDuplicateObjects: false }));
            expect(validate(resolvedYaml(accepted))).to.deep.equal(accepted);
          } catch (error) {
            refused += 1;
            if (!(error instanceof FaultlineError)) throw error;
            expect(error.exitCode).to.equal(2);
            expect(formatPlace(error.place)).to.match(/^mutated\.yaml/);
            expect(error.message).to.match(/^[^\n]+\.$/);
            expect(error.message).not.to.match(/undefined|\[object|invalid input/i);
            expect(error.hint).to.match(/\S/);
          }
        },
      ),
      { numRuns: 400, seed: 20_251_010 },
    );
    expect(refused, "mutations that matter").to.be.greaterThan(150);
  }).timeout(60_000);

  it("of text is accepted, or refused with its place, whatever is cut out of it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SOURCES),
        fc.nat(),
        fc.integer({ min: 1, max: 60 }),
        fc.string(),
        (text, at, length, put) => {
          const start = at % text.length;
          try {
            validate(text.slice(0, start) + put + text.slice(start + length));
          } catch (error) {
            if (!(error instanceof FaultlineError)) throw error;
            expect(error.exitCode).to.equal(2);
            expect(formatPlace(error.place)).to.match(/^mutated\.yaml/);
          }
        },
      ),
      { numRuns: 150, seed: 20_251_010 },
    );
  }).timeout(60_000);
});

describe("a resolved scenario", () => {
  for (const file of bundled) {
    it(`of ${file.split("/scenarios/")[1]} loads to an equal one`, () => {
      const { scenario } = loadScenario(file);
      expect(validate(resolvedYaml(scenario))).to.deep.equal(scenario);
    });
  }
});
