import { expect } from "chai";
import { planClose } from "../../../src/live/closePlan.ts";
import { liquidationPass } from "../../../src/live/liquidationPass.ts";
import { nodeStatus } from "../../../src/live/nodeStatus.ts";
import { type OpenWish, planOpen } from "../../../src/live/openPlan.ts";
import { orderLine } from "../../../src/live/orderLine.ts";
import { orderPreview } from "../../../src/live/orderPreview.ts";
import { perpPositionRow } from "../../../src/live/perpPositionRow.ts";
import { sendLive } from "../../../src/live/sendLive.ts";
import { sendOrder } from "../../../src/live/sendOrder.ts";
import { parseShocks, shock } from "../../../src/live/shock.ts";
import { withdrawFree } from "../../../src/live/withdrawFree.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { parseWad, WAD } from "../../../src/units.ts";
import type { PerpMarket } from "../../../src/venues/perpMarket.ts";
import { EXCHANGE, type PerpNode, perpNode } from "./perpNode.ts";
import { rejectionOf } from "./rejection.ts";

const WISH: OpenWish = {
  market: "ETH",
  side: "long",
  size: "10",
  leverage: "20",
  margin: undefined,
  acceptablePrice: undefined,
};

describe("perps on a live node", () => {
  let node: PerpNode;
  let eth: PerpMarket;

  before(async () => {
    node = await perpNode(loadScenario(scenarioFiles("demo")[0] ?? ""));
    eth = node.book.market("ETH") as PerpMarket;
  });

  after(() => node.stop());

  it("finds traders and providers in the chain's logs, and the user", () => {
    const { session, book, user } = node;
    const kinds = session.world.holders.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "trader")).to.have.length(10);
    expect(kinds.filter((kind) => kind === "liquidity provider")).to.have.length(2);
    expect(book.accountOf(user)?.group).to.equal("user");
    expect(book.accounts.filter(({ positions }) => positions.size > 0).map(({ group }) => group)).to.have.members([
      ...Array.from({ length: 6 }, () => "longs"),
      ...Array.from({ length: 4 }, () => "shorts"),
    ]);
  });

  it("values every account and bankruptcy price as the exchange does", async () => {
    const { book } = node;
    await node.session.refresh();
    for (const account of book.accounts.filter(({ positions }) => positions.size > 0)) {
      const { equity, initial, maintenance, backstop, notional } = book.marginOf(account);
      const margin = await node.call("getMargin", [account.account]);
      expect(margin).to.deep.equal([equity, initial, maintenance, backstop, notional]);
      const [, bankruptcyPrice = 0n] = await node.call("getProfit", [eth.id, account.account]);
      const row = perpPositionRow(book, account, eth);
      expect(parseWad(row.bankruptcyPrice) / 10n ** 11n).to.equal(bankruptcyPrice / 10n ** 11n);
    }
  });

  it("names the mark at which each account may be liquidated", () => {
    const { book } = node;
    const prices = book.prices;
    for (const account of book.accounts.filter(({ positions }) => positions.size > 0)) {
      const row = perpPositionRow(book, account, eth);
      book.prices = new Map([["WETH", (eth.state.index * parseWad(row.liquidationPrice ?? "0")) / parseWad(row.mark)]]);
      const { equity, maintenance } = book.marginOf(account);
      expect(Number((equity * WAD) / maintenance) / 1e18, account.group).to.be.within(0.9999, 1.0001);
      book.prices = prices;
    }
  });

  const refused: [string, Partial<OpenWish>][] = [
    ["PERP_MARKET_UNKNOWN", { market: "BTC" }],
    ["PERP_MARKET_UNKNOWN", { market: "WETH" }],
    ["SIDE_UNKNOWN", { side: "up" }],
    ["SIZE_NOT_POSITIVE", { size: "0" }],
    ["SIZE_NOT_POSITIVE", { size: "-10" }],
    ["UNIT_NOT_A_NUMBER", { size: "ten" }],
    ["LEVERAGE_OUT_OF_REACH", { leverage: "0" }],
    ["LEVERAGE_OUT_OF_REACH", { leverage: "25" }],
    ["UNIT_NOT_A_NUMBER", { leverage: "high" }],
    ["AMOUNT_NEGATIVE", { margin: "-1" }],
    ["MARGIN_TOO_SMALL", { margin: "1600" }],
    ["MARGIN_NOT_OWNED", { size: "2000", leverage: "2" }],
    ["PRICE_BEYOND_ACCEPTABLE", { acceptablePrice: "4000" }],
    ["PRICE_BEYOND_ACCEPTABLE", { side: "short", acceptablePrice: "4100" }],
  ];
  for (const [code, change] of refused) {
    it(`refuses an order with ${JSON.stringify(change)} as ${code}`, async () => {
      const error = await rejectionOf(planOpen(node.session, { ...WISH, ...change }));
      expect(error).to.include({ code, exitCode: 2 });
    });
  }

  it("says the most leverage and the least margin, and takes both", async () => {
    const tooHigh = await rejectionOf(planOpen(node.session, { ...WISH, leverage: "25" }));
    const [, most = ""] = /leverage of ([\d.]+) at most/.exec(tooHigh?.message ?? "") ?? [];
    expect(Number(most)).to.be.within(23.5, 24.9);
    expect((await planOpen(node.session, { ...WISH, leverage: most })).deposit > 0n).to.equal(true);
    const beyond = String(Number(most) + 0.02);
    expect(await rejectionOf(planOpen(node.session, { ...WISH, leverage: beyond }))).to.include({
      code: "LEVERAGE_OUT_OF_REACH",
    });

    const tooLittle = await rejectionOf(planOpen(node.session, { ...WISH, margin: "1600" }));
    const [, least = ""] = /at least \$([\d.]+)/.exec(tooLittle?.hint ?? "") ?? [];
    expect((await planOpen(node.session, { ...WISH, margin: least })).deposit > 0n).to.equal(true);
  });

  it("suggests the market that was meant", async () => {
    const error = await rejectionOf(planOpen(node.session, { ...WISH, market: "eth" }));
    expect(error?.hint).to.equal('Did you mean "ETH"? It has ETH.');
  });

  it("refuses orders in a paused market, and growing ones in one that only lets positions shrink", async () => {
    await setStatus(0);
    expect(await rejectionOf(planOpen(node.session, WISH))).to.include({ code: "MARKET_PAUSED", exitCode: 2 });
    await setStatus(1);
    expect(await rejectionOf(planOpen(node.session, WISH))).to.include({ code: "MARKET_REDUCE_ONLY", exitCode: 2 });
    await setStatus(2);
  });

  it("refuses to close what there is none of", async () => {
    const wish = { market: "ETH", size: undefined, acceptablePrice: undefined };
    expect(await rejectionOf(planClose(node.session, wish))).to.include({ code: "POSITION_NONE", exitCode: 2 });
    expect(await withdrawFree(node.session)).to.equal(0n);
  });

  it("fills an order as previewed, and describes the position as the exchange has it", async () => {
    const { session, user } = node;
    const plan = await planOpen(session, WISH);
    const preview = orderPreview(node.book, { account: user, market: eth, sizeDelta: plan.sizeDelta });
    const order = await sendOrder(session, plan);
    expect([order.fillPrice, order.fee, order.notional]).to.deep.equal([
      preview.fillPrice,
      preview.fee,
      preview.notional,
    ]);
    const line = await orderLine(session, order);
    expect(line.depositUsd).to.equal((Number(line.notionalUsd) / 20).toFixed(2));
    expect(line.position).to.include({ side: "long", size: "10", group: "user" });
    expect(Number(line.position?.leverage)).to.be.within(20, 21);
    expect(line.delay).to.equal(null);
    expect(line.transactions).to.have.length(3);
  });

  it("refuses the other side of a position, and closing more than there is", async () => {
    expect(await rejectionOf(planOpen(node.session, { ...WISH, side: "short" }))).to.include({
      code: "POSITION_OPPOSED",
    });
    const wish = { market: "ETH", size: "11", acceptablePrice: undefined };
    expect(await rejectionOf(planClose(node.session, wish))).to.include({ code: "SIZE_TOO_LARGE", exitCode: 2 });
  });

  it("closes a part, and takes out what the rest leaves free", async () => {
    const { session, user } = node;
    const order = await sendOrder(
      session,
      await planClose(session, { market: "ETH", size: "4", acceptablePrice: undefined }),
    );
    const before = session.reader.wallets.get(user)?.get("USDC") ?? 0n;
    const withdrawn = await withdrawFree(session);
    expect(withdrawn > 0n).to.equal(true);
    expect((session.reader.wallets.get(user)?.get("USDC") ?? 0n) - before).to.equal(withdrawn);
    const line = await orderLine(session, order, withdrawn);
    expect(line.position).to.include({ size: "6" });
    expect(Number(line.position?.equityUsd) - Number(line.position?.initialUsd)).to.be.within(0, 5);
    expect(Number(line.feeUsd)).to.be.above(0);
  });

  it("leaves the funding index alone when a price is shocked under the market's name", async () => {
    const before = (await nodeStatus(node.session)).perps?.markets[0];
    await shock(node.session, parseShocks(node.session, ["ETH=-2.4%"]), false);
    await node.session.refresh();
    expect(eth.state.index).to.equal(3904n * WAD);
    const after = (await nodeStatus(node.session)).perps?.markets[0];
    expect(after?.index).to.equal("3904.00000000");
    expect(Number(after?.fundingIndex)).to.be.closeTo(Number(before?.fundingIndex), 0.01);
  });

  it("refuses to trade for an account that may be liquidated", async () => {
    expect(await rejectionOf(planOpen(node.session, WISH))).to.include({ code: "ACCOUNT_LIQUIDATABLE", exitCode: 2 });
  });

  it("liquidates by stages, takes over who is below the backstop, deleverages what nobody can pay", async () => {
    const mild = await liquidationPass(node.session);
    expect(mild.failed).to.deep.equal([]);
    expect(mild.perps?.failed).to.deep.equal([]);
    const own = mild.perps?.steps.filter(({ group }) => group === "user") ?? [];
    expect(own.map(({ step }) => step)).to.include("liquidated");
    expect(own.find(({ step }) => step === "liquidated")).to.include({
      stage: "full",
      left: "0",
      market: "ETH",
      size: "6",
    });
    expect(mild.perps?.left).to.deep.equal([]);

    await shock(node.session, parseShocks(node.session, ["ETH=-20%"]), false);
    const { perps } = await liquidationPass(node.session);
    const steps = (name: string) => perps?.steps.filter(({ step }) => step === name) ?? [];
    expect(steps("taken over")).to.have.length.above(3);
    expect(steps("deleveraged").map(({ group }) => group)).to.include("shorts");
    expect(steps("loss borne").map(({ by }) => by)).to.include("deleveraged");
    for (const line of steps("deleveraged")) expect(Number(line.takenUsd)).to.be.above(0);
    expect([perps?.failed, perps?.left, perps?.engine]).to.deep.equal([[], [], {}]);
  });

  it("says so when nobody may be liquidated", async () => {
    const { perps } = await liquidationPass(node.session);
    expect(perps).to.deep.equal({ steps: [], failed: [], left: [], engine: {} });
  });

  async function setStatus(status: number): Promise<void> {
    const { deployment } = node.session.world;
    const data = EXCHANGE.encodeFunctionData("setStatus", [eth.id, status]);
    await sendLive(node.session.world, {
      from: deployment.roles.lab,
      to: node.book.venue.exchange,
      data,
      gas: 500_000,
    });
    await node.session.refresh();
  }
}).timeout(120_000);
