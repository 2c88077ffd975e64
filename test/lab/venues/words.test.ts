import { expect } from "chai";
import { AbiCoder } from "ethers";
import fc from "fast-check";
import { addressAt, signedWordAt, topicAddress, wordArray, wordAt, words } from "../../../src/venues/words.ts";

const coder = AbiCoder.defaultAbiCoder();

describe("words", () => {
  it("reads back what ABI encoding wrote, signed and unsigned", () => {
    const unsigned = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
    const signed = fc.bigInt({ min: -(2n ** 255n), max: 2n ** 255n - 1n });
    fc.assert(
      fc.property(unsigned, signed, fc.array(unsigned), (first, second, list) => {
        const data = coder.encode(["uint256", "int256"], [first, second]);
        expect([wordAt(data, 0), signedWordAt(data, 1)]).to.deep.equal([first, second]);
        expect(words(data)).to.have.length(2);
        expect(wordArray(coder.encode(["uint256[]"], [list]))).to.deep.equal(list);
      }),
      { seed: 8, numRuns: 50 },
    );
  });

  it("reads addresses in lower case from words and topics", () => {
    const account = `0x${"ab".repeat(20)}`;
    const word = coder.encode(["address", "address"], [account, account]);
    expect(addressAt(word, 1)).to.equal(account);
    expect(topicAddress(coder.encode(["address"], [account]))).to.equal(account);
  });

  it("takes what is not there as zero", () => {
    expect(wordAt("0x", 3)).to.equal(0n);
  });
});
