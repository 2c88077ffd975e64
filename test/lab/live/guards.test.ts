import { expect } from "chai";
import { planClose } from "../../../src/live/closePlan.ts";
import { rehearseLoop } from "../../../src/live/guards/rehearseLoop.ts";
import { planLoop } from "../../../src/live/loopPlan.ts";
import { loopSteps } from "../../../src/live/loopSteps.ts";
import { planOpen } from "../../../src/live/openPlan.ts";
import { sendOrder } from "../../../src/live/sendOrder.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";
import { type PerpNode, perpNode } from "./perpNode.ts";
import { rejectionOf } from "./rejection.ts";

const WISH = { market: "ETH", side: "long", size: "10", margin: undefined, acceptablePrice: undefined };
const LOOP = { collateral: "WETH", debt: "USDC", equity: "1", iterations: 6, eMode: undefined };

describe("a live node under a leverage cap", () => {
  let node: PerpNode;
  before(async () => {
    node = await perpNode(loadText(TINY_VAULTS, ["treatments={ cap: { maxLeverage: 4, binds: run } }"]));
  });
  after(() => node.stop());

  const head = () => node.session.world.chain.request<string>("eth_blockNumber");

  it("says before sending what the registry would refuse, with the values", async () => {
    const before = await head();
    const error = await rejectionOf(planOpen(node.session, { ...WISH, leverage: "8" }));
    expect(error).to.include({ code: "GUARD_WOULD_REFUSE", exitCode: 2 });
    expect(error?.message).to.match(/^The leverage registry refuses: leverage would be 9\.\d+, the cap is 4\.$/);
    expect(error?.hint).to.match(/^Nothing was sent\. /);
    for (const iterations of [6, undefined]) {
      const plan = planLoop(node.session, { ...LOOP, leverage: "3.4", iterations });
      await rehearseLoop(node.session, plan);
    }
    const loop = planLoop(node.session, { ...LOOP, leverage: "4.5", iterations: undefined });
    expect((await rejectionOf(rehearseLoop(node.session, loop)))?.message).to.match(
      /leverage would be 4\.\d+, the cap/,
    );
    expect(await head()).to.equal(before);
  });

  it("says what it refused of what was sent, and what was sent before stands", async () => {
    const loop = planLoop(node.session, { ...LOOP, leverage: "4.2", iterations: 12 });
    const steps: number[] = [];
    const error = await rejectionOf(
      (async () => {
        for await (const { step } of loopSteps(node.session, loop)) steps.push(step);
      })(),
    );
    expect(error).to.include({ code: "GUARD_REFUSED", exitCode: 1 });
    expect(error?.message).to.match(/^The leverage registry refuses: leverage would be 4(\.\d+)?, the cap is 4\.$/);
    // Borrowed money counts as soon as it is owed, and as exposure only once it is supplied again.
    expect(steps).to.deep.equal([0]);
  });

  it("lets what it allows be opened, and everything be closed", async () => {
    await sendOrder(node.session, await planOpen(node.session, { ...WISH, leverage: "3" }));
    const close = await planClose(node.session, { market: "ETH", size: undefined, acceptablePrice: undefined });
    const { plan } = await sendOrder(node.session, close);
    expect(plan.reduceOnly).to.equal(true);
    expect(node.book.known(node.user).positions.size).to.equal(0);
  });
});
