import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { summarySchema } from "../../../src/analysis/summary.ts";
import { findPositions } from "../../../src/fork/findPositions.ts";
import { type AaveMainnet, openAaveMainnet } from "../../support/aaveMainnet.ts";
import { faultline } from "../../support/faultline.ts";
import { HostileRpc } from "../../support/hostileRpc.ts";

describe("faultline fork run", function () {
  this.timeout(60_000);
  let aave: AaveMainnet;
  let node: HostileRpc;
  let cwd: string;
  let borrowers: number;

  before(async () => {
    aave = await openAaveMainnet("3.0", 24);
    node = await new HostileRpc(aave.backend).listen();
    cwd = mkdtempSync(join(tmpdir(), "faultline-fork-run-"));
    const out = join(cwd, "positions.json");
    ({
      accounts: { length: borrowers },
    } = await findPositions({ rpc: node.url, block: aave.block, pool: aave.pool, out }));
    const { pool, wrappedEther, factory } = aave;
    const addresses = { chainId: 31337, lending: { "aave-v3": pool }, uniswapV3: factory, wrappedEther };
    writeFileSync(join(cwd, "addresses.json"), JSON.stringify(addresses));
  });
  after(async () => {
    await node.close();
    await aave.chain.close();
    rmSync(cwd, { recursive: true });
  });

  const run = (...args: string[]) =>
    faultline(["fork", "run", "--cache", join(cwd, "cache"), ...args], { cwd, env: { FAULTLINE_RPC: "" } });
  const here = () => ["--rpc", node.url, "--block", String(aave.block), "--addresses", "addresses.json"];

  it("liquidates real borrowers by the real pool's code, and shows whose they are and where", async () => {
    const { code, stdout, stderr } = await run(...here(), ...["--positions", "positions.json", "--shock", "WETH=-25%"]);
    expect([code, stderr]).to.deep.equal([0, ""]);
    expect(stdout)
      .to.contain("Forked chain")
      .and.to.match(/real accounts with \$/);
    expect(stdout).to.match(/\d+ accounts as the pool itself values them, to the wei/);
    const [folder = ""] = readdirSync(join(cwd, "runs"));
    const summary = summarySchema.parse(JSON.parse(readFileSync(join(cwd, "runs", folder, "summary.json"), "utf8")));
    expect(summary.liquidations.count).to.be.greaterThan(0);
    expect(summary.fork?.accounts.taken).to.equal(borrowers);
    expect(summary.fork?.health).to.deep.equal({ accounts: borrowers, differing: 0, first: null });
    expect(summary.fork?.pools).to.not.deep.equal([]);
    rmSync(join(cwd, "runs"), { recursive: true });
  });

  it("takes the most indebted alone where a number is given", async () => {
    const { stdout } = await run(
      ...here(),
      ...["--positions", "positions.json", "--shock", "WETH=-5%", "--max-accounts", "3", "--json"],
    );
    const { fork } = summarySchema.parse(JSON.parse(stdout));
    expect(fork?.accounts).to.include({ taken: 3, leftOut: borrowers - 3 });
    rmSync(join(cwd, "runs"), { recursive: true });
  });

  for (const [what, args, code] of [
    ["neither a node nor a state", () => [], "FORK_SOURCE"],
    ["a node without a block", () => ["--rpc", node.url], "FORK_SOURCE"],
    ["nobody who takes part", () => here(), "FORK_NOBODY"],
    ["a shock that is none", () => [...here(), "--positions", "positions.json", "--shock", "WETH"], "SHOCK_SYNTAX"],
    [
      "an asset that the pool does not list",
      () => [...here(), "--positions", "positions.json", "--shock", "NOPE=-5%"],
      "ASSET_UNKNOWN",
    ],
    [
      "a chain without known addresses",
      () => [...here().slice(0, 4), "--positions", "positions.json"],
      "ADDRESSES_CHAIN",
    ],
    [
      "a pool that is not there",
      () => [...here(), "--scenario", "demo", "--pool", `0x${"11".repeat(20)}`],
      "NO_CONTRACT",
    ],
    ["a recorded state that is none", () => ["--state", "addresses.json", "--scenario", "demo"], "STATE_FOREIGN"],
    ["a file of positions that is none", () => [...here(), "--positions", "addresses.json"], "POSITIONS_BROKEN"],
  ] as const) {
    it(`refuses ${what} in a sentence, and leaves nothing behind`, async () => {
      const { code: end, stderr } = await run(...args());
      expect(end).to.equal(2);
      expect(stderr).to.contain(`[${code}]`).and.to.contain("hint: ");
      expect(stderr.split("\n").length).to.be.at.most(4);
      expect(existsSync(join(cwd, "runs"))).to.equal(false);
    });
  }
});
