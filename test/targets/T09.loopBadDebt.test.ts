import { expect } from "chai";
import { loopBadDebtUp } from "../../src/model/badDebt.ts";
import { formatDecimal, parseWad } from "../../src/units.ts";
import { COLLATERAL, DEBT, INCENTIVE, openGappedLoop } from "../support/gappedLoop.ts";

// Gap, further fall before execution, and the published bad debt in millions.
const CASES = [
  ["8%", "0", "0.58"],
  ["12%", "0", "4.54"],
  ["20%", "0", "12.46"],
  ["35%", "0", "27.31"],
  ["8%", "0.31%", "0.86"],
  ["8%", "1.59%", "2.03"],
  ["8%", "5%", "5.13"],
] as const;

describe("T9 bad debt of a loop, all collateral seized", () => {
  for (const [gap, further, millions] of CASES) {
    it(`is ${millions} million after a gap of ${gap} and a further ${further}, to two units of USDC a call`, async () => {
      const { fall, liquidateAll } = await openGappedLoop();
      await fall(parseWad(gap), parseWad(further));
      const { calls, deficit, left } = await liquidateAll();

      const closed = loopBadDebtUp({ collateral: COLLATERAL, debt: DEBT }, parseWad(gap), parseWad(further), INCENTIVE);
      const error = deficit > closed ? deficit - closed : closed - deficit;
      expect(error <= 2n * BigInt(calls), `${deficit} against ${closed}`).to.equal(true);
      expect(left).to.equal(0n);
      expect(formatDecimal(deficit, 12, 2)).to.equal(millions);
    });
  }
});
