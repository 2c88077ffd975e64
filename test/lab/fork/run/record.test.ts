import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import type { ForkPlan } from "../../../../src/fork/run/forkPlan.ts";
import { prepareFork } from "../../../../src/fork/run/prepareFork.ts";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { type ForkedRun, forkedRun } from "../../../support/forkedRun.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";

const ACCOUNTS = 24;
/** Of a run's folder, all but the time that it took. */
const SAME = ["report.html", "scenario.yaml", "summary.json", "trace.jsonl"];
const SCENARIO = {
  name: "recorded",
  question: "What does a fall of ether do to those who owe, by flash liquidations alone?",
  population: {
    looper: {
      ...{ kind: "looper", count: 1, collateral: "wstETH", debt: "WETH", eMode: 1, by: "flash" },
      equityUsd: { min: 30_000, max: 50_000 },
      leverage: { min: 4, max: 6 },
    },
  },
  agents: { flash: { kind: "liquidator", funding: "flash", minimumProfitUsd: 10 } },
};

/** With accounts that a node has, prices that follow another's and loans of one block: all that a run reads of a chain. */
describe("a run on a fork that is recorded", () => {
  let mainnet: AaveMainnet;
  let node: HostileRpc;
  let folder: string;
  let found: Positions;
  let plan: ForkPlan;
  let recorded: ForkedRun;
  let state: string;

  before(async () => {
    mainnet = await openAaveMainnet("3.0", ACCOUNTS);
    node = await new HostileRpc(mainnet.backend).listen();
    folder = mkdtempSync(join(tmpdir(), "faultline-record-"));
    const at = (name: string) => join(folder, name);
    const { pool, pools, block, factory, wrappedEther } = mainnet;
    found = await findPositions({ rpc: node.url, block, pool, out: at("positions.json") });
    const addresses = { chainId: found.chainId, lending: { "aave-v3": pool }, uniswapV3: factory, wrappedEther };
    writeFileSync(at("addresses.yaml"), JSON.stringify(addresses));
    writeFileSync(at("recorded.yaml"), stringify({ ...SCENARIO, fork: { pools } }));
    plan = {
      source: { kind: "rpc", url: node.url, block },
      protocol: "aave-v3",
      addresses: at("addresses.yaml"),
      positions: at("positions.json"),
      scenario: at("recorded.yaml"),
      shocks: [{ asset: "WETH", change: "-50%" }],
      seed: 7,
    };
    const prepared = await prepareFork(plan, { cacheFolder: null, isRecorded: true });
    recorded = await forkedRun(prepared, at("first"), ({ record }) => writeFileSync(at("state.json.gz"), record()));
    state = at("state.json.gz");
    await node.close();
  });
  after(async () => {
    await node.close();
    await mainnet.chain.close();
    rmSync(folder, { recursive: true });
  });

  it("takes the node's accounts, liquidates them in flash loans, and moves the price that is made of another", () => {
    const { summary, trace } = recorded;
    const ofFound = trace.filter((line) => line.includes('"liquidation"') && line.includes('"group":"found"'));
    expect(found.accounts.length).to.be.greaterThan(10);
    expect(summary.fork?.accounts.taken).to.equal(found.accounts.length);
    expect(ofFound.length).to.be.greaterThan(2);
    expect(ofFound.filter((line) => !line.includes('"agent":"flash"'))).to.deep.equal([]);
    expect(ofFound.filter((line) => line.includes('"collateralAsset":"wstETH"'))).to.not.deep.equal([]);
    expect(recorded.files["scenario.yaml"]).to.contain("over: WETH");
    const { start, end } = summary.prices.wstETH!;
    expect(Number(end) / Number(start)).to.be.closeTo(0.5, 1e-6);
  });

  it("is the same again from what it read, to the byte, strictly and with the node gone", async () => {
    const again = { ...plan, source: { kind: "state", file: state, strict: true } as const };
    const replayed = await forkedRun(await prepareFork(again), join(folder, "again"));

    expect(replayed.summary.fork?.unknown).to.deep.equal({ slots: 0, accounts: 0, first: [] });
    expect(Object.keys(replayed.files).toSorted()).to.deep.equal(SAME);
    for (const name of SAME) expect(replayed.files[name] === recorded.files[name], name).to.equal(true);
  });
});
