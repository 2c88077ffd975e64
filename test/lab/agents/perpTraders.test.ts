import { expect } from "chai";
import type { PerpMarketRow } from "../../../src/trace/perpRow.ts";
import type { Row } from "../../../src/trace/row.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";

function rowsOf<K extends Row["kind"]>({ rows }: TinyRun, kind: K): Extract<Row, { kind: K }>[] {
  return rows.filter((row): row is Extract<Row, { kind: K }> => row.kind === kind);
}
const QUIET = ["market.paths=[]", "market.coupling=off"];
const skews = (run: TinyRun) =>
  rowsOf(run, "perpMarket")
    .filter(({ market }: PerpMarketRow) => market === "ETH")
    .map(({ skew }) => Math.abs(Number(skew)));

describe("traders on an exchange", () => {
  let tiny: TinyWorld;
  before(async () => {
    tiny = await TinyWorld.of(TINY_PERPS);
  });
  after(() => tiny.close());

  it("take the skew down where its premium pays, hedged outside", async () => {
    const run = await tiny.run(...QUIET);
    const [start = 0] = skews(run);
    expect(start).to.be.greaterThan(100);
    expect(skews(run).at(-1)).to.be.lessThan(start);

    const taken = rowsOf(run, "perpTrade").filter(({ agent }) => agent === "desk");
    const size = taken.reduce((total, { sizeDelta }) => total + Number(sizeDelta), 0);
    expect(size).to.be.lessThan(0);
    // What it is short on the exchange it holds outside, to a dollar.
    const [desk = ""] = run.world.agentAccounts.get("desk") ?? [];
    const hedges = rowsOf(run, "external").filter(({ trader }) => trader === desk || trader === "desk");
    expect(hedges.length).to.be.greaterThan(0);
    const usd = hedges.reduce((total, row) => total + (row.sold === "WETH" ? -1 : 1) * Number(row.valueUsd), 0);
    expect(usd).to.be.closeTo(-size * 4000, 2);
    expect(run.end.converged).to.equal(true);
  });

  it("leave a skew alone that pays less than its fees", async () => {
    const run = await tiny.run(...QUIET, "agents.desk.minimumProfitUsd=1_000_000");
    expect(rowsOf(run, "perpTrade")).to.deep.equal([]);
    expect(new Set(skews(run)).size).to.equal(1);
  });

  it("stop once the print has cost them their share, not before", async () => {
    const steps = Array.from({ length: 20 }, (_, i) => `{ atBlock: ${i + 1}, priceUsd: ${4000 - 20 * (i + 1)} }`);
    const path = `market.paths=[{ kind: script, asset: WETH, steps: [${steps.join(", ")}] }]`;
    const run = await tiny.run("market.coupling=off", path);
    const stopped = rowsOf(run, "perpTrade").filter(({ action }) => action === "stop");
    expect(stopped.length).to.be.greaterThan(0);
    const stops = new Map(run.world.holders.map(({ address, stopLoss }) => [address, stopLoss]));
    const starts = new Map(
      rowsOf(run, "perpAccount")
        .filter(({ phase }) => phase === "start")
        .map((row) => [row.account, row]),
    );
    for (const { account, size, pnlUsd } of stopped) {
      expect(stops.get(account)).to.not.equal(undefined);
      expect(Number(size)).to.equal(0);
      const equity = Number(starts.get(account)?.equityUsd);
      // Half of it gone, and no more than the 2 % that a few prints may overshoot by.
      expect(-Number(pnlUsd)).to.be.greaterThan(0.45 * equity);
    }
    const liquidated = new Set(rowsOf(run, "perpLiquidation").map(({ account }) => account));
    for (const { account } of stopped) expect(liquidated.has(account)).to.equal(false);
  });
});

describe("traders on an exchange that settles later", () => {
  const overrides = [
    "perps.trading.settlementDelay=2",
    "perps.trading.settlementWindow=5",
    "perps.trading.settlementRewardUsd=1",
  ];
  let tiny: TinyWorld;
  before(async () => {
    tiny = await TinyWorld.of(TINY_PERPS, ...overrides);
  });
  after(() => tiny.close());

  it("commit, have keepers settle, and hedge when they are filled", async () => {
    const run = await tiny.run(...overrides, ...QUIET);
    const [trade] = rowsOf(run, "perpTrade");
    expect(trade).to.include({ agent: "keepers", action: "settleOrder", group: "desk", block: 2 });
    const hedges = rowsOf(run, "external").filter(({ block }) => block > 0);
    expect(hedges.some(({ block }) => block === 3)).to.equal(true);
    expect(run.venues.perps?.accounts.some(({ orders }) => orders.size > 0)).to.equal(false);
    expect(run.end.converged).to.equal(true);
  });
});
