import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { liquidationPass } from "../../../src/live/liquidationPass.ts";
import { liquidationPoint } from "../../../src/live/liquidationPoint.ts";
import { type LoopWish, planLoop } from "../../../src/live/loopPlan.ts";
import { openSession, type Session } from "../../../src/live/session.ts";
import { parseShocks, shock } from "../../../src/live/shock.ts";
import { type LiveNode, startNode } from "../../../src/live/startNode.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { WAD } from "../../../src/units.ts";
import type { Position } from "../../../src/venues/lendingBook.ts";
import { codeOf } from "../../support/codeOf.ts";
import { rejectionOf } from "./rejection.ts";

const WISH: LoopWish = {
  collateral: "WETH",
  debt: "USDC",
  equity: "10",
  leverage: "3",
  iterations: 6,
  eMode: undefined,
};

const DESK =
  "agents.liquidator={ kind: liquidator, funding: inventory, capitalUsd: 1_000_000, minimumProfitUsd: 10, reactionBlocks: 1 }";

describe("a session on a live node", () => {
  const home = process.cwd();
  let folder: string;
  let node: LiveNode;
  let session: Session;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "faultline-session-"));
    process.chdir(folder);
    const [demo = ""] = scenarioFiles("demo");
    node = await startNode(loadScenario(demo, [DESK]), { port: 0, population: true, progress: () => {} });
    session = await openSession({ waitSeconds: 0 });
  });

  after(async () => {
    await node.close();
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  it("finds every holder, and the user, in the chain's logs", () => {
    const planned = node.world.holders.map(({ address }) => address);
    const found = session.world.holders.map(({ address }) => address);
    expect(found).to.have.members([...planned, node.world.deployment.roles.user]);
    expect(session.world.holders.filter(({ group }) => group === "others")).to.deep.equal([]);
  });

  it("rebuilds the pools' liquidity tick by tick", () => {
    session.world.poolStates.forEach((state, i) => {
      expect(state.ticks).to.deep.equal(node.world.poolStates[i]?.ticks);
    });
  });

  it("names the price at which each position's health factor is one", () => {
    const { lending } = session.venues;
    const indebted = lending.positions.filter((position) => position.owed.some((scaled) => scaled > 0n));
    expect(indebted).to.have.length(10);
    for (const position of indebted) expect(healthAtPoint(position), position.group).to.be.within(0.9999, 1.0001);
  });

  it("plans the smallest share that reaches the target with what swaps cost", () => {
    const plan = planLoop(session, WISH);
    expect(plan.target).to.equal(3n * WAD);
    expect(Number(plan.share) / 1e18).to.be.within(0.691, 0.695);
  });

  it("settles for what the iterations reach where no target was named", () => {
    const { target } = planLoop(session, { ...WISH, leverage: undefined, iterations: 2 });
    expect(Number(target) / 1e18).to.be.within(2.44, 2.46);
  });

  const refused: [string, Partial<LoopWish>][] = [
    ["RESERVE_UNKNOWN", { collateral: "DOGE" }],
    ["RESERVE_UNKNOWN", { debt: "toString" }],
    ["EQUITY_NOT_POSITIVE", { equity: "0" }],
    ["EQUITY_NOT_POSITIVE", { equity: "-1" }],
    ["EQUITY_NOT_OWNED", { equity: "251" }],
    ["UNIT_NOT_A_NUMBER", { equity: "ten" }],
    ["EMODE_UNKNOWN", { eMode: 9 }],
    ["NOT_BORROWABLE", { eMode: 1 }],
    ["LEVERAGE_OUT_OF_REACH", { leverage: "1" }],
    ["LEVERAGE_OUT_OF_REACH", { leverage: "5" }],
    ["LEVERAGE_OUT_OF_REACH", { iterations: 2 }],
    ["LEVERAGE_OUT_OF_REACH", { iterations: undefined, leverage: "5.2" }],
  ];
  for (const [code, change] of refused) {
    it(`refuses a loop with ${JSON.stringify(change)} as ${code}`, () => {
      expect(codeOf(() => planLoop(session, { ...WISH, ...change }))).to.equal(code);
    });
  }

  it("refuses a loop that the reserve cannot lend or the AMM cannot take", async () => {
    const { lending, amm } = session.venues;
    const [usdc, pool] = [lending.reserve("USDC"), amm.poolOf("WETH")];
    if (usdc === undefined || pool === undefined) throw new Error("The demo lists WETH and USDC.");
    const { state } = pool;
    usdc.cash = 79_000n * 10n ** 6n;
    expect(codeOf(() => planLoop(session, WISH))).to.equal("LEVERAGE_OUT_OF_REACH");
    await session.refresh();
    pool.state = { ...state, liquidity: 0n, ticks: [] };
    expect(codeOf(() => planLoop(session, WISH))).to.equal("LEVERAGE_OUT_OF_REACH");
    pool.state = state;
    expect(codeOf(() => planLoop(session, WISH))).to.equal(undefined);
  });

  const shocks: [string, string[]][] = [
    ["SHOCK_SYNTAX", ["WETH"]],
    ["SHOCK_SYNTAX", ["=-5%"]],
    ["SHOCK_SYNTAX", ["WETH=-5%", "WETH=-6%"]],
    ["ASSET_UNKNOWN", ["DOGE=-5%"]],
    ["ASSET_UNKNOWN", ["constructor=-5%"]],
    ["UNIT_NOT_A_NUMBER", ["WETH=half"]],
    ["SHOCK_OUT_OF_RANGE", ["WETH=-100%"]],
    ["SHOCK_OUT_OF_RANGE", ["WETH=1001%"]],
  ];
  for (const [code, terms] of shocks) {
    it(`refuses a shock of ${terms.join(" ")} as ${code}`, () => {
      expect(codeOf(() => parseShocks(session, terms))).to.equal(code);
    });
  }

  it("refuses to print for a feed that follows another", async () => {
    const error = await rejectionOf(shock(session, parseShocks(session, ["wstETH=-5%"]), true));
    expect(error).to.include({ code: "FEED_DERIVED", exitCode: 2 });
  });

  it("moves a staked asset's market without its oracle", async () => {
    const { before, after } = await shock(session, parseShocks(session, ["wstETH=-5%"]), false);
    const [was, is] = [before.get("wstETH"), after.get("wstETH")];
    expect(is?.reference).to.equal(((was?.reference ?? 0n) * 95n) / 100n);
    expect(Number(is?.pool) / Number(was?.pool)).to.be.within(0.949999, 0.950001);
    expect(Number(is?.oracle) / Number(was?.oracle)).to.be.within(0.999999, 1.000001);
  });

  it("gives a desk its reaction time and lets it sell what it seized", async () => {
    const desk = session.world.agentAccounts.get("liquidator")?.[0] ?? "";
    const holds = (symbol: string) => session.reader.wallets.get(desk)?.get(symbol) ?? 0n;
    const before = { weth: holds("WETH"), usdc: holds("USDC") };
    await shock(session, parseShocks(session, ["WETH=-20%"]), false);
    const { liquidations, failed, left } = await liquidationPass(session);
    expect(failed).to.deep.equal([]);
    expect(left).to.deep.equal([]);
    expect(liquidations).to.have.length.above(0);
    expect(holds("WETH")).to.equal(before.weth);
    expect(holds("USDC") > before.usdc).to.equal(true);
  });

  it("refuses a pass where the scenario has no liquidator", async () => {
    const { world } = session;
    const nobody = { ...session, world: { ...world, scenario: { ...world.scenario, agents: {} } } };
    expect(await rejectionOf(liquidationPass(nobody))).to.include({ code: "NO_LIQUIDATOR", exitCode: 2 });
  });

  /** The health factor with the position's market moved to its liquidation price, staked assets in step. */
  function healthAtPoint(position: Position): number {
    const { lending } = session.venues;
    const point = liquidationPoint(session, position);
    const today = lending.reserve(point?.asset ?? "")?.price ?? 1n;
    const moved = ((point?.price ?? 0n) * lending.baseUnit) / WAD;
    const prices = lending.reserves.map(({ symbol, price }) => {
      const follows = symbol === point?.asset || session.world.scenario.assets[symbol]?.staked?.over === point?.asset;
      return follows ? (price * moved) / today : price;
    });
    return Number(lending.accountData(position, prices).healthFactor) / 1e18;
  }
});
