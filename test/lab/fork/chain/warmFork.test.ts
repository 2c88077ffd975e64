import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { concat } from "ethers";
import type { Fork } from "../../../../src/fork/chain/fork.ts";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import { mergeState } from "../../../../src/fork/state/mergeState.ts";
import { parseState } from "../../../../src/fork/state/readState.ts";
import { packState } from "../../../../src/fork/state/stateFile.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { HOLDER, READER, smallState } from "../../../support/forkState.ts";
import { type Backend, HostileRpc } from "../../../support/hostileRpc.ts";
import { stateNode } from "../../../support/stateNode.ts";

/** Chain id, newest block, the pinned block, a balance at it. */
const PREFLIGHT = 2;

describe("a fork of a block that was read before", () => {
  const { number } = smallState().block;
  let folder: string;
  let notices: string[];
  let node: HostileRpc;
  let backend: Backend;

  before(async () => {
    node = await new HostileRpc((call) => backend(call)).listen();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fork-"));
    notices = [];
    backend = stateNode(smallState());
    node.behave();
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(() => node.close());

  async function visit<T>(work: (fork: Fork) => Promise<T>, isRecorded = false, block = number): Promise<T> {
    const fork = await openFork(
      { kind: "rpc", url: node.url, block },
      {
        blockGasLimit: 30_000_000,
        order: "priority",
        cacheFolder: folder,
        isRecorded,
        onNotice: (s) => notices.push(s),
      },
    );
    try {
      return await work(fork);
    } finally {
      await fork.close();
    }
  }
  const read = ({ chain }: Fork, slot: bigint) =>
    chain.request<string>("eth_call", [{ from: HOLDER, to: READER, data: concat([wordOf(slot), wordOf(0n)]) }]);

  it("posts no more than its preflight, and says how much it was spared", async () => {
    const cold = await visit(async (fork) => [await read(fork, 1n), fork.requests(), fork.record()] as const);
    const warm = await visit(async (fork) => [await read(fork, 1n), fork.requests(), fork.record()] as const);

    expect(warm[0]).to.equal(cold[0]).and.to.equal(wordOf(0x11n));
    expect(cold[1].cached).to.equal(0);
    expect(warm[1].posts).to.equal(PREFLIGHT);
    expect(warm[1].cached).to.be.greaterThan(60);
    expect(warm[2]).to.deep.equal(cold[2]);
    expect(notices).to.deep.equal([]);
  });

  it("asks for no more than is new, and records what it read alone where it is to be recorded", async () => {
    const look = (slot: bigint, isRecorded: boolean) =>
      visit(async (fork) => [await read(fork, slot), fork.requests().posts, fork.record()] as const, isRecorded);
    const first = await look(1n, true);
    const second = await look(2n, true);
    const third = await look(1n, true);
    const fourth = await look(1n, false);

    expect([second[1], third[1], fourth[1]]).to.deep.equal([PREFLIGHT + 1, PREFLIGHT, PREFLIGHT]);
    expect(third[2]).to.deep.equal(first[2]).and.not.to.deep.equal(second[2]);
    const both = mergeState(parseState(first[2], "first"), parseState(second[2], "second"));
    expect(fourth[2]).to.deep.equal(packState(both));
  });

  it("asks ahead, all at once, for what was read at the nearest block, and believes nothing of it", async () => {
    const slots = Array.from({ length: 60 }, (_, index) => BigInt(index + 1));
    const readAll = async (fork: Fork) => {
      const opened = fork.requests();
      const values = [];
      for (const slot of slots) values.push(await read(fork, slot));
      return { opened, values, asked: fork.requests(), recorded: parseState(fork.record(), "state") };
    };
    const first = await visit(readAll);
    const next = smallState();
    for (const slot of slots) next.storage.get(READER)?.set(wordOf(slot), wordOf(slot * 7n));
    backend = stateNode({ ...next, block: { ...next.block, number: number + 100, hash: wordOf(0x100n) } });
    const second = await visit(readAll, false, number + 100);

    expect(first.asked.posts - first.opened.posts).to.be.greaterThan(slots.length);
    expect(second.asked).to.deep.equal(second.opened);
    expect(second.asked.posts).to.be.lessThan(10);
    expect(second.asked.cached).to.equal(0);
    expect(second.values).to.deep.equal(slots.map((slot) => wordOf(slot * 7n)));
    expect(second.recorded.block).to.include({ number: number + 100, hash: wordOf(0x100n) });
    expect(notices).to.deep.equal([]);

    const third = await visit(async (fork) => [await read(fork, 1n), fork.record()] as const, true, number + 100);
    expect(third[0]).to.equal(wordOf(7n));
    expect(parseState(third[1], "state").storage.get(READER)?.size).to.equal(1);
  });

  it("is not answered for by what was there before a reorganisation, nor before the node began anew", async () => {
    expect(await visit((fork) => read(fork, 1n))).to.equal(wordOf(0x11n));
    const state = smallState();
    state.storage.get(READER)?.set(wordOf(1n), wordOf(0x99n));
    backend = stateNode({ ...state, block: { ...state.block, hash: wordOf(0xbadn) } });

    expect(await visit((fork) => read(fork, 1n))).to.equal(wordOf(0x99n));
    expect(notices).to.have.lengthOf(1);
    expect(notices[0]).to.contain("is another than the one in the cache");
  });

  it("keeps what was read when the node then fails", async () => {
    await visit((fork) => read(fork, 1n));
    node.behave(({ requests }) =>
      requests.some(({ method }) => method === "eth_getStorageAt") ? { status: 403 } : undefined,
    );
    const posts = await visit(async (fork) => {
      await read(fork, 2n).catch(() => undefined);
      return fork.requests().posts;
    });
    expect(posts).to.be.greaterThan(PREFLIGHT);

    node.behave(() => undefined);
    expect(await visit(async (fork) => [await read(fork, 1n), fork.requests().posts])).to.deep.equal([
      wordOf(0x11n),
      PREFLIGHT,
    ]);
  });
});
