import { expect } from "chai";
import type { BlockRecord } from "../../../../src/run/recorder.ts";
import { HeldBack } from "../../../../src/trace/guards/heldBack.ts";
import { WAD } from "../../../../src/units.ts";

type Held = BlockRecord["held"][number];

const held = (usd: bigint, over: Partial<Held> = {}): Held => ({
  ...{ control: "throttle", reason: "CircuitBreaker_AboveQuota", venue: "lending", action: "liquidate" },
  ...{ account: "0xaa", agent: "flash", volumeUsd: usd * WAD, ...over },
});

describe("HeldBack", () => {
  it("gives one row of all blocks in a row, by the largest, once they are over", () => {
    const back = new HeldBack(new Map([["0xaa", "borrowers"]]));

    expect([3, 4, 5].flatMap((block) => back.next(block, [held(block === 4 ? 9n : 5n)]))).to.deep.equal([]);
    expect(back.next(6, [])).to.deep.equal([
      {
        ...{ kind: "refusal", block: 3, transaction: null, control: "throttle", reason: "CircuitBreaker_AboveQuota" },
        ...{ venue: "lending", action: "liquidate", account: "0xaa", group: "borrowers", agent: "flash", tries: 3 },
        ...{ volumeUsd: "9.00", value: null, limit: null },
      },
    ]);
    expect(back.next(7, [])).to.deep.equal([]);
  });

  it("begins another after a break, and one for each agent and account", () => {
    const back = new HeldBack(new Map());
    back.next(0, [held(1n), held(1n, { agent: "desk" }), held(1n, { account: "0xbb" })]);

    expect(back.next(1, []).map(({ tries, agent, account }) => [tries, agent, account])).to.deep.equal([
      [1, "flash", "0xaa"],
      [1, "desk", "0xaa"],
      [1, "flash", "0xbb"],
    ]);
    back.next(2, [held(2n)]);
    expect(back.rest().map(({ block, tries, volumeUsd }) => [block, tries, volumeUsd])).to.deep.equal([[2, 1, "2.00"]]);
  });

  it("counts what an agent held back twice in a block once", () => {
    const back = new HeldBack(new Map());
    back.next(8, [held(1n), held(3n), held(2n)]);

    expect(back.rest().map(({ tries, volumeUsd }) => [tries, volumeUsd])).to.deep.equal([[1, "3.00"]]);
  });
});
