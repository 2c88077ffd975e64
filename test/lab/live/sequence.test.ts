import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { JsonRpcProvider, parseEther, Wallet } from "ethers";
import type { PassOutcome } from "../../../src/live/liquidationPass.ts";
import type { NodeRecord } from "../../../src/live/nodeFile.ts";
import type { NodeStatus } from "../../../src/live/nodeStatus.ts";
import type { PositionRow } from "../../../src/live/positionRow.ts";
import { type Started, Workplace } from "./commands.ts";

type Step = PositionRow & { step: number; borrowed: string; supplied: string };
type Prices = Record<"oracle" | "reference", string> & { pool: string | null };
type Shock = Record<string, { before: Prices; after: Prices }>;

describe("the commands of a live node", () => {
  let place: Workplace;
  let node: Started;
  let waited: string;
  let steps: Step[];

  const record = () => JSON.parse(readFileSync(join(place.path, ".faultline/node.json"), "utf8")) as NodeRecord;
  const userOf = ({ positions }: NodeStatus) => positions.find(({ group }) => group === "user");

  before(async () => {
    place = new Workplace();
    const loop = place.start("loop", "--iterations", "6", "--json");
    node = place.start("up", "--port", "0", "--population");
    const { stdout, stderr } = await loop.finished;
    waited = stderr;
    steps = JSON.parse(stdout) as Step[];
  });

  after(() => place.remove());

  it("loop waits for a node that is not there yet, and says so", () => {
    expect(waited).to.equal("Waiting up to 60 s for a node …\n");
  });

  it("loop raises leverage step by step to the target", () => {
    const leverages = steps.map(({ leverage }) => Number(leverage));
    expect(steps.map(({ step }) => step)).to.deep.equal([0, 1, 2, 3, 4, 5, 6]);
    expect(leverages).to.deep.equal([...leverages].sort((a, b) => a - b));
    expect(leverages.at(-1)).to.be.within(2.99, 3.01);
  });

  it("loop shows health falling and the liquidation price rising", () => {
    expect(steps[0]).to.include({ supplied: "10", borrowed: "0", healthFactor: "inf", liquidationPrice: null });
    const loaned = steps.slice(1);
    const health = loaned.map(({ healthFactor }) => Number(healthFactor));
    const prices = loaned.map(({ liquidationPrice }) => Number(liquidationPrice));
    expect(health).to.deep.equal([...health].sort((a, b) => b - a));
    expect(prices).to.deep.equal([...prices].sort((a, b) => a - b));
    expect(health.at(-1)).to.be.within(1.24, 1.25);
    expect(prices.at(-1)).to.be.within(3200, 3230);
  });

  it("writes a node file that other tools can use", async () => {
    const { rpc, chainId, deployment } = record();
    const provider = new JsonRpcProvider(rpc, chainId, { staticNetwork: true });
    const wallet = Wallet.createRandom(provider);
    await (await provider.getSigner(deployment.roles.user)).sendTransaction({
      to: wallet.address,
      value: parseEther("1"),
    });
    const receipt = await (await wallet.sendTransaction({ to: deployment.roles.user, value: 1n })).wait();
    provider.destroy();
    expect(receipt?.status).to.equal(1);
  });

  it("shock moves oracle and reference and brings the pools there, staked assets in step", async () => {
    const { WETH, wstETH } = await place.json<Shock>("shock", "WETH=-25%");
    expect(WETH?.before).to.include({ oracle: "4000.00000000", reference: "4000.00000000" });
    expect(Number(WETH?.before.pool)).to.be.above(4000.5);
    expect(WETH?.after).to.include({ oracle: "3000.00000000", reference: "3000.00000000" });
    expect(Number(WETH?.after.pool)).to.be.within(2999.99, 3000.01);
    expect(wstETH?.after.reference).to.equal("3660.00000000");
    expect(Number(wstETH?.after.pool)).to.be.within(3659.99, 3660.01);
    expect(Number(wstETH?.after.oracle)).to.be.within(3660, 3660.1);
  });

  it("status lists positions with the lowest health factor first", async () => {
    const status = await place.json<NodeStatus>("status");
    const health = status.positions.map(({ healthFactor }) => Number(healthFactor));
    expect(health).to.deep.equal([...health].sort((a, b) => a - b));
    expect(status.positions).to.have.length(11);
    expect(Number(userOf(status)?.healthFactor)).to.be.below(1);
    expect(status.prices.WETH).to.include({ oracle: "3000.00000000", reference: "3000.00000000" });
    expect(status.reserves.map(({ asset }) => asset)).to.deep.equal(["WETH", "wstETH", "USDC"]);
  });

  it("liquidate restores every position that pays, at a profit", async () => {
    const outcome = await place.json<PassOutcome>("liquidate");
    expect(outcome.failed).to.deep.equal([]);
    expect(outcome.left).to.deep.equal([]);
    expect(outcome.liquidations.map(({ group }) => group)).to.include("user");
    for (const line of outcome.liquidations) {
      expect(line.agent).to.equal("liquidator");
      expect(Number(line.healthFactorBefore)).to.be.below(1);
      expect(line.healthFactorAfter === "inf" || Number(line.healthFactorAfter) > 1).to.equal(true);
      expect(Number(line.profitUsd)).to.be.above(10);
    }
  });

  it("shock --oracle-only leaves pools and reference alone", async () => {
    const { WETH } = await place.json<Shock>("shock", "WETH=+10%", "--oracle-only");
    expect(WETH?.after).to.deep.equal({ ...WETH?.before, oracle: "3300.00000000" });
  });

  it("loop --flash reaches an e-mode's leverage in one transaction", async () => {
    const wish = ["--collateral", "wstETH", "--debt", "WETH", "--emode", "1", "--leverage", "8"];
    const [step, ...others] = await place.json<(Step & { transactions: string[] })[]>("loop", "--flash", ...wish);
    expect(others).to.deep.equal([]);
    expect(Number(step?.supplied)).to.be.above(70);
    expect(step?.liquidationAsset).to.equal("wstETH");
  });

  it("prints tables without colours where there is no terminal", async () => {
    const [status, pass] = await Promise.all([place.run("status"), place.run("liquidate")]);
    expect(status.stdout).to.match(/^http:\/\/127\.0\.0\.1:\d+ {2}block /);
    for (const head of ["Oracle", "Utilisation", "Health factor", "Liquidation price"]) {
      expect(status.stdout).to.include(head);
    }
    expect(status.stdout).to.not.include("\u001b");
    expect(pass.stdout).to.match(
      /^No lending position was liquidated: every one is at a health factor of 1 or more\.\n\n/,
    );
  });

  it("refuses a port in use and wrong words with exit code 2", async () => {
    const port = new URL(record().rpc).port;
    const refused = await Promise.all([place.run("up", "--port", port), place.run("shock", "WETH=-100%")]);
    expect(refused.map(({ code }) => code)).to.deep.equal([2, 2]);
    expect(refused[0]?.stderr).to.equal(
      `Error: Port ${port} is in use. [PORT_IN_USE]\n  at --port\n  hint: Stop what listens there, or choose another port with --port.\n`,
    );
    expect(refused[1]?.stderr).to.include("[SHOCK_OUT_OF_RANGE]");
  });

  it("up ends cleanly on an interrupt and takes its file away", async () => {
    node.signal("SIGINT");
    const { code, stdout, stderr } = await node.finished;
    expect(code).to.equal(0);
    expect(stderr).to.equal("");
    expect(stdout).to.match(/npx faultline loop[\s\S]*The node is stopped\.\n$/);
    expect(existsSync(join(place.path, ".faultline/node.json"))).to.equal(false);
  });

  it("status without a node names the command that starts one", async () => {
    const { code, stderr } = await place.run("status");
    expect(code).to.equal(2);
    expect(stderr).to.match(/^Error: No node was started here.*\[NODE_NOT_LISTENING\]\n {2}hint: .*`faultline up`/);
  });
});
