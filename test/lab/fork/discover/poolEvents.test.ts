import { createRequire } from "node:module";
import { expect } from "chai";
import { Interface } from "ethers";
import { debtorOf, topicsFrom } from "../../../../src/fork/discover/poolEvents.ts";

const { abi } = createRequire(import.meta.url)("@aave/core-v3/artifacts/contracts/interfaces/IPool.sol/IPool.json") as {
  abi: ConstructorParameters<typeof Interface>[0];
};
const pool = new Interface(abi);
const [ASSET, DEBTOR, OTHER] = ["1", "2", "3"].map((digit) => `0x${digit.repeat(40)}`);

/** Each event as real Aave encodes it, the debtor among its arguments. */
const EVENTS: Record<string, unknown[]> = {
  Borrow: [ASSET, OTHER, DEBTOR, 5, 2, 7, 0],
  Repay: [ASSET, DEBTOR, OTHER, 5, false],
  LiquidationCall: [ASSET, OTHER, DEBTOR, 5, 6, OTHER, false],
};
const logOf = (name: string, args: unknown[]) => ({
  ...pool.encodeEventLog(name, args),
  address: OTHER!,
  blockNumber: "0x1",
});

describe("events of Aave's pool", () => {
  for (const [name, args] of Object.entries(EVENTS)) {
    it(`name the debtor: ${name}`, () => {
      const log = logOf(name, args);
      expect(debtorOf(log)).to.equal(DEBTOR);
      expect(topicsFrom(false)).to.include(log.topics[0]);
      expect(debtorOf({ ...log, topics: log.topics.slice(0, 1) })).to.equal(undefined);
    });
  }

  it("are loans alone where all of them are read", () => {
    expect(topicsFrom(true)).to.deep.equal([pool.getEvent("Borrow")!.topicHash]);
  });

  it("name nobody otherwise", () => {
    expect(debtorOf(logOf("Supply", [ASSET, OTHER, DEBTOR, 5, 0]))).to.equal(undefined);
  });
});
