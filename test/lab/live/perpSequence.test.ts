import { expect } from "chai";
import type { PassOutcome } from "../../../src/live/liquidationPass.ts";
import type { NodeStatus } from "../../../src/live/nodeStatus.ts";
import type { OrderLine } from "../../../src/live/orderLine.ts";
import { type Started, Workplace } from "./commands.ts";

describe("trading perps by hand on a live node", () => {
  let place: Workplace;
  let node: Started;
  let opened: OrderLine;
  let waited: string;

  before(async () => {
    place = new Workplace();
    const open = place.start("open", "ETH", "long", "10", "--leverage", "20", "--json");
    node = place.start("up", "--port", "0");
    const { stdout, stderr } = await open.finished;
    waited = stderr;
    opened = JSON.parse(stdout) as OrderLine;
  });

  after(() => place.remove());

  it("open waits for a node that is not there yet, and says so", () => {
    expect(waited).to.equal("Waiting up to 60 s for a node …\n");
  });

  it("open shows the fill and where the position stands", () => {
    expect(opened).to.include({
      market: "ETH",
      sizeDelta: "10",
      index: "4000.00000000",
      delay: null,
      withdrawnUsd: "0.00",
    });
    expect(Number(opened.fillPrice)).to.be.closeTo(4000 * (1 + 5 / 60_000), 1e-6);
    expect(Number(opened.skewPremium)).to.be.closeTo(5 / 60_000, 1e-8);
    expect(Number(opened.feeUsd)).to.be.closeTo(Number(opened.notionalUsd) * 0.00045, 0.01);
    const { position } = opened;
    expect(position).to.include({ group: "user", market: "ETH", side: "long", flagged: false });
    expect(Number(position?.marginRatio)).to.be.within(2.4, 2.5);
    expect(Number(position?.liquidationPrice)).to.be.within(3870, 3885);
    expect(Number(position?.bankruptcyPrice)).to.be.within(3795, 3805);
  });

  it("status shows the market, the funds and the position", async () => {
    const { perps } = await place.json<NodeStatus>("status");
    expect(perps?.markets).to.have.length(1);
    expect(perps?.markets[0]).to.include({
      market: "ETH",
      asset: "WETH",
      status: "open",
      skew: "10",
      longSize: "10",
      shortSize: "0",
    });
    expect(perps).to.include({ quote: "USDC", insuranceUsd: "50000.00", orders: 0 });
    expect(perps?.positions.map(({ group, size }) => [group, size])).to.deep.equal([["user", "10"]]);
  });

  it("shock takes the market's name for its asset", async () => {
    const { WETH } = await place.json<Record<string, { after: { oracle: string } }>>("shock", "ETH=-6%");
    expect(WETH?.after.oracle).to.equal("3760.00000000");
  });

  it("liquidate takes the position over and lets the insurance fund pay what its margin lacks", async () => {
    const outcome = await place.json<PassOutcome>("liquidate");
    expect(outcome.venues).to.deep.equal(["lending", "perps"]);
    const steps = outcome.perps?.steps ?? [];
    expect(steps.map(({ step, group, by }) => [step, group, by])).to.deep.equal([
      ["taken over", "user", null],
      ["loss borne", "", "insurance"],
      ["disposed", "engine", null],
    ]);
    expect(steps[0]).to.include({ market: "ETH", size: "10", agent: "keeper" });
    expect(Number(steps[1]?.takenUsd)).to.be.within(400, 440);
    expect(outcome.perps).to.deep.include({ failed: [], left: [], engine: {} });
  });

  it("status afterwards shows no position and a smaller insurance fund", async () => {
    const { perps } = await place.json<NodeStatus>("status");
    expect(perps?.positions).to.deep.equal([]);
    expect(Number(perps?.insuranceUsd)).to.be.within(49_560, 49_600);
    expect(perps?.markets[0]).to.include({ skew: "0", longSize: "0", engineSize: "0" });
  });

  it("close realises a profit, keeps what is left and withdraws the rest", async () => {
    await place.json<OrderLine>("open", "ETH", "short", "10");
    await place.json("shock", "ETH=-10%");
    const part = await place.json<OrderLine>("close", "ETH", "--size", "4");
    expect(part.position).to.include({ size: "-6", side: "short" });
    expect(Number(part.pnlUsd)).to.be.within(1490, 1510);
    const rest = await place.json<OrderLine>("close", "ETH", "--withdraw");
    expect(rest).to.include({ position: null, settledUsd: "0.00" });
    expect(Number(rest.withdrawnUsd)).to.be.above(7520 + 3700);
  });

  it("prints what a newcomer can follow", async () => {
    const open = await place.run("open", "ETH", "long", "10", "--margin", "5000");
    for (const name of ["Index", "Fill", "Size", "Notional", "Fee", "Margin", "Leverage", "Maintenance margin"]) {
      expect(open.stdout).to.match(new RegExp(`^${name} {2}`, "m"));
    }
    for (const name of ["Liquidation price", "Bankruptcy price", "Funding rate"]) expect(open.stdout).to.include(name);
    const [status, pass, close] = [
      await place.run("status"),
      await place.run("liquidate"),
      await place.run("close", "ETH"),
    ];
    for (const head of ["Market", "Skew", "Longs", "Shorts", "Insurance fund", "liquidity pool NAV", "Margin ratio"]) {
      expect(status.stdout).to.include(head);
    }
    expect(pass.stdout).to.equal(
      "No lending position was liquidated: every one is at a health factor of 1 or more.\n\n" +
        "No perp account was liquidated: every one is at a margin ratio of 1 or more.\n",
    );
    expect(close.stdout).to.match(
      /^Closed long 10 ETH at \$[\d,.]+\n[\s\S]*Nothing is left in ETH\. The account keeps/,
    );
  });

  it("refuses wrong words with exit code 2, one sentence and a hint", async () => {
    const wrong = [
      ["open", "ETC", "long", "10"],
      ["open", "ETH", "up", "10"],
      ["open", "ETH", "long", "2000", "--leverage", "40"],
      ["close", "ETH"],
      ["shock", "ETG=-5%"],
    ];
    const refused = await Promise.all(wrong.map((words) => place.run(...words)));
    for (const { code, stdout, stderr } of refused) {
      expect([code, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.match(/^Error: .+\. \[[A-Z_]+\]\n {2}at .+\n {2}hint: .+\n$/);
    }
    const both = await place.run("open", "ETH", "long", "10", "--margin", "5", "--leverage", "3");
    expect(both.code).to.equal(2);
    expect(both.stderr).to.include("cannot be used with");
  });

  it("up prints the exchange's addresses and what to type", async () => {
    node.signal("SIGINT");
    const { code, stdout } = await node.finished;
    expect(code).to.equal(0);
    expect(stdout).to.match(/^Perp exchange +0x/m);
    expect(stdout).to.match(/^Perp liquidity pool +0x/m);
    expect(stdout).to.match(/npx faultline open ETH long 10 --leverage 20\n {2}npx faultline shock ETH=-6%/);
  });
});
