import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { discover } from "../../../../src/fork/discover/discover.ts";
import { preflight, type Upstream } from "../../../../src/fork/preflight.ts";
import { RpcClient } from "../../../../src/fork/rpc/rpcClient.ts";
import { type AaveUpstream, deployAaveUpstream } from "../../../support/aaveUpstream.ts";
import { type Act, during, type Fault, HostileRpc, type RpcRequest } from "../../../support/hostileRpc.ts";
import { rejectionOf } from "../../live/rejection.ts";

const LOGS = "eth_getLogs";
const BORROWERS = 24;

describe("discover, on real Aave v3.0", () => {
  let aave: AaveUpstream;
  let node: HostileRpc;
  let upstream: Upstream;
  let folder: string;
  let journal: string;
  let everyone: string[];

  const client = () => new RpcClient(node.url, { timeoutMs: 1_000, wait: async () => undefined });
  const scan = (from?: number) => discover(client(), upstream, { pool: aave.address, journal, from });
  const length = ({ params }: RpcRequest) => {
    const [{ fromBlock, toBlock }] = params as [{ fromBlock: string; toBlock: string }];
    return Number(toBlock) - Number(fromBlock) + 1;
  };
  /** A node that gives logs of so many blocks at most. */
  const limited = (blocks: number): Act => ({
    answer: (call) =>
      call.method === LOGS && length(call) > blocks
        ? { error: { code: -32602, message: `eth_getLogs is limited to a ${blocks} range` } }
        : undefined,
  });
  const chunks = () =>
    readFileSync(journal, "utf8")
      .split("\n")
      .slice(1, -1)
      .map((line) => JSON.parse(line) as { from: number; to: number; accounts: string[] })
      .sort((a, b) => a.from - b.from);
  /** Every block from the first to the pinned one in exactly one chunk. */
  const expectWhole = (from: number) => {
    let next = from;
    for (const chunk of chunks()) {
      expect(chunk.from).to.equal(next);
      next = chunk.to + 1;
    }
    expect(next).to.equal(upstream.number + 1);
  };

  before(async () => {
    aave = await deployAaveUpstream(BORROWERS);
    node = await new HostileRpc(aave.backend).listen();
    upstream = await preflight(node.url, { block: aave.block - 3 });
    everyone = [...aave.borrowers, ...aave.repaid].sort();
  });
  beforeEach(() => {
    node.behave();
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
    journal = join(folder, "scan.journal");
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  after(() => node.close());

  it("finds everyone who borrowed, from the pool's first block on, once and sorted", async () => {
    const told: number[][] = [];
    const { accounts, from } = await discover(client(), upstream, {
      pool: aave.address.toUpperCase().replace("0X", "0x"),
      journal,
      onProgress: (...state) => told.push(state),
    });
    expect(accounts).to.deep.equal(everyone);
    expect(await aave.provider.getCode(aave.address, from - 1)).to.equal("0x");
    expect(await aave.provider.getCode(aave.address, from)).to.not.equal("0x");
    expectWhole(from);
    const total = upstream.number - from + 1;
    expect(told[0]).to.deep.equal([0, total, 0]);
    expect(told.at(-1)).to.deep.equal([total, total, BORROWERS]);
  });

  it("finds whom it can by what older debtors do, where it begins late", async () => {
    const [account] = aave.repaid as [string];
    const isOf = ({ topics }: { topics: readonly string[] }) =>
      topics.some((topic) => topic.endsWith(account.slice(2)));
    const logs = await aave.provider.getLogs({ address: aave.address, fromBlock: 1, toBlock: upstream.number });
    const last = logs.filter(isOf).at(-1)!.blockNumber;
    const { accounts, from } = await scan(last);
    expect(from).to.equal(last);
    expect(accounts).to.include(account);
    expect(accounts.length).to.be.within(2, BORROWERS - 1);
    expectWhole(last);
  });

  it("halves ranges that are too long and grows again", async () => {
    node.behave(() => limited(50));
    expect((await scan()).accounts).to.deep.equal(everyone);
    const lengths = node.asked(LOGS).map(length);
    expect(Math.max(...chunks().map(({ from, to }) => to - from + 1))).to.be.within(26, 50);
    expect(lengths.filter((blocks) => blocks > 50).length).to.be.lessThan(lengths.length / 2);
  });

  it("halves ranges where a node refuses a whole post for one", async () => {
    const error = { code: -32005, message: "query exceeds max block range 50" };
    const whole = { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: null, error }) };
    node.behave(({ requests }) =>
      requests.some((call) => call.method === LOGS && length(call) > 50) ? whole : undefined,
    );
    expect((await scan(1)).accounts).to.deep.equal(everyone);
    expectWhole(1);
  });

  it("grows to full length again after a range that was dense", async () => {
    let dense = 0;
    node.behave(() => ({
      answer: (call) => {
        if (call.method !== LOGS || dense >= 6 || length(call) <= 8) return undefined;
        dense++;
        return { error: { code: -32005, message: "query returned more than 10000 results" } };
      },
    }));
    expect((await scan(1)).accounts).to.deep.equal(everyone);
    expect(Math.max(...chunks().map(({ from, to }) => to - from + 1))).to.be.greaterThan(60);
    expectWhole(1);
  });

  it("stops with a clear error where not even one block can be had, and loses nothing", async () => {
    node.behave(() => limited(0));
    expect(await rejectionOf(scan(1))).to.include({ code: "RPC_RANGE_LIMIT", exitCode: 1 });
    node.behave();
    expect((await scan(1)).accounts).to.deep.equal(everyone);
  });

  it("continues after a kill: no chunk is lost, none is read again", async () => {
    node.behave(during(0, 12, limited(40), LOGS), () => ({ status: 503 }));
    expect(await rejectionOf(scan(1))).to.include({ code: "RPC_BROKEN" });
    const before = chunks();
    expect(before.length).to.be.greaterThan(2);
    writeFileSync(journal, `${JSON.stringify({ from: 1, to: 5, accounts: [] }).slice(0, 9)}`, { flag: "a" });

    node.behave();
    expect((await scan(1)).accounts).to.deep.equal(everyone);
    expectWhole(1);
    const again = node.asked(LOGS).map(({ params }) => params[0] as { fromBlock: string; toBlock: string });
    for (const { from, to } of before) {
      expect(
        again.filter(({ fromBlock, toBlock }) => Number(fromBlock) <= to && Number(toBlock) >= from),
      ).to.deep.equal([]);
    }
    node.behave();
    expect((await scan(1)).accounts).to.deep.equal(everyone);
    expect(node.asked(LOGS)).to.deep.equal([]);
  });

  it("continues after the process was killed, wherever it was", async () => {
    node.behave(() => limited(20));
    const url = import.meta.resolve("../../../../src/fork/discover/discover.ts");
    const call = import.meta.resolve("../../../../src/fork/rpc/rpcClient.ts");
    const program = `import { discover } from "${url}"; import { RpcClient } from "${call}";
      await discover(new RpcClient("${node.url}"), ${JSON.stringify(upstream)}, ${JSON.stringify({ pool: aave.address, journal })});`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" });
    const ended = once(child, "exit");
    while (node.asked(LOGS).length < 20) await new Promise((go) => setTimeout(go, 1));
    child.kill("SIGKILL");
    expect(await ended).to.deep.equal([null, "SIGKILL"]);

    const before = chunks();
    expect(before.length).to.be.greaterThan(0);
    node.behave();
    const { accounts, from } = await scan();
    expect(accounts).to.deep.equal(everyone);
    expectWhole(from);
    expect(chunks()).to.deep.include.members(before);
    expect(node.asked("eth_getCode")).to.deep.equal([]);
  });

  const faults: Record<string, Act> = {
    "time-outs": { hang: true },
    "429": { status: 429, headers: { "retry-after": "1" } },
    "cut answers": { cut: 0.7 },
    "wrong ids": { change: (all) => all.map((one) => ({ ...one, id: one.id + 1 })) },
    "missing answers": { change: (all) => all.slice(1) },
    "a node that is behind": {
      answer: ({ method }) => ({ result: method === LOGS ? [] : method === "eth_getCode" ? "0x" : null }),
    },
    "slow answers": { slowMs: 50 },
  };
  for (const [what, act] of Object.entries(faults)) {
    it(`finds the same through ${what}`, async () => {
      const early = during(1, 2, act, LOGS);
      const late = during(4, 5, act);
      let acted = 0;
      const counted =
        (fault: Fault): Fault =>
        (post) => {
          const found = fault(post);
          if (found !== undefined) acted++;
          return found;
        };
      node.behave(counted(early), during(0, 1, limited(100), LOGS), counted(late), () => limited(300));
      expect((await scan()).accounts).to.deep.equal(everyone);
      expect(acted).to.equal(2);
    });
  }

  it("stops at a reorg under the pinned block, and does not continue on the other chain", async () => {
    const other = {
      answer: ({ method }: RpcRequest) => (method === LOGS ? undefined : { result: { hash: `0x${"0d".repeat(32)}` } }),
    };
    node.behave(during(0, 2, limited(100), LOGS), () => other);
    expect(await rejectionOf(scan(1))).to.include({ code: "RPC_REORG", exitCode: 1 });
    node.behave();
    upstream = { ...upstream, hash: `0x${"0d".repeat(32)}` };
    const foreign = await rejectionOf(scan(1));
    upstream = await preflight(node.url, { block: upstream.number });
    expect(foreign).to.include({ code: "JOURNAL_FOREIGN", exitCode: 2 });
    expect(foreign?.message).to.match(/reorganised/);
  });

  it("trusts no logs that were not asked for", async () => {
    const strange = { address: aave.address, topics: [`0x${"00".repeat(32)}`], blockNumber: "0x1" };
    node.behave(() => ({ answer: ({ method }) => (method === LOGS ? { result: [strange] } : undefined) }));
    expect(await rejectionOf(scan(1))).to.include({ code: "RPC_GARBLED" });
  });

  it("does not take a round number of logs for all of them", async () => {
    let cut = 0;
    node.behave(() => ({
      answer: (call) => {
        if (call.method !== LOGS || length(call) < 200) return undefined;
        cut++;
        const [{ fromBlock: blockNumber, topics: wanted }] = call.params as [{ fromBlock: string; topics: string[][] }];
        const topics = [wanted[0]![0], `0x${"0".repeat(64)}`, `0x${"0".repeat(63)}1`];
        return { result: Array.from({ length: 1_000 }, () => ({ address: aave.address, blockNumber, topics })) };
      },
    }));
    expect((await scan(1)).accounts).to.deep.equal(everyone);
    expect(cut).to.be.greaterThan(0);
  });

  it("says that there is no contract", async () => {
    const nobody = `0x${"12".repeat(20)}`;
    const fault = await rejectionOf(discover(client(), upstream, { pool: nobody, journal }));
    expect(fault).to.include({ code: "NO_CONTRACT", exitCode: 2 });
  });

  it("reads from the first block where older states are pruned", async () => {
    node.behave(() => ({
      answer: ({ method, params }) =>
        method === "eth_getCode" && Number(params[1]) < upstream.number
          ? { error: { code: -32000, message: "missing trie node 1234" } }
          : undefined,
    }));
    expect(await scan()).to.deep.equal({ accounts: everyone, from: 0 });
  });
});
