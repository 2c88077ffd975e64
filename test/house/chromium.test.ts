import { expect } from "chai";
import { findChromium, leftOutNotice } from "../support/chromium.ts";

describe("findChromium", () => {
  it("takes the place it is told and no other", () => {
    expect(findChromium(process.execPath, "/usr/bin:/bin")).to.equal(process.execPath);
    expect(findChromium("/nowhere/chromium", "/usr/bin:/bin")).to.equal(undefined);
  });

  it("finds nothing on an empty path", () => {
    expect(findChromium(undefined, "")).to.equal(undefined);
  });

  it("counts what was left out", () => {
    expect(leftOutNotice(2)).to.contain("BROWSER TESTS LEFT OUT: 2 suites");
  });
});
