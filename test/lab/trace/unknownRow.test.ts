import { expect } from "chai";
import { unknownRow } from "../../../src/trace/unknownRow.ts";

const slots = Array.from({ length: 4 }, (_, i) => ({ account: `0x${i}a`, slot: `0x${i}` }));

describe("unknownRow", () => {
  it("counts all and names the first five, accounts before slots", () => {
    expect(unknownRow({ slots, accounts: ["0xb", "0xc"] })).to.deep.equal({
      kind: "unknown",
      slots: 4,
      accounts: 2,
      first: ["0xb", "0xc", "slot 0x0 of 0x0a", "slot 0x1 of 0x1a", "slot 0x2 of 0x2a"],
    });
  });

  it("names nothing where nothing was missing", () => {
    expect(unknownRow({ slots: [], accounts: [] }))
      .to.include({ slots: 0, accounts: 0 })
      .and.to.deep.include({ first: [] });
  });
});
