import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect } from "chai";
import { preflight } from "../../../src/fork/preflight.ts";
import { type Act, HostileRpc, type RpcRequest } from "../../support/hostileRpc.ts";
import { rejectionOf } from "../live/rejection.ts";

const HASH = `0x${"aB".repeat(32)}`;
const HEAD = 100;

const backend = async ({ method, params }: RpcRequest) => {
  if (method === "eth_chainId") return "0x1";
  if (method === "eth_blockNumber") return `0x${HEAD.toString(16)}`;
  return method === "eth_getBalance" ? "0x0" : { number: params[0], hash: HASH, timestamp: "0x10" };
};

describe("preflight", () => {
  let node: HostileRpc;

  before(async () => {
    node = await new HostileRpc(backend).listen();
  });
  beforeEach(() => node.behave());
  after(() => node.close());

  it("pins a block by its hash", async () => {
    const pinned = { chainId: 1, head: HEAD, hash: HASH.toLowerCase(), timestamp: 16 };
    expect(await preflight(node.url, { block: 60, chainId: 1 })).to.deep.equal({ ...pinned, number: 60 });
    expect(await preflight(node.url, {})).to.deep.equal({ ...pinned, number: HEAD });
    expect(node.posts.length).to.equal(4);
  });

  it("refuses another chain", async () => {
    const fault = await rejectionOf(preflight(node.url, { chainId: 10 }));
    expect(fault).to.include({ code: "RPC_WRONG_CHAIN", exitCode: 2 });
  });

  it("refuses a block that is not there yet", async () => {
    const fault = await rejectionOf(preflight(node.url, { block: HEAD + 1 }));
    expect(fault).to.include({ code: "RPC_BLOCK_AHEAD", exitCode: 2 });
  });

  const answering = (wanted: string, answer: { result: unknown } | { error: object }): Act => ({
    answer: ({ method }) => (method === wanted ? answer : undefined),
  });

  it("refuses a node without the state of the block", async () => {
    const error = { code: -32000, message: "missing trie node 56e8 (path )" };
    node.behave(() => answering("eth_getBalance", { error }));
    const fault = await rejectionOf(preflight(node.url, { block: 5 }, { wait: async () => undefined }));
    expect(fault).to.include({ code: "RPC_NO_ARCHIVE", exitCode: 2 });
  });

  it("refuses answers that are none", async () => {
    node.behave(() => answering("eth_getBlockByNumber", { result: null }));
    expect(await rejectionOf(preflight(node.url, {}))).to.include({ code: "RPC_GARBLED" });
    node.behave(() => answering("eth_chainId", { result: "mainnet" }));
    expect(await rejectionOf(preflight(node.url, {}))).to.include({ code: "RPC_GARBLED" });
  });

  it("says that no node answers where a web server does, but not where an answer is cut off", async () => {
    const patient = { wait: async () => undefined };
    const page = "<!doctype html><title>Welcome</title>";
    for (const [status, body] of [
      [200, page],
      [200, "OK"],
      [200, ""],
      [404, page],
      [405, ""],
      [501, page],
    ] as const) {
      node.behave(() => ({ status, body }));
      const fault = await rejectionOf(preflight(node.url, {}, patient));
      expect(fault).to.include({ code: "RPC_DEAD", exitCode: 2, place: node.url });
      expect(fault?.message).to.include("No JSON-RPC node");
    }
    node.behave(() => ({ cut: 0.5 }));
    expect(await rejectionOf(preflight(node.url, {}, patient))).to.include({ code: "RPC_GARBLED", exitCode: 1 });
  });

  it("gives up within ten seconds where nothing listens", async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const start = performance.now();
    const fault = await rejectionOf(preflight(`http://127.0.0.1:${port}`, {}));
    expect(fault).to.include({ code: "RPC_DEAD", exitCode: 2 });
    expect(performance.now() - start).to.be.lessThan(10_000);
  });

  it("gives up within ten seconds where somebody listens and says nothing", async () => {
    node.behave(() => ({ hang: true }));
    const start = performance.now();
    expect(await rejectionOf(preflight(node.url, {}))).to.include({ code: "RPC_DEAD", exitCode: 2 });
    expect(performance.now() - start).to.be.within(5_000, 10_000);
  });
});
