import { expect } from "chai";
import { formatPlace } from "../../../../src/errors.ts";
import { type LimitQuestion, setOf } from "../../../../src/sweep/limit/limitPlan.ts";
import { parseWad } from "../../../../src/units.ts";
import { faultOf } from "../../../support/faultOf.ts";
import { firstValues, planOf } from "../../../support/sampleLimit.ts";

const CHANGE = { knob: "market.paths.0.change", between: ["-5%", "-40%"] };
const THRESHOLD = "lending.reserves.USDC.liquidationThreshold";

describe("limitPlan", () => {
  it("takes ends in any order, in percent or not, below zero too", () => {
    expect(firstValues(planOf(CHANGE))).to.deep.equal(["-0.4", "-0.3125", "-0.225", "-0.1375", "-0.05"]);
    expect(firstValues(planOf())).to.deep.equal(["2", "4", "6", "8", "10"]);
  });

  it("rounds values between to what the key takes", () => {
    const counts = planOf({ knob: "population.loopers.count", between: ["1", "10"], points: 1 });
    expect(firstValues(counts)).to.deep.equal(["1", "6", "10"]);
    const shares = planOf({ knob: THRESHOLD, between: ["77.77%", "78%"], points: 3 });
    expect(firstValues(shares)).to.deep.equal(["0.7777", "0.7783", "0.7789", "0.7794", "0.78"]);
  });

  it("counts seeds from the scenario's, or from a given one", () => {
    expect(planOf({ seeds: 3 }).seeds).to.deep.equal([1, 2, 3]);
    expect(planOf({ seeds: 2, seed: 40 }).seeds).to.deep.equal([40, 41]);
  });

  it("turns the knob by an override that YAML reads exactly", () => {
    const knob = { path: "x.y", grain: 1n };
    expect(setOf(knob, parseWad("-0.0725"))).to.equal("x.y=-0.0725");
    expect(setOf(knob, parseWad("1234567890.123456789"))).to.equal('x.y="1234567890.123456789"');
  });

  const REFUSED: [what: string, over: Partial<LimitQuestion>, code: string, place: RegExp][] = [
    ["a key that is none", { knob: "treatments.cap.maxLevrage" }, "KNOB_UNKNOWN", /^--knob$/],
    ["a field that is none", { until: "badDebt.economic < 1" }, "UNTIL_FIELD_UNKNOWN", /^--until, character 1,/],
    ["one end", { between: ["2"] }, "BETWEEN_INVALID", /^--between$/],
    ["two ends that are the same", { between: ["2", "200%"] }, "BETWEEN_INVALID", /^--between$/],
    ["an end that is no number", { between: ["2", "ten"] }, "UNIT_NOT_A_NUMBER", /^--between$/],
    ["half an account", { knob: "population.loopers.count", between: ["1", "2.5"] }, "BETWEEN_INVALID", /^--between$/],
    ["an end below what the key takes", { between: ["0.5", "4"] }, "SCENARIO_VALUE", /^--between, at .*=0\.5$/],
    [
      "an end that fits nothing else of the scenario",
      { knob: THRESHOLD, between: ["70%", "90%"] },
      "LTV_NOT_BELOW_THRESHOLD",
      /^--between, at .*=0\.7$/,
    ],
    ["no tolerance", { tolerance: "0" }, "TOLERANCE_INVALID", /^--tolerance$/],
    ["a tolerance beyond the range", { tolerance: "8.1" }, "TOLERANCE_INVALID", /^--tolerance$/],
    ["seeds beyond the last", { seed: 2 ** 31 - 1, seeds: 2 }, "SEED_INVALID", /^--seeds$/],
  ];

  for (const [what, over, code, place] of REFUSED) {
    it(`refuses ${what} before anything runs`, () => {
      const fault = faultOf(() => planOf(over));
      expect([fault.code, fault.exitCode]).to.deep.equal([code, 2]);
      expect(formatPlace(fault.place)).to.match(place);
      expect(fault.hint).to.match(/\S/);
    });
  }
});
