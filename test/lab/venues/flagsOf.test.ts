import { expect } from "chai";
import { flagsOf } from "../../../src/venues/flagsOf.ts";

describe("flagsOf", () => {
  it("keeps a bitmap whose reserves are all asked for in their order", () => {
    const reserves = [0, 1, 2].map((id) => ({ id }));
    expect(flagsOf(0b10_01_11n, reserves)).to.equal(0b10_01_11n);
  });

  it("closes the gaps that reserves leave which are not asked for", () => {
    expect(flagsOf(0b10_01_11n, [{ id: 0 }, { id: 2 }])).to.equal(0b10_11n);
  });

  it("follows the order that reserves are asked for in", () => {
    expect(flagsOf(0b10_01_11n, [{ id: 2 }, { id: 1 }])).to.equal(0b01_10n);
  });
});
