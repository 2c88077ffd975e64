import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { concat } from "ethers";
import type { Fork, ForkSource } from "../../../../src/fork/chain/fork.ts";
import type { ForkOptions } from "../../../../src/fork/chain/forkOptions.ts";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import { parseState } from "../../../../src/fork/state/readState.ts";
import { packState } from "../../../../src/fork/state/stateFile.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { HOLDER, READER, smallState, smallVerbsCache } from "../../../support/forkState.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { ancestorOf, stateNode } from "../../../support/stateNode.ts";
import { rejectionOf } from "../../live/rejection.ts";

const OPTIONS = { blockGasLimit: 30_000_000, order: "priority", cacheFolder: null } as const;
const NO_MISSES = { slots: [], accounts: [], newAccountSlots: 0 };
const HASHER = `0x${"ab".repeat(20)}`;
/** Returns the hash of the block that the call data names. */
const HASHER_CODE = "0x600035405f5260205ff3";

describe("openFork", () => {
  const folder = mkdtempSync(join(tmpdir(), "fork-"));
  const forks: Fork[] = [];
  const state = smallState();
  state.accounts.set(HASHER, { balance: 0n, nonce: 1n, code: HASHER_CODE });
  const { number, hash, timestamp } = state.block;
  let node: HostileRpc;

  before(async () => {
    node = await new HostileRpc(stateNode(state)).listen();
  });
  beforeEach(() => node.behave());
  afterEach(async () => {
    for (const fork of forks.splice(0)) await fork.close();
  });
  after(async () => {
    await node.close();
    rmSync(folder, { recursive: true });
  });

  async function open(source: ForkSource, more: Partial<ForkOptions> = {}): Promise<Fork> {
    const fork = await openFork(source, { ...OPTIONS, ...more });
    forks.push(fork);
    return fork;
  }
  function saved(content: unknown, name = "state"): ForkSource & { kind: "state" } {
    const file = join(folder, name);
    writeFileSync(file, Buffer.isBuffer(content) ? content : JSON.stringify(content));
    return { kind: "state", file, strict: true };
  }
  const upstream = () => ({ kind: "rpc", url: node.url, block: number }) as const;
  const call = ({ chain }: Fork, to: string, data: string) =>
    chain.request<string>("eth_call", [{ to, data }, "latest"]);
  const readSlot = (fork: Fork, slot: string) => call(fork, READER, concat([slot, wordOf(0n)]));

  /** Writes one slot, made of others and of the hashes of two blocks, and answers what the chain then is. */
  async function run(fork: Fork): Promise<unknown> {
    const { request } = fork.chain;
    await request("hardhat_impersonateAccount", [HOLDER]);
    const data = concat([wordOf(2n), await readSlot(fork, wordOf(1n))]);
    const sent = await request("eth_sendTransaction", [{ from: HOLDER, to: READER, data, gas: "0x30000" }]);
    const receipt = await request<Record<string, string>>("eth_getTransactionReceipt", [sent]);
    const { gasUsed, status, effectiveGasPrice } = receipt;
    const hashOf = (block: number) => call(fork, HASHER, wordOf(BigInt(block)));
    const hashes = [await hashOf(number), await hashOf(number - 3)];
    const bare = await request("eth_getStorageAt", [HOLDER, "0x5", "latest"]);
    const block = await request<Record<string, string>>("eth_getBlockByNumber", ["latest", false]);
    const { baseFeePerGas, timestamp, mixHash } = block;
    return { hashes, gasUsed, status, effectiveGasPrice, bare, baseFeePerGas, timestamp, mixHash };
  }

  it("goes on from a node's block and from a recorded state alike", async () => {
    for (const [source, kind] of [
      [upstream(), "rpc"],
      [saved(packState(state)), "state"],
    ] as const) {
      const fork = await open(source);
      expect(fork).to.deep.include({ chainId: 1, source: kind });
      expect(fork.block).to.include({ number, hash, timestamp });
      expect(fork.block.isHashMadeUp ?? false).to.equal(false);
      expect(await readSlot(fork, wordOf(1n))).to.equal(wordOf(0x11n));
      expect(await fork.chain.request("eth_getBalance", [HOLDER])).to.equal("0xde0b6b3a7640000");
      expect(await fork.misses()).to.deep.equal(NO_MISSES);
    }
  });

  it("records a run, which then goes on from the file alone, the same, and misses nothing", async () => {
    const live = await open(upstream());
    const first = await run(live);
    const bytes = live.record();
    const replayed = await open(saved(bytes));

    expect(await run(replayed)).to.deep.equal(first);
    expect(await replayed.misses()).to.deep.equal(NO_MISSES);
    expect(replayed.record()).to.deep.equal(bytes);
    expect(first).to.deep.include({ hashes: [hash, ancestorOf(state.block, number - 3).hash] });
    const recorded = parseState(bytes, "state");
    expect(recorded.storage.get(READER)).to.deep.equal(state.storage.get(READER));
    expect(recorded.storage.get(HOLDER)?.get(wordOf(5n))).to.equal(wordOf(0n));
  });

  it("shows nothing of the chain that a recorded state could not tell", async () => {
    for (const source of [upstream(), saved(packState(state))]) {
      const { chain } = await open(source);
      const older = `0x${(number - 1).toString(16)}`;
      for (const [method, ...params] of [
        ["eth_getBalance", HOLDER, older],
        ["eth_getLogs", { fromBlock: older, toBlock: older }],
      ] as const) {
        const refused = await chain.request(method, params).catch((error: Error) => error.message);
        expect(refused).to.match(/cannot answer eth_get|does not hold block/);
      }
    }
    expect(node.asked("eth_getLogs").length + node.asked("eth_feeHistory").length).to.equal(0);
  });

  it("says which block a recorded state lacks", async () => {
    const fork = await open(saved(packState(state)));
    const fault = await rejectionOf(call(fork, HASHER, wordOf(BigInt(number - 3))));

    expect(fault).to.include({ code: "STATE_BLOCK_UNKNOWN", exitCode: 2 });
    expect(fault?.message).to.contain(String(number - 3));
    expect(await readSlot(fork, wordOf(1n))).to.equal(wordOf(0x11n));
  });

  it("asks for what comes together in one post, and for nothing twice", async () => {
    node.behave(() => ({ slowMs: 50 }));
    const fork = await open(upstream());
    const { posts, calls } = fork.requests();
    expect(posts).to.equal(node.posts.length).and.to.be.lessThan(10);
    expect(calls).to.be.greaterThan(60);

    await readSlot(fork, wordOf(1n));
    const first = fork.requests();
    await readSlot(fork, wordOf(1n));
    expect(first.posts).to.be.greaterThan(posts);
    expect(fork.requests()).to.deep.equal(first);
    const questions = node.posts.flatMap(({ requests }) => requests.map(({ method, params }) => [method, ...params]));
    const slots = questions.filter(([method]) => method !== "eth_getBlockByNumber").map(String);
    expect(new Set(slots).size).to.equal(slots.length - 1, "preflight alone asks for the zero address twice");
  });

  it("refuses a state of another chain, and takes one that names none for the wanted chain", async () => {
    const source = { ...saved(packState(state)), chainId: 10 };
    expect(await rejectionOf(openFork(source, OPTIONS))).to.include({ code: "STATE_WRONG_CHAIN", exitCode: 2 });

    const nameless = saved(smallVerbsCache(), "verbs");
    expect((await open({ ...nameless, chainId: 10 })).chainId).to.equal(10);
    expect((await open(nameless)).chainId).to.equal(1);
  });

  for (const chainId of [10, 137, 8453, 42161]) {
    it(`goes on from chain ${chainId}, keeps that with what it records, and refuses to be another`, async () => {
      const other = await new HostileRpc(stateNode(state, chainId)).listen();
      const source = { kind: "rpc", url: other.url, block: number } as const;
      try {
        const fork = await open({ ...source, chainId });
        expect(await run(fork)).to.deep.include({ hashes: [hash, ancestorOf(state.block, number - 3).hash] });
        expect(await fork.chain.request("eth_chainId")).to.equal(`0x${chainId.toString(16)}`);
        const elsewhere = { ...saved(fork.record(), `state-${chainId}`), chainId: 1 };
        expect(await rejectionOf(openFork(elsewhere, OPTIONS))).to.include({ code: "STATE_WRONG_CHAIN" });
        expect(await rejectionOf(openFork({ ...source, chainId: 1 }, OPTIONS))).to.include({ code: "RPC_WRONG_CHAIN" });
      } finally {
        await forks.shift()?.close();
        await other.close();
      }
    });
  }
});
