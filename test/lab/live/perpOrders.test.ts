import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { liquidationPass } from "../../../src/live/liquidationPass.ts";
import { liquidationText } from "../../../src/live/liquidationText.ts";
import { nodeStatus } from "../../../src/live/nodeStatus.ts";
import { type OpenWish, planOpen } from "../../../src/live/openPlan.ts";
import { orderLine } from "../../../src/live/orderLine.ts";
import { openText } from "../../../src/live/orderText.ts";
import { sendLive } from "../../../src/live/sendLive.ts";
import { sendOrder } from "../../../src/live/sendOrder.ts";
import { parseShocks, shock } from "../../../src/live/shock.ts";
import { statusText } from "../../../src/live/statusText.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { WAD } from "../../../src/units.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { EXCHANGE, type PerpNode, perpNode } from "./perpNode.ts";
import { rejectionOf } from "./rejection.ts";

const DELAY = "perps.markets.ETH.trading={ settlementDelay: 3, maxSize: 1000, maxPriceAge: 600 }";
/** A round takes several calls, and counterparties bear what margins lack. */
const ADL = [
  "perps.adl={ policy: hyperliquid-queue, severity: 100% }",
  "perps.insuranceUsd=0",
  "agents.deleveragers={ kind: adlKeeper, scanPerCall: 3 }",
];
const CAP = "perps.markets.BTC.trading={ skewScale: 10_000, maxValueUsd: 400_000 }";
const WISH: OpenWish = {
  market: "ETH",
  side: "long",
  size: "10",
  leverage: "15",
  margin: undefined,
  acceptablePrice: undefined,
};

describe("orders on a live node of perps alone", () => {
  let folder: string;
  let node: PerpNode;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "faultline-tiny-"));
    const file = join(folder, "tiny.yaml");
    writeFileSync(file, TINY_PERPS);
    node = await perpNode(loadScenario(file, [DELAY, CAP, ...ADL]));
  });

  after(async () => {
    await node.stop();
    rmSync(folder, { recursive: true });
  });

  it("commits, mines the delay and lets a keeper settle", async () => {
    const { session } = node;
    const plan = await planOpen(session, WISH);
    const block = BigInt(await session.world.chain.request<string>("eth_blockNumber"));
    const line = await orderLine(session, await sendOrder(session, plan));
    const keeper = session.world.agentAccounts.get("keepers")?.[0];
    expect(line.delay).to.deep.equal({ blocks: 3, keeper, rewardUsd: "1.00" });
    expect(line.position).to.include({ side: "long", size: "10", group: "user" });
    // Approval, deposit, commitment; two blocks of delay and the settlement's own.
    expect(BigInt(await session.world.chain.request<string>("eth_blockNumber")) - block).to.equal(6n);
    expect(openText(line)).to.match(
      /settles orders after 3 blocks\. The node mined them, and 0x.{9} settled it for \$1\.00\./,
    );
  });

  it("says that an order was dropped, and why", async () => {
    const { session } = node;
    const plan = await planOpen(session, { ...WISH, size: "1" });
    await shock(session, parseShocks(session, ["ETH=+2%"]), false);
    const error = await rejectionOf(sendOrder(session, plan));
    expect(error).to.include({ code: "ORDER_DROPPED", exitCode: 1 });
    expect(error?.message).to.include("PriceBeyondAcceptable");
  });

  it("refuses another order while one waits, and lets the keepers settle that", async () => {
    const { session, book, user } = node;
    const data = EXCHANGE.encodeFunctionData("commitOrder", [0, WAD, 10_000n * WAD, false]);
    await sendLive(session.world, { from: user, to: book.venue.exchange, data, gas: 2_000_000 });
    await session.refresh();
    expect(await rejectionOf(planOpen(session, WISH))).to.include({ code: "ORDER_PENDING", exitCode: 2 });
    expect((await nodeStatus(session)).perps?.orders).to.equal(1);
    await session.world.chain.request("hardhat_mine", ["0x3"]);
    const { perps } = await liquidationPass(session);
    expect(perps?.steps.map(({ step, group, by }) => [step, group, by])).to.deep.equal([
      ["order settled", "user", null],
    ]);
    expect((await nodeStatus(session)).perps?.orders).to.equal(0);
  });

  const capped: [string, Partial<OpenWish>, RegExp][] = [
    ["SIZE_CAP", { size: "700" }, /^All longs of ETH together may hold 1000 ETH, and \d+\.\d+ ETH of that is free\.$/],
    [
      "VALUE_CAP",
      { market: "BTC", side: "short", size: "2" },
      /may hold \$400000\.00, and \$\d+\.\d\d of that is free\.$/,
    ],
  ];
  for (const [code, change, sentence] of capped) {
    it(`refuses what goes beyond a cap as ${code} and says what is free`, async () => {
      const error = await rejectionOf(planOpen(node.session, { ...WISH, leverage: "2", ...change }));
      expect(error).to.include({ code, exitCode: 2 });
      expect(error?.message).to.match(sentence);
    });
  }

  it("shows perps alone where nothing is lent", async () => {
    const { session } = node;
    const status = await nodeStatus(session);
    const text = statusText(status, 3);
    expect([status.reserves, status.positions]).to.deep.equal([[], []]);
    expect(text).to.not.match(/Reserve|Health factor|debt/);
    expect(text).to.match(/and \d+ more with a higher margin ratio$/);
    const ratios = (status.perps?.positions ?? []).map(({ marginRatio }) => Number(marginRatio));
    expect(ratios).to.deep.equal([...ratios].sort((a, b) => a - b));
  });

  it("liquidates whom a fall brings below maintenance, and says who is left", async () => {
    const { session } = node;
    await shock(session, parseShocks(session, ["ETH=-9%"]), false);
    const outcome = await liquidationPass(session);
    const text = liquidationText(outcome);
    expect(outcome.venues).to.deep.equal(["perps"]);
    expect(outcome.perps?.failed).to.deep.equal([]);
    expect(text).to.match(/^Perps /);
    expect(text).to.match(/\d+ perp accounts? liquidated: /);
    expect(text).to.match(/Every perp account is at a margin ratio of 1 or more\.$/);
    expect(session.venues.perps?.liquidatable()).to.deep.equal([]);
  });

  it("sends all calls of a round of deleveraging in one block", async () => {
    const { session } = node;
    const { chain } = session.world;
    await shock(session, parseShocks(session, ["ETH=-12%"]), false);
    const first = Number(await chain.request<string>("eth_blockNumber")) + 1;
    const { perps } = await liquidationPass(session);
    expect([perps?.failed, perps?.left, perps?.engine]).to.deep.equal([[], [], {}]);
    const taken = perps?.steps.filter(({ step }) => step === "deleveraged") ?? [];
    expect(taken).to.have.length.above(0);
    const last = await chain.request<{ blockNumber: string }>("eth_getTransactionByHash", [taken[0]?.transaction]);
    const block = await chain.request<{ transactions: string[] }>("eth_getBlockByNumber", [last.blockNumber, false]);
    expect(Number(last.blockNumber)).to.be.at.least(first);
    expect(block.transactions).to.have.length.above(2);
    expect(block.transactions).to.include(taken[0]?.transaction);
    // The node mines by itself again.
    await sendLive(node.session.world, { from: node.user, to: node.user, data: "0x", gas: 21_000 });
  });

  it("refuses a price that is too old until it is printed again", async () => {
    const { session } = node;
    await session.world.chain.request("evm_increaseTime", [700]);
    const error = await rejectionOf(planOpen(session, WISH));
    expect(error).to.include({ code: "PRICE_STALE", exitCode: 2 });
    expect(error?.hint).to.include("faultline shock ETH=0%");
    await shock(session, parseShocks(session, ["ETH=0%"]), false);
    expect(await rejectionOf(planOpen(session, WISH))).to.equal(undefined);
  });
}).timeout(120_000);
