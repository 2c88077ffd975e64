import { expect } from "chai";
import { ArbitragePace } from "../../../src/model/arbitragePace.ts";
import { parseWad, WAD } from "../../../src/units.ts";

const fee = parseWad("0.0005");
const number = (value: bigint | null) => (value === null ? null : Number(value) / 1e18);

describe("ArbitragePace", () => {
  it("leaves a pool within its fee of the reference alone", () => {
    const pace = new ArbitragePace(WAD, fee);
    for (const pool of ["1", "0.9996", "1.0004"]) expect(pace.next(parseWad(pool), WAD)).to.equal(null);
  });

  it("carries a pool to the edge of its fee, from either side", () => {
    expect(number(new ArbitragePace(WAD, fee).next(parseWad("0.9"), WAD))).to.be.closeTo(0.9995, 1e-12);
    expect(number(new ArbitragePace(WAD, fee).next(parseWad("1.1"), WAD))).to.be.closeTo(1 / 0.9995, 1e-12);
  });

  it("takes half a step after the gap changed sides, then half as much again, at most the whole", () => {
    const pace = new ArbitragePace(WAD, 0n);
    const steps = ["0.9", "1.1", "1.1", "1.1", "0.9"].map((pool) => number(pace.next(parseWad(pool), WAD)));
    expect(steps).to.deep.equal([1, 1.05, 1.025, 1, 0.95]);
  });

  it("closes no more of a gap in a block than it may", () => {
    expect(number(new ArbitragePace(WAD / 4n, 0n).next(parseWad("0.8"), WAD))).to.equal(0.85);
  });
});
