import { expect } from "chai";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import type { FarChain } from "../../../../src/fork/quietly.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { smallState } from "../../../support/forkState.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { stateNode } from "../../../support/stateNode.ts";

const ACCOUNT = `0x${"5a".repeat(20)}`;
const SLOTS = Array.from({ length: 60 }, (_, i) => wordOf(BigInt(i)));
const VALUES = SLOTS.map((_, i) => wordOf(BigInt(i * i)));

/** A node that runs lent code, as this one does with call data: or so it is taken to. */
const answersBulk = (data: string) =>
  `0x${data
    .slice(2)
    .match(/.{64}/g)
    ?.map((slot) => wordOf(BigInt(`0x${slot}`) ** 2n).slice(2))
    .join("")}`;

describe("BulkReader", () => {
  const state = smallState();
  state.accounts.set(ACCOUNT, { balance: 0n, nonce: 1n, code: "0x00" });
  state.storage.set(ACCOUNT, new Map(SLOTS.map((slot, i) => [slot, VALUES[i] as string])));

  /** What a fork reads of slots that it fetched ahead, and calls that this took; `answer` is the node's to `eth_call`. */
  async function fetched(answer: (data: string) => unknown) {
    const inner = stateNode(state);
    const node = await new HostileRpc(async (request) =>
      request.method === "eth_call" ? answer((request.params[0] as { data: string }).data) : inner(request),
    ).listen();
    const source = { kind: "rpc", url: node.url, block: state.block.number } as const;
    const fork = await openFork(source, { blockGasLimit: 30_000_000, order: "priority", cacheFolder: null });
    const before = fork.requests().calls;
    await (fork.chain as typeof fork.chain & FarChain).prefetch(ACCOUNT, SLOTS);
    const calls = fork.requests().calls - before;
    const values: string[] = [];
    for (const slot of SLOTS) {
      values.push(await fork.chain.request<string>("eth_getStorageAt", [ACCOUNT, slot, "latest"]));
    }
    const late = fork.requests().calls - before - calls;
    await fork.close();
    await node.close();
    return { values, calls, late };
  }

  it("reads many slots in one call where a node runs code that is lent to it", async () => {
    const { values, calls, late } = await fetched(answersBulk);

    expect(values).to.deep.equal(VALUES);
    expect(calls).to.be.lessThan(SLOTS.length);
    expect(late).to.equal(0);
  });

  for (const [what, answer] of [
    ["answers with nothing", () => "0x"],
    ["answers with a word less", (data: string) => answersBulk(data).slice(0, -64)],
    [
      "refuses",
      () => {
        throw new Error("state overrides are not supported");
      },
    ],
  ] as const) {
    it(`reads the same slot by slot where a node ${what}`, async () => {
      const { values, calls } = await fetched(answer);

      expect(values).to.deep.equal(VALUES);
      expect(calls).to.be.greaterThan(SLOTS.length);
    });
  }
});
