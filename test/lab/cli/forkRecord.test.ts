import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readState } from "../../../src/fork/state/readState.ts";
import { faultline } from "../../support/faultline.ts";
import { HostileRpc } from "../../support/hostileRpc.ts";
import { AT, recordedFile, STATE_ABSENT } from "../../support/mainnetState.ts";
import { stateNode } from "../../support/stateNode.ts";

const SCENARIO = `
name: recorded
question: What does real code do to two borrowers when WETH falls by a quarter?
fork:
  assets: { WETH: "${AT.weth}", DAI: "${AT.dai}" }
  pools: ["${AT.uniswap}"]
chain: { maxBlocks: 3 }
assets: { WETH: { priceUsd: 3265.59 }, DAI: { priceUsd: 1 } }
population:
  borrowers: { kind: borrower, count: 2, collateral: WETH, debt: DAI, equityUsd: { min: 20_000, max: 30_000 }, healthFactor: { min: 1.1, max: 1.2 } }
agents:
  liquidator: { kind: liquidator, funding: inventory, capitalUsd: 100_000, minimumProfitUsd: 10 }
`;
/** Of a run's folder, all but the time that it took. */
const SAME = ["report.html", "scenario.yaml", "summary.json", "trace.jsonl"];
const PREFLIGHT = 2;

describe("faultline fork record", function () {
  this.timeout(180_000);
  const recorded = recordedFile("verbs-examples_aave_cache.json");
  let node: HostileRpc;
  let cwd: string;

  before(async function () {
    if (recorded === undefined) {
      console.log(STATE_ABSENT);
      this.skip();
    }
    // A node at whose chain there is nothing but what is recorded.
    node = await new HostileRpc(stateNode(readState(recorded))).listen();
    cwd = mkdtempSync(join(tmpdir(), "faultline-record-"));
    writeFileSync(join(cwd, "two.yaml"), SCENARIO);
  });
  after(async () => {
    if (recorded === undefined) return;
    await node.close();
    rmSync(cwd, { recursive: true });
  });

  const fork = (command: string, out: string, ...args: string[]) =>
    faultline(["fork", command, "--scenario", "two.yaml", "--shock", "WETH=-25%", "--out", out, ...args], { cwd });
  const upstream = () => ["--rpc", node.url, "--block", "19471508", "--cache", "kept"];
  function folder(out: string): Record<string, Buffer> {
    const [name = "", ...others] = readdirSync(join(cwd, out));
    expect(others).to.deep.equal([]);
    return Object.fromEntries([name, ...SAME].map((file) => [file, readRun(join(cwd, out, name), file)]));
  }
  const readRun = (run: string, file: string) =>
    SAME.includes(file) ? readFileSync(join(run, file)) : Buffer.from("");

  it("writes a state by which the run is the same again, to the byte, with the node gone", async () => {
    const first = await fork("record", "cold", ...upstream(), "-o", "state.json.gz");
    expect([first.code, first.stderr]).to.deep.equal([0, ""]);
    expect(first.stdout)
      .to.match(/\n[\d,]+ requests with [\d,]+ calls were made\.\n/)
      .and.to.match(/\n\nState {2}state\.json\.gz\n$/);
    const cold = node.posts.length;

    const again = await fork("run", "offline", "--state", "state.json.gz", "--strict");
    expect([again.code, again.stderr, node.posts.length]).to.deep.equal([0, "", cold]);
    expect(folder("offline")).to.deep.equal(folder("cold"));
    const rows = folder("offline")["trace.jsonl"]?.toString() ?? "";
    expect(rows).to.contain('"kind":"liquidation"');
    expect(rows).to.contain('"unknown"').and.to.contain('"slots":0,"accounts":0');
  });

  it("asks no more than whether the node is the same when the run is done again", async () => {
    node.behave(({ index }) => (index < PREFLIGHT ? undefined : { status: 403 }));
    const { code, stdout, stderr } = await fork("run", "warm", ...upstream());
    expect([code, stderr, node.posts.length]).to.deep.equal([0, "", PREFLIGHT]);
    expect(stdout).to.match(/\n2 requests with 4 calls were made, [\d,]+ more calls answered from the cache\.\n/);
    expect(folder("warm")).to.deep.equal(folder("cold"));
  });

  it("writes nothing where the node fails, and says why", async () => {
    node.behave(({ index }) => (index < PREFLIGHT ? undefined : { status: 403 }));
    const { code, stderr } = await fork("record", "none", ...upstream(), "--no-cache", "-o", "none.json.gz");
    expect(code).to.equal(2);
    expect(stderr).to.contain("[RPC_DENIED]");
    expect(readdirSync(cwd)).not.to.include("none.json.gz");
  });

  it("refuses a place that it cannot write before it asks anything", async () => {
    node.behave();
    const { code, stderr } = await fork("record", "none", ...upstream(), "-o", "absent/state.json.gz");
    expect([code, node.posts.length]).to.deep.equal([2, 0]);
    expect(stderr).to.contain("[OUT_NOT_WRITABLE]");
  });

  it("does not write over the state that it reads", async () => {
    const state = join(cwd, "own.json");
    writeFileSync(state, "kept");
    const { code, stderr } = await fork("record", "none", "--state", "own.json", "-o", state);
    expect([code, readFileSync(state, "utf8")]).to.deep.equal([2, "kept"]);
    expect(stderr).to.contain("[OUT_IS_INPUT]");
  });
});
