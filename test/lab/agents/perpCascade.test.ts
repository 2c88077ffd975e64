import { expect } from "chai";
import type { Row } from "../../../src/trace/row.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";

function rowsOf<K extends Row["kind"]>({ rows }: TinyRun, kind: K): Extract<Row, { kind: K }>[] {
  return rows.filter((row): row is Extract<Row, { kind: K }> => row.kind === kind);
}
const stages = (run: TinyRun) => new Set(rowsOf(run, "perpLiquidation").map(({ stage }) => stage));
const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + Number(amount), 0);
const KEEPERS = ["keepers", "deleveragers"];
const failures = (run: TinyRun) => rowsOf(run, "failed").filter(({ agent }) => KEEPERS.includes(agent));
/** A fall of so many steps of 30 dollars, one a block, that nothing inside moves. */
const fall = (steps: number) => {
  const prices = Array.from({ length: steps }, (_, i) => `{ atBlock: ${i + 1}, priceUsd: ${4000 - 30 * (i + 1)} }`);
  return ["market.coupling=off", `market.paths=[{ kind: script, asset: WETH, steps: [${prices.join(", ")}] }]`];
};

describe("keepers of an exchange as Hyperliquid's", () => {
  let tiny: TinyWorld;
  let shock: TinyRun;
  let slide: TinyRun;
  const overrides = ["perps.preset=hyperliquid", "perps.insuranceUsd=0"];
  before(async () => {
    tiny = await TinyWorld.of(TINY_PERPS, ...overrides);
    shock = await tiny.run(...overrides);
    slide = await tiny.run(...overrides, ...fall(16));
  });
  after(() => tiny.close());

  it("take bankrupt accounts over in the block of the print, and close the books", () => {
    const taken = rowsOf(shock, "perpLiquidation").filter(({ stage }) => stage === "takeover");
    expect(taken.length).to.be.greaterThan(4);
    expect(new Set(taken.map(({ block }) => block))).to.deep.equal(new Set([2]));
    expect(taken.some(({ equityUsd }) => Number(equityUsd) < 0)).to.equal(true);
    expect(rowsOf(shock, "conservation")[0]).to.include({ ok: true });
    expect(shock.end.converged).to.equal(true);
  });

  it("deleverage for what the engine lacks a block later, from positions in profit, in the order of their scores", () => {
    const [round, ...others] = rowsOf(shock, "adlRound");
    expect(others).to.deep.equal([]);
    expect(round).to.include({ block: 3, side: "short", against: "engine" });
    expect(Number(round?.closed)).to.be.greaterThan(100);
    // The pool took what no short in profit was left for.
    expect(Number(round?.closed) + Number(round?.passed)).to.be.closeTo(Number(round?.target), 1e-9);
    const closed = rowsOf(shock, "adl");
    expect(closed.length).to.equal(round?.accounts);
    expect(closed.every(({ positionProfitUsd }) => Number(positionProfitUsd) > 0)).to.equal(true);
    const scores = closed.map(({ score }) => Number(score));
    expect(scores).to.deep.equal([...scores].sort((a, b) => b - a));
    expect(shock.venues.perps?.engine.positions.size).to.equal(0);
  });

  it("prove a round in as many calls as the side needs, all in one block", () => {
    const [round] = rowsOf(shock, "adlRound");
    const mined = shock.blocks.find(({ mined }) => mined.receipts.some(({ hash }) => hash === round?.transaction));
    const exchange = shock.world.deployment.perps?.exchange;
    const [deleverager] = shock.world.agentAccounts.get("deleveragers") ?? [];
    const calls = mined?.mined.receipts.filter(({ from, to }) => from === deleverager && to === exchange) ?? [];
    // Eight shorts: seven read by the first call, the last by the second, which closes the order.
    expect(calls.map(({ succeeded }) => succeeded)).to.deep.equal([true, true]);
    expect(calls.at(-1)?.hash).to.equal(round?.transaction);
  });

  it("close large positions in stages when the price slides: a part, then after the cool-down the rest", () => {
    expect(stages(slide)).to.include.all.keys("partial", "full");
    const partial = rowsOf(slide, "perpLiquidation").filter(({ stage }) => stage === "partial");
    for (const { account, block } of partial) {
      const later = rowsOf(slide, "perpLiquidation").filter((row) => row.account === account && row.block > block);
      // A block is three seconds, the cool-down thirty; a takeover waits for none.
      for (const row of later) if (row.stage !== "takeover") expect(row.block - block).to.be.at.least(10);
    }
    expect(slide.end.converged).to.equal(true);
  });

  it("leave nobody below maintenance and send nothing that the exchange refuses", () => {
    for (const run of [shock, slide]) {
      expect(run.venues.perps?.liquidatable()).to.deep.equal([]);
      expect(failures(run)).to.deep.equal([]);
    }
  });

  it("give the same rows again, byte for byte", async () => {
    const other = await TinyWorld.of(TINY_PERPS, ...overrides);
    const again = await other.run(...overrides);
    await other.close();
    const text = ({ rows }: TinyRun) => rows.map((row) => JSON.stringify(row)).join("\n");
    expect(text(again)).to.equal(text(shock));
  });
});

describe("keepers without anybody to deleverage", () => {
  const overrides = ["perps.adl.policy=none"];
  let tiny: TinyWorld;
  let run: TinyRun;
  before(async () => {
    tiny = await TinyWorld.of(TINY_PERPS, ...overrides);
    run = await tiny.run(...overrides);
  });
  after(() => tiny.close());

  it("flag those that the insurance fund cannot pay for, and leave them stuck", () => {
    const stuck = run.venues.perps?.liquidatable() ?? [];
    expect(stuck.length).to.be.greaterThan(0);
    expect(stuck.every(({ flagged, positions }) => flagged && positions.size > 0)).to.equal(true);
    expect(rowsOf(run, "adl")).to.deep.equal([]);
    expect(failures(run)).to.deep.equal([]);
    expect(run.end.converged).to.equal(true);
  });

  it("spend the insurance fund on those that it can pay for, and never more", () => {
    const paid = sum(
      rowsOf(run, "waterfall")
        .filter(({ step }) => step === "insurance")
        .map(({ amountUsd }) => amountUsd),
    );
    expect(paid).to.be.within(1, 20_000);
    expect(stages(run)).to.include.all.keys("takeover", "disposal");
  });
});

describe("keepers under a liquidation window", () => {
  // Twenty coins in twelve seconds, four blocks.
  const WINDOW = 20;
  const overrides = [
    `perps.liquidation.windowSize=${WINDOW}`,
    "perps.liquidation.windowSeconds=12",
    "perps.liquidation.maxSkewInWindow=0%",
    ...fall(12),
    "chain.maxBlocks=200",
  ];
  let tiny: TinyWorld;
  let run: TinyRun;
  before(async () => {
    tiny = await TinyWorld.of(TINY_PERPS, ...overrides);
    run = await tiny.run(...overrides);
  });
  after(() => tiny.close());

  it("close no more in a window than it lets through, and come back in the next", () => {
    const closed = rowsOf(run, "perpLiquidation").filter(({ stage }) =>
      ["partial", "full", "disposal"].includes(stage),
    );
    const blocks = [...new Set(closed.map(({ block }) => block))];
    const within = (from: number) =>
      sum(closed.filter(({ block }) => block >= from && block < from + 4).map(({ size }) => size.replace("-", "")));
    // A window begins with its first liquidation.
    for (let start = 0; start < blocks.length; ) {
      const from = blocks[start] as number;
      expect(within(from)).to.be.at.most(WINDOW + 1e-9);
      start = blocks.findIndex((block) => block >= from + 4);
      if (start < 0) break;
    }
    expect(blocks.length).to.be.greaterThan(2);
    expect(failures(run)).to.deep.equal([]);
  });

  it("flag whom nothing was left for, and go on until everyone is through", () => {
    expect(stages(run)).to.include("flag");
    expect(run.end.converged).to.equal(true);
    expect(run.venues.perps?.liquidatable()).to.deep.equal([]);
  });
});
