import { expect } from "chai";
import { type EventFragment, type ParamType, zeroPadValue } from "ethers";
import fc from "fast-check";
import { perpEventOf } from "../../../src/trace/perpEvent.ts";
import { PERP_EVENTS } from "../../../src/venues/perpEvents.ts";

const fragments = PERP_EVENTS.fragments as readonly EventFragment[];

function valueFor({ type }: ParamType): fc.Arbitrary<bigint | string | boolean> {
  if (type === "address") return fc.bigInt(0n, 2n ** 160n - 1n).map((n) => `0x${n.toString(16).padStart(40, "0")}`);
  if (type === "bool") return fc.boolean();
  if (type === "bytes4") return fc.bigInt(0n, 2n ** 32n - 1n).map((n) => `0x${n.toString(16).padStart(8, "0")}`);
  if (type === "int256") return fc.bigInt(-(2n ** 255n), 2n ** 255n - 1n);
  return fc.bigInt(0n, type === "uint8" ? 3n : 2n ** 256n - 1n);
}

describe("perpEventOf", () => {
  for (const fragment of fragments) {
    it(`reads ${fragment.name} as it was emitted`, () => {
      fc.assert(
        fc.property(fc.tuple(...fragment.inputs.map(valueFor)), (values) => {
          const log = PERP_EVENTS.encodeEventLog(fragment, values);
          const event = perpEventOf({ address: "0x00", logIndex: "0x0", ...log });

          const expected = Object.fromEntries(fragment.inputs.map(({ name }, i) => [name, values[i]]));
          expect(event).to.deep.equal({ name: fragment.name, ...expected });
        }),
        { numRuns: 20 },
      );
    });
  }

  it("reads nothing from a log of another kind", () => {
    const log = { address: "0x00", topics: [zeroPadValue("0x01", 32)], data: "0x", logIndex: "0x0" };

    expect(perpEventOf(log)).to.equal(undefined);
  });
});
