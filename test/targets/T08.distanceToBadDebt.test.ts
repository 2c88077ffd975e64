import { expect } from "chai";
import { distanceToBadDebtDown } from "../../src/model/badDebt.ts";
import { formatDecimal, WAD } from "../../src/units.ts";
import { INCENTIVE, openGappedLoop, THRESHOLD } from "../support/gappedLoop.ts";

// A hundred-thousandth of the price on either side: a thousand dollars of the position's hundred million.
const STEP = WAD / 100_000n;

describe("T8 distance to bad debt under one instantaneous drop", () => {
  const distance = distanceToBadDebtDown((THRESHOLD * 12n) / 11n, THRESHOLD, INCENTIVE);

  it("is 7.4 % for 12 times leverage", () => {
    expect(formatDecimal(distance, 18, 3)).to.equal("0.074");
  });

  it("leaves no bad debt just short of it", async () => {
    const { fall, liquidateAll } = await openGappedLoop();
    await fall(distance - STEP);
    const { deficit, left } = await liquidateAll();
    expect(deficit).to.equal(0n);
    expect(left > 0n).to.equal(true);
  });

  it("leaves bad debt just beyond it", async () => {
    const { fall, liquidateAll } = await openGappedLoop();
    await fall(distance + STEP);
    const { deficit, left } = await liquidateAll();
    expect(deficit > 0n).to.equal(true);
    expect(left).to.equal(0n);
  });
});
