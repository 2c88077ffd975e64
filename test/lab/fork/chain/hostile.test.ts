import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { concat } from "ethers";
import type { Fork } from "../../../../src/fork/chain/fork.ts";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import type { RpcOptions } from "../../../../src/fork/rpc/rpcOptions.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { HOLDER, READER, smallState } from "../../../support/forkState.ts";
import { type Act, during, HostileRpc, type RpcResponse } from "../../../support/hostileRpc.ts";
import { stateNode } from "../../../support/stateNode.ts";
import { rejectionOf } from "../../live/rejection.ts";

const FOR_EVER = Number.POSITIVE_INFINITY;
const valueIn = (slot: bigint) => wordOf(slot * 1_000_003n);
const error = (message: string) => ({ error: { code: -32000, message } });

/** Another chain's word: a slot as it stands elsewhere, under a block that is missing or has another hash. */
const elsewhere = (block: unknown): Act => ({
  answer: ({ method }) =>
    method === "eth_getStorageAt"
      ? { result: wordOf(0xbadn) }
      : method === "eth_getBlockByNumber"
        ? { result: block }
        : undefined,
});
const eachSlot = (answer: { result: unknown } | { error: object }): Act => ({
  answer: ({ method }) => (method === "eth_getStorageAt" ? answer : undefined),
});
const wrongIds = (responses: RpcResponse[]) => responses.map((response) => ({ ...response, id: response.id + 1_000 }));
const swapped = (responses: RpcResponse[]) => responses.map(({ id }, index) => ({ ...responses.at(-1 - index), id }));

/** What may befall a post, and the code that it ends in when it does not cease. */
const EVILS: Record<string, { act: Act; code: string; client?: RpcOptions }> = {
  "no answer": { act: { hang: true }, code: "RPC_TIMEOUT", client: { timeoutMs: 250 } },
  "a closed connection": { act: { drop: true }, code: "RPC_DEAD" },
  "too many requests": { act: { status: 429, headers: { "retry-after": "1" } }, code: "RPC_RATE_LIMITED" },
  "a gateway's failure": { act: { status: 502, body: "<html>" }, code: "RPC_BROKEN" },
  "a truncated answer": { act: { cut: 0.7 }, code: "RPC_GARBLED" },
  "answers to other questions": { act: { change: wrongIds }, code: "RPC_GARBLED" },
  "a missing trie node": { act: eachSlot(error("missing trie node 8f0a (path )")), code: "RPC_NO_ARCHIVE" },
  "a node that is behind": { act: elsewhere(null), code: "RPC_BEHIND" },
};

describe("a fork of a hostile node", () => {
  const state = smallState();
  const slots = state.storage.get(READER) as Map<string, string>;
  for (let slot = 1n; slot < 64n; slot++) slots.set(wordOf(slot), valueIn(slot));
  let node: HostileRpc;
  let next = 1n;

  before(async () => {
    node = await new HostileRpc(stateNode(state)).listen();
  });
  beforeEach(() => node.behave());
  after(() => node.close());

  const open = (client: RpcOptions = {}) =>
    openFork(
      { kind: "rpc", url: node.url, block: state.block.number },
      {
        blockGasLimit: 30_000_000,
        order: "priority",
        cacheFolder: null,
        client: { wait: async () => undefined, ...client },
      },
    );
  const read = ({ chain }: Fork, slot: bigint) =>
    chain.request<string>("eth_call", [{ from: HOLDER, to: READER, data: concat([wordOf(slot), wordOf(0n)]) }]);

  describe("that recovers", () => {
    let fork: Fork;
    before(async () => {
      node.behave();
      fork = await open({ timeoutMs: 250 });
      await read(fork, next);
    });
    after(() => fork.close());

    for (const [evil, { act }] of Object.entries(EVILS)) {
      it(`reads what stands there after ${evil}`, async () => {
        node.behave(during(0, 2, act, "eth_getStorageAt"));
        next++;

        expect(await read(fork, next)).to.equal(valueIn(next));
        expect(node.posts.length).to.equal(3);
      });
    }

    it("reads what stands there through slow answers", async () => {
      node.behave(() => ({ slowMs: 120 }));
      next++;
      expect(await read(fork, next)).to.equal(valueIn(next));
    });

    it("opens through all of them in turn", async () => {
      const acts = Object.values(EVILS).map(({ act }) => act);
      node.behave((post) =>
        post.index > 1 && post.index % 3 === 0 ? acts[(post.index / 3) % acts.length] : undefined,
      );
      const other = await open({ timeoutMs: 250 });
      try {
        expect(await read(other, 1n)).to.equal(valueIn(1n));
        expect(await other.chain.request("eth_getBalance", [HOLDER])).to.equal("0xde0b6b3a7640000");
      } finally {
        await other.close();
      }
    });
  });

  const LASTING: typeof EVILS = {
    ...EVILS,
    "a reorganisation": { act: elsewhere({ hash: wordOf(0xbadn) }), code: "RPC_REORG" },
    "a refused key": { act: { status: 401 }, code: "RPC_DENIED" },
    "an answer that is none": { act: eachSlot({ result: null }), code: "RPC_GARBLED" },
    "answers in each other's place": { act: { change: swapped }, code: "RPC_GARBLED" },
  };
  for (const [evil, { act, code, client }] of Object.entries(LASTING)) {
    it(`ends in ${code}, at once from then on and with nothing changed, where ${evil} lasts`, async () => {
      const fork = await open(client);
      try {
        await read(fork, 1n);
        await fork.chain.request("hardhat_impersonateAccount", [HOLDER]);
        node.behave(during(0, FOR_EVER, act, "eth_getStorageAt"));
        const data = concat([wordOf(2n), wordOf(7n)]);
        const sent = fork.chain.request("eth_sendTransaction", [{ from: HOLDER, to: READER, data, gas: "0x30000" }]);
        expect(await rejectionOf(sent)).to.include({ code });

        const posts = node.posts.length;
        node.behave();
        expect(await rejectionOf(fork.chain.request("eth_blockNumber"))).to.include({ code });
        expect(await rejectionOf(read(fork, 3n))).to.include({ code });
        expect([posts > 0, node.posts.length]).to.deep.equal([true, 0]);
      } finally {
        await fork.close();
      }
    });
  }

  it("does not open on a node that fails meanwhile, and leaves nothing behind", async () => {
    const usual = process.env.TMPDIR;
    const own = mkdtempSync(join(tmpdir(), "hostile-"));
    process.env.TMPDIR = own;
    try {
      node.behave(during(0, FOR_EVER, { status: 403 }, "eth_getCode"));
      expect(await rejectionOf(open())).to.include({ code: "RPC_DENIED", exitCode: 2 });
      expect(readdirSync(own)).to.deep.equal([]);
      node.behave();
      const fork = await open();
      expect(readdirSync(own)).to.have.lengthOf(1);
      await fork.close();
      expect(readdirSync(own)).to.deep.equal([]);
    } finally {
      if (usual === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = usual;
      rmSync(own, { recursive: true });
    }
  });

  it("closes while a node does not answer", async () => {
    const fork = await open();
    node.behave(() => ({ hang: true }));
    const late = rejectionOf(read(fork, 1n));
    await new Promise((go) => setTimeout(go, 100));
    const start = performance.now();
    await fork.close();

    expect(await late).to.include({ code: "RPC_DEAD" });
    expect(performance.now() - start).to.be.lessThan(10_000);
  });
});
