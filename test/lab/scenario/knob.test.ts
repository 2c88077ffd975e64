import { expect } from "chai";
import { parse } from "yaml";
import { knobAt } from "../../../src/scenario/knob.ts";
import { BPS, WAD } from "../../../src/units.ts";
import { faultOf } from "../../support/faultOf.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const raw: unknown = parse(TINY_VAULTS);

describe("knobAt", () => {
  const KNOBS: [what: string, path: string, grain: bigint][] = [
    ["a key that the file has", "market.paths.0.change", 1n],
    ["a key of a list's item of its kind", "changes.0.loss", 1n],
    ["a key that the file has not", "treatments.cap.maxLeverage", 1n],
    ["a new name of a single number", "treatments.cap.maxReuse.WETH", 1n],
    ["basis points", "lending.reserves.USDC.liquidationThreshold", WAD / BPS],
    ["whole units", "lending.reserves.USDC.supplyCap", WAD],
    ["a count", "population.longs.count", WAD],
    ["blocks", "chain.maxBlocks", WAD],
    ["a number that may also be a word", "market.recoveryHalfLifeSeconds", WAD],
    ["a quoted name", 'population."basis-savers".run.utilisation', 1n],
  ];

  for (const [what, path, grain] of KNOBS) {
    it(`knows ${what} and its grain`, () => {
      expect(knobAt(raw, path)).to.deep.equal({ path, grain });
    });
  }

  const UNKNOWN: [what: string, path: string, hint: string][] = [
    ["a slip", "treatments.cap.maxLevrage", '"treatments.cap.maxLeverage"'],
    ["a last part alone", "maxLeverage", '"treatments.cap.maxLeverage"'],
    ["a misspelt name", "lending.reserves.USDT.liquidationThreshold", '"lending.reserves.USDC.liquidationThreshold"'],
    ["a position beyond the end of a list", "changes.7.loss", '"changes.0.loss"'],
    ["a key of another kind", "changes.0.snapshotRatio", "docs/SCENARIO.md"],
    ["a word", "market.coupling", "docs/SCENARIO.md"],
    ["a choice among numbers", "pools.0.feeTier", "docs/SCENARIO.md"],
    ["a mapping", "treatments.cap", "docs/SCENARIO.md"],
    ["nothing", "", "docs/SCENARIO.md"],
  ];

  for (const [what, path, hint] of UNKNOWN) {
    it(`refuses ${what}`, () => {
      const fault = faultOf(() => knobAt(raw, path));
      expect([fault.code, fault.exitCode, fault.place]).to.deep.equal(["KNOB_UNKNOWN", 2, "--knob"]);
      expect(fault.hint).to.contain(hint);
    });
  }

  it("refuses the seed", () => {
    expect(faultOf(() => knobAt(raw, "seed")).code).to.equal("KNOB_SEED");
  });
});
