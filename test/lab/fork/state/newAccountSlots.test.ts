import { expect } from "chai";
import { concat, keccak256, zeroPadValue } from "ethers";
import { NewAccountSlots } from "../../../../src/fork/state/newAccountSlots.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";

const KNOWN = `0x${"11".repeat(20)}`;
const NEW = Array.from({ length: 70 }, (_, index) => `0x${(index + 1).toString(16).padStart(40, "a")}`);
const solidity = (key: string, position: string) => keccak256(concat([zeroPadValue(key, 32), position]));
const vyper = (key: string, position: string) => keccak256(concat([position, zeroPadValue(key, 32)]));
const at = (position: number) => wordOf(BigInt(position));

describe("NewAccountSlots", () => {
  let slots: NewAccountSlots;
  beforeEach(() => {
    slots = new NewAccountSlots([KNOWN]);
    slots.introduce(NEW);
  });
  const [first, second, last] = [NEW[0] as string, NEW[1] as string, NEW.at(-1) as string];

  it("knows a new account's slot in a mapping, of either compiler, and in a struct there", () => {
    expect(slots.has(solidity(first, at(3)))).to.equal(true);
    expect(slots.has(vyper(first, at(127)))).to.equal(true);
    expect(slots.has(wordOf(BigInt(solidity(second, at(9))) + 7n))).to.equal(true);
  });

  it("knows it in a mapping of mappings, beside a known account or one that came later", () => {
    expect(slots.has(solidity(KNOWN, solidity(first, at(4))))).to.equal(true);
    expect(slots.has(solidity(first, solidity(KNOWN, at(5))))).to.equal(true);
    const contract = `0x${"cc".repeat(20)}`;
    expect(slots.has(solidity(contract, solidity(second, at(6))))).to.equal(false);
    slots.addPartners([contract]);
    expect(slots.has(solidity(contract, solidity(second, at(6))))).to.equal(true);
  });

  it("does not know slots of others, nor plain ones, nor what lies beyond a struct", () => {
    expect(slots.has(solidity(KNOWN, at(3)))).to.equal(false);
    expect(slots.has(at(0))).to.equal(false);
    expect(slots.has(wordOf(BigInt(solidity(first, at(3))) + 8n))).to.equal(false);
  });

  it("finds a mapping with the first accounts alone and then knows it for all, those that come later too", () => {
    expect(slots.has(solidity(last, at(52)))).to.equal(false);
    expect(slots.has(solidity(first, at(52)))).to.equal(true);
    expect(slots.has(solidity(last, at(52)))).to.equal(true);
    const later = `0x${"77".repeat(20)}`;
    slots.introduce([later]);
    expect(slots.has(solidity(later, at(52)))).to.equal(true);
  });
});
