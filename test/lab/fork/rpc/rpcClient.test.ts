import { expect } from "chai";
import { RequestCounter } from "../../../../src/fork/rpc/requestCounter.ts";
import { type Outcome, RpcClient } from "../../../../src/fork/rpc/rpcClient.ts";
import type { RpcOptions } from "../../../../src/fork/rpc/rpcOptions.ts";
import { type Act, during, HostileRpc, type Post, type RpcRequest } from "../../../support/hostileRpc.ts";
import { rejectionOf } from "../../live/rejection.ts";

const HASH = `0x${"ab".repeat(32)}`;
const PIN = { number: 7, hash: HASH };

/** Echoes; knows one block. */
const backend = async ({ method, params }: RpcRequest) =>
  method === "eth_getBlockByNumber" ? (params[0] === "0x7" ? { hash: HASH } : null) : params[0];

const echoes = (count: number) => Array.from({ length: count }, (_, i) => ({ method: "echo", params: [i] }));
const results = (outcomes: Outcome[]) =>
  outcomes.map((outcome) => ("result" in outcome ? outcome.result : outcome.fault.code));
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("RpcClient", () => {
  let node: HostileRpc;
  let waits: number[];
  const client = (options: RpcOptions = {}) =>
    new RpcClient(node.url, {
      timeoutMs: 300,
      wait: async (ms) => {
        waits.push(ms);
      },
      ...options,
    });
  const asks = (acts: Post[]) => acts.map(({ requests }) => requests.length);

  before(async () => {
    node = await new HostileRpc(backend).listen();
  });
  beforeEach(() => {
    node.behave();
    waits = [];
  });
  after(() => node.close());

  it("answers calls in their order, in batches of bounded size, and counts them", async () => {
    const counter = new RequestCounter();
    expect(results(await client({ batch: 4, counter }).batch(echoes(10)))).to.deep.equal(numbers(10));
    expect(asks(node.posts).sort()).to.deep.equal([2, 4, 4]);
    expect(counter.posts).to.equal(3);
    expect(counter.calls("echo")).to.equal(10);
    expect(counter.byMethod()).to.deep.equal({ echo: 10 });
    expect(waits).to.deep.equal([]);
  });

  it("has no more posts on their way than it may", async () => {
    let open = 0;
    let most = 0;
    const busy = await new HostileRpc(async (call) => {
      most = Math.max(most, ++open);
      await new Promise((go) => setTimeout(go, 5));
      open--;
      return call.params[0];
    }).listen();
    await new RpcClient(busy.url, { batch: 1, concurrency: 2 }).batch(echoes(8));
    await busy.close();
    expect(most).to.equal(2);
  });

  const passing: Record<string, Act> = {
    "a time-out": { hang: true },
    "429": { status: 429 },
    "a server's failure": { status: 502, body: "<html>" },
    "an answer that is cut off": { cut: 0.6 },
    "what is no JSON": { status: 200, body: "<html>busy</html>" },
    "a connection that is closed": { drop: true },
    "answers with wrong ids": { change: (all) => all.map((one) => ({ ...one, id: one.id + 1_000 })) },
    "an answer given twice": { change: (all) => [...all, all[0]] },
    "an answer without a result": { change: (all) => all.map(({ id }) => ({ id })) },
    "a refusal of each call for now": { answer: () => ({ error: { code: -32005, message: "rate limit exceeded" } }) },
  };
  for (const [what, act] of Object.entries(passing)) {
    it(`asks again after ${what}, with the same results`, async () => {
      node.behave(during(0, 2, act));
      expect(results(await client().batch(echoes(6)))).to.deep.equal(numbers(6));
      expect(waits.slice(0, 2)).to.deep.equal([250, 500]);
      expect(new Set(node.posts.flatMap(({ requests }) => requests.map(({ id }) => id))).size).to.equal(
        node.posts.reduce((sum, { requests }) => sum + requests.length, 0),
        "ids repeat",
      );
    });
  }

  it("asks again only for the answers that are missing", async () => {
    node.behave(during(0, 1, { change: (all) => all.slice(2) }));
    expect(results(await client().batch(echoes(6)))).to.deep.equal(numbers(6));
    expect(asks(node.posts)).to.deep.equal([6, 2]);
  });

  it("takes answers in any order", async () => {
    node.behave(during(0, 1, { change: (all) => all.toReversed() }));
    expect(results(await client().batch(echoes(6)))).to.deep.equal(numbers(6));
    expect(node.posts.length).to.equal(1);
  });

  it("waits as long as Retry-After says, in seconds or until a date", async () => {
    const date = "Fri, 10 Oct 2025 20:45:00 GMT";
    const until = { "retry-after": "Fri, 10 Oct 2025 20:45:09 GMT", date };
    node.behave(
      during(0, 1, { status: 429, headers: { "retry-after": "7" } }),
      during(0, 1, { status: 429, headers: until }),
    );
    expect(results(await client().batch(echoes(1)))).to.deep.equal([0]);
    expect(waits).to.deep.equal([7_000, 9_000]);
  });

  it("asks nothing at all while a node wants to be left alone", async () => {
    node.behave(during(0, 1, { status: 429 }));
    const posts: number[] = [];
    const wait = async () => {
      posts.push(node.posts.length);
      await new Promise((go) => setTimeout(go, 50));
      posts.push(node.posts.length);
    };
    const asking = client({ batch: 1, concurrency: 1, wait });
    expect(results(await asking.batch(echoes(4)))).to.deep.equal(numbers(4));
    expect(posts).to.deep.equal([1, 1]);
  });

  it("does not wait for a node that wants to be left alone for long", async () => {
    node.behave(during(0, 1, { status: 429, headers: { "retry-after": "3600" } }));
    expect(results(await client().batch(echoes(1)))).to.deep.equal(["RPC_RATE_LIMITED"]);
    expect(waits).to.deep.equal([]);
  });

  const refusals: Record<string, Act> = {
    "an error for all of it": {
      status: 200,
      body: JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32600, message: "batch size too large" } }),
    },
    "an error for each": { answer: () => ({ error: { code: -32000, message: "batch too large" } }) },
    "status 413": { status: 413 },
    "status 400 with words": { status: 400, body: JSON.stringify({ error: { code: -1, message: "no batches" } }) },
  };
  for (const [what, act] of Object.entries(refusals)) {
    it(`halves batches that are refused by ${what}, and keeps to it`, async () => {
      node.behave(({ requests }) => (requests.length > 3 ? act : undefined));
      const asking = client({ batch: 16 });
      expect(results(await asking.batch(echoes(16)))).to.deep.equal(numbers(16));
      node.behave(({ requests }) => (requests.length > 3 ? act : undefined));
      expect(results(await asking.batch(echoes(16)))).to.deep.equal(numbers(16));
      expect(Math.max(...asks(node.posts))).to.equal(2);
      expect(waits).to.deep.equal([]);
    });
  }

  it("sends fewer calls at once after a time-out", async () => {
    node.behave(({ requests }) => (requests.length > 4 ? { hang: true } : undefined));
    expect(results(await client({ batch: 8, timeoutMs: 50 }).batch(echoes(8)))).to.deep.equal(numbers(8));
    expect(asks(node.posts)).to.deep.equal([8, 4, 4]);
  });

  it("asks once where who asks would rather ask for less", async () => {
    node.behave(during(0, 1, { hang: true }));
    const asking = client({ timeoutMs: 50 });
    expect(await rejectionOf(asking.call("echo", [1], PIN, true))).to.include({ code: "RPC_TIMEOUT" });
    expect(await asking.call("echo", [1], PIN, true)).to.equal(1);
    expect(asks(node.posts)).to.deep.equal([2, 2]);
  });

  it("does without batches where there are none, the pin asked for behind each call", async () => {
    node.behave(({ isBatch }) => (isBatch ? { status: 400, body: "[]x" } : undefined));
    expect(results(await client({ batch: 8 }).batch(echoes(5), PIN))).to.deep.equal(numbers(5));
    const single = node.posts.filter(({ isBatch }) => !isBatch);
    expect(single.length).to.equal(10);
    expect(node.asked("eth_getBlockByNumber").length).to.be.at.least(5);
  });

  const last: Record<string, { act: Act; code: string; exitCode: number }> = {
    "does not exist": { act: { drop: true }, code: "RPC_DEAD", exitCode: 2 },
    "is silent": { act: { hang: true }, code: "RPC_TIMEOUT", exitCode: 1 },
    "limits for ever": { act: { status: 429 }, code: "RPC_RATE_LIMITED", exitCode: 1 },
    "fails for ever": { act: { status: 500 }, code: "RPC_BROKEN", exitCode: 1 },
    "cuts for ever": { act: { cut: 0.5 }, code: "RPC_GARBLED", exitCode: 1 },
    "is none": { act: { status: 200, body: "<html>" }, code: "RPC_NO_JSON", exitCode: 1 },
    "knows us not": { act: { status: 401 }, code: "RPC_DENIED", exitCode: 2 },
  };
  for (const [what, { act, code, exitCode }] of Object.entries(last)) {
    it(`ends in ${code} with a node that ${what}`, async () => {
      node.behave(() => act);
      const fault = await rejectionOf(client({ timeoutMs: 50 }).call("echo", [1]));
      expect(fault).to.include({ code, exitCode, place: `${node.url} echo` });
      expect(fault?.message).to.match(/^[A-Z].*[^.]\.$/);
      expect(fault?.hint).to.not.equal(undefined);
    });
  }

  const words: [string, string, string][] = [
    ["eth_call", "missing trie node abc (path ) state 0x1 is not available", "RPC_NO_ARCHIVE"],
    ["eth_getLogs", "query returned more than 10000 results", "RPC_RANGE_LIMIT"],
    ["eth_getLogs", "eth_getLogs is limited to a 10,000 range", "RPC_RANGE_LIMIT"],
    ["eth_getLogs", "limited to 5 blocks. Upgrade your plan to increase capacity", "RPC_RANGE_LIMIT"],
    ["eth_getLogs", "block range extends beyond current head block", "RPC_BEHIND"],
    ["eth_call", "header not found", "RPC_BEHIND"],
    ["eth_call", "execution reverted: 29", "RPC_REVERTED"],
    ["eth_call", "out of gas", "RPC_TOO_MUCH"],
    ["eth_call", "execution aborted (timeout = 5s)", "RPC_TOO_MUCH"],
    ["eth_foo", "the method eth_foo does not exist/is not available", "RPC_NO_METHOD"],
    ["eth_call", "strange", "RPC_REFUSED"],
  ];
  for (const [method, message, code] of words) {
    it(`takes "${message}" for ${code}`, async () => {
      node.behave(() => ({ answer: () => ({ error: { code: -32000, message } }) }));
      expect(await rejectionOf(client().call(method, []))).to.include({ code });
    });
  }

  it("takes an error for a whole post to be about the logs that it asks for", async () => {
    const limited = (message: string) => JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32005, message } });
    const codes: Record<string, string> = {
      "query exceeds max block range 4": "RPC_RANGE_LIMIT",
      "too many requests": "RPC_RATE_LIMITED",
    };
    for (const [message, code] of Object.entries(codes)) {
      node.behave(() => ({ status: 200, body: limited(message) }));
      expect(await rejectionOf(client().call("eth_getLogs", [], PIN))).to.include({ code });
    }
    node.behave(() => ({ status: 200, body: limited("limit exceeded") }));
    expect(await rejectionOf(client().call("eth_call", [], PIN))).to.include({ code: "RPC_RATE_LIMITED" });
  });

  it("takes no answers of a node without the pinned block, but those of one that has it", async () => {
    node.behave(during(0, 2, { answer: ({ method }) => ({ result: method === "echo" ? "old" : null }) }));
    expect(await client().call("echo", ["new"], PIN)).to.equal("new");
    node.behave(() => ({ answer: ({ method }) => ({ result: method === "echo" ? "old" : null }) }));
    expect(await rejectionOf(client().call("echo", ["new"], PIN))).to.include({ code: "RPC_BEHIND", exitCode: 1 });
  });

  it("stops when the pinned block is another", async () => {
    node.behave(() => ({
      answer: ({ method }) => (method === "echo" ? undefined : { result: { hash: `0x${"cd".repeat(32)}` } }),
    }));
    expect(await rejectionOf(client().call("echo", [1], PIN))).to.include({ code: "RPC_REORG" });
  });

  it("shows no key", async () => {
    node.behave(() => ({ status: 403 }));
    const fault = await rejectionOf(new RpcClient(`${node.url}/v2/secret?key=secret`).call("echo", []));
    expect(fault?.place).to.equal(`${node.url}/… echo`);
    expect(await rejectionOf((async () => new RpcClient("ws://there"))())).to.include({
      code: "RPC_ADDRESS",
      exitCode: 2,
    });
  });
});
