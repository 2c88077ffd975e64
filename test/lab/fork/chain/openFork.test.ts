import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { concat } from "ethers";
import type { Fork, ForkSource } from "../../../../src/fork/chain/fork.ts";
import { openFork } from "../../../../src/fork/chain/openFork.ts";
import { Misses } from "../../../../src/fork/state/misses.ts";
import { packState } from "../../../../src/fork/state/stateFile.ts";
import { StateUpstream } from "../../../../src/fork/state/stateUpstream.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { HOLDER, READER, smallState, smallVerbsCache } from "../../../support/forkState.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { rejectionOf } from "../../live/rejection.ts";

const GAS = { blockGasLimit: 30_000_000, order: "priority" } as const;

describe("openFork", () => {
  const folder = mkdtempSync(join(tmpdir(), "fork-"));
  const forks: Fork[] = [];
  let node: HostileRpc;

  before(async () => {
    const upstream = new StateUpstream(smallState(), 1, new Misses(smallState(), "upstream"));
    node = await new HostileRpc(async ({ method, params }) => upstream.answer(method, params)).listen();
  });
  afterEach(async () => {
    for (const fork of forks.splice(0)) await fork.close();
  });
  after(async () => {
    await node.close();
    rmSync(folder, { recursive: true });
  });

  async function open(source: ForkSource): Promise<Fork> {
    const fork = await openFork(source, GAS);
    forks.push(fork);
    return fork;
  }
  function saved(content: unknown, name = "state"): ForkSource & { kind: "state" } {
    const file = join(folder, name);
    writeFileSync(file, Buffer.isBuffer(content) ? content : JSON.stringify(content));
    return { kind: "state", file, strict: true };
  }
  const upstream = () => ({ kind: "rpc", url: node.url, block: smallState().block.number }) as const;
  const readSlot = ({ chain }: Fork, slot: string) =>
    chain.request<string>("eth_call", [{ to: READER, data: concat([slot, wordOf(0n)]) }, "latest"]);

  it("goes on from a node's block and from a recorded state alike", async () => {
    const { number, hash, timestamp } = smallState().block;
    for (const [source, kind] of [
      [upstream(), "rpc"],
      [saved(packState(smallState())), "state"],
    ] as const) {
      const fork = await open(source);
      expect(fork).to.deep.include({ chainId: 1, source: kind, block: { number, hash, timestamp } });
      expect(await readSlot(fork, wordOf(1n))).to.equal(wordOf(0x11n));
      expect(await fork.chain.request("eth_getBalance", [HOLDER])).to.equal("0xde0b6b3a7640000");
      expect(await fork.misses()).to.deep.equal({ slots: [], accounts: [], newAccountSlots: 0 });
    }
  });

  it("counts what the node was asked, and nothing for a recorded state", async () => {
    node.behave();
    const fork = await open(upstream());
    const before = fork.requests();
    await readSlot(fork, wordOf(1n));

    expect(fork.requests().calls).to.be.greaterThan(before.calls);
    expect(fork.requests().posts).to.equal(node.posts.length);
    expect((await open(saved(packState(smallState())))).requests()).to.deep.equal({ posts: 0, calls: 0, cached: 0 });
  });

  it("refuses a state of another chain, and takes one that names none for the wanted chain", async () => {
    const source = { ...saved(packState(smallState())), chainId: 10 };
    expect(await rejectionOf(openFork(source, GAS))).to.include({ code: "STATE_WRONG_CHAIN", exitCode: 2 });

    const nameless = saved(smallVerbsCache(), "verbs");
    expect((await open({ ...nameless, chainId: 10 })).chainId).to.equal(10);
    expect((await open(nameless)).chainId).to.equal(1);
  });
});
