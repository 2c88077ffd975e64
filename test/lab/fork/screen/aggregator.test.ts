import { expect } from "chai";
import { AbiCoder, type FunctionFragment, Interface } from "ethers";
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

const QUESTIONS = ["", "12345678", "12345678".repeat(4), `12345678${"ab".repeat(32)}`, "cd".repeat(65)].map(
  (data, i) => ({
    to: `0x${"aB".repeat(19)}0${i}`,
    data: `0x${data}`,
  }),
);

const kinds = [
  {
    aggregator: LENS_AGGREGATOR,
    abi: new Interface(["function multicall((address target, uint256 gasLimit, bytes callData)[] calls)"]),
    word: 2n ** 48n,
    data: coder.encode(
      ["uint256", "tuple(bool,uint256,bytes)[]"],
      [7, ANSWERS.map(([success, data]) => [success, 21_000, data])],
    ),
  },
  {
    aggregator: MULTICALL3_AGGREGATOR,
    abi: new Interface(["function aggregate3((address target, bool allowFailure, bytes callData)[] calls)"]),
    word: true,
    data: coder.encode(["tuple(bool,bytes)[]"], [ANSWERS]),
  },
];

for (const { aggregator, abi, word, data } of kinds) {
  describe(`the questions of ${aggregator.name}`, () => {
    it("are call data as a general encoder writes it", () => {
      for (const part of [QUESTIONS, QUESTIONS.slice(3), []]) {
        const tuples = part.map(({ to, data }) => [to.toLowerCase(), word, data]);
        expect(aggregator.encode(part)).to.equal(
          abi.encodeFunctionData(abi.fragments[0] as FunctionFragment, [tuples]),
        );
      }
    });
  });

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
