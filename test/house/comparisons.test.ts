import { expect } from "chai";
import { network } from "hardhat";

describe("comparisons, once connected to a chain", () => {
  before(async () => {
    await (await network.create()).close();
  });

  it("take fractions", () => {
    expect(0.1 + 0.2).to.be.closeTo(0.3, 1e-9);
    expect(0.5).to.be.within(0.4, 0.6);
  });

  it("tell a bigint from a number, a string and nothing", () => {
    expect(1n).to.not.equal(1);
    expect([1n]).to.not.deep.equal(["1"]);
    expect(null).to.not.equal(1n);
  });

  it("leave the matchers of reverts in place", () => {
    expect(expect(0)).to.respondTo("revertedWithCustomError");
  });
});
