import { expect } from "chai";
import { absentNotice } from "../support/mainnetState.ts";

describe("recorded mainnet state", () => {
  it("is missed loudly, by name", () => {
    expect(absentNotice(["a.json", "b.json"])).to.match(/^\nREAL MAINNET STATE LEFT OUT: no a\.json, b\.json in /);
  });
});
