import { expect } from "chai";
import { AbiCoder } from "ethers";
import { LENS_AGGREGATOR, MULTICALL3_AGGREGATOR } from "../../../../src/fork/screen/aggregator.ts";

const coder = AbiCoder.defaultAbiCoder();
const WORD = `0x${"12".repeat(32)}`;
const ANSWERS: [boolean, string][] = [
  [true, WORD],
  [false, "0x08c379a0"],
  [true, "0x"],
  [true, `${WORD}${"34".repeat(5)}`],
];
const READ = [WORD, undefined, "0x", `${WORD}${"34".repeat(5)}`];

const kinds = [
  {
    aggregator: LENS_AGGREGATOR,
    data: coder.encode(
      ["uint256", "tuple(bool,uint256,bytes)[]"],
      [7, ANSWERS.map(([success, data]) => [success, 21_000, data])],
    ),
  },
  { aggregator: MULTICALL3_AGGREGATOR, data: coder.encode(["tuple(bool,bytes)[]"], [ANSWERS]) },
];

for (const { aggregator, data } of kinds) {
  describe(`the answers of ${aggregator.name}`, () => {
    it("are cut out one by one, failed ones apart", () => {
      expect(aggregator.decode(data, ANSWERS.length)).to.deep.equal(READ);
    });

    it("are none when their number is another", () => {
      expect(aggregator.decode(data, ANSWERS.length - 1)).to.equal(undefined);
      expect(aggregator.decode("0x", 1)).to.equal(undefined);
    });

    it("are none when they are cut off anywhere", () => {
      // The last answer is padded with 27 bytes that nothing is said about.
      for (let length = 2; length < data.length - 2 * 27; length += 2) {
        expect(aggregator.decode(data.slice(0, length), ANSWERS.length)).to.equal(undefined);
      }
    });

    it("are none when they are random", () => {
      const noise = `0x${"ff".repeat(640)}`;
      expect(aggregator.decode(noise, 4)).to.equal(undefined);
    });
  });
}
