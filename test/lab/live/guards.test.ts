import { expect } from "chai";
import { Interface } from "ethers";
import pico from "picocolors";
import { planClose } from "../../../src/live/closePlan.ts";
import type { GuardStatus } from "../../../src/live/guards/guardStatus.ts";
import { guardStatusText } from "../../../src/live/guards/guardStatusText.ts";
import { rehearseLoop } from "../../../src/live/guards/rehearseLoop.ts";
import { withdrawAllowed } from "../../../src/live/guards/withdrawAllowed.ts";
import { liquidationPass } from "../../../src/live/liquidationPass.ts";
import { planLoop } from "../../../src/live/loopPlan.ts";
import { loopSteps } from "../../../src/live/loopSteps.ts";
import { nodeStatus } from "../../../src/live/nodeStatus.ts";
import { planOpen } from "../../../src/live/openPlan.ts";
import { sendLive } from "../../../src/live/sendLive.ts";
import { sendOrder } from "../../../src/live/sendOrder.ts";
import { parseShocks, shock } from "../../../src/live/shock.ts";
import { shockText } from "../../../src/live/shockText.ts";
import { formatDecimal } from "../../../src/units.ts";
import { encode, GAS } from "../../../src/world/encode.ts";
import { guardErrorIn } from "../../../src/world/guardErrors.ts";
import { read } from "../../../src/world/read.ts";
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

/** Every control at once; the price halt stops liquidations too. */
const ALL = `treatments={
  cap: { maxLeverage: 4, binds: run, maxReuse: { WETH: 3 } },
  throttle: { limitUsd: 200_000, periodSeconds: 300, tickSeconds: 12 },
  priceVelocity: { assets: [WETH], maxMove: 5%, stopsLiquidations: true },
  outflow: { venues: [lending], assets: [USDC], minRetained: 60%, periodSeconds: 600, tickSeconds: 60 },
  borrowVelocity: { assets: [USDC], limitUsd: 500_000, periodSeconds: 600 },
  lossStop: {},
  margin: { assets: [WETH], base: 10% },
  steps: { tiers: [{ aboveUsd: 100_000, share: 25%, cooldownSeconds: 60 }] },
  toxicZone: { rule: zeroBonus }
}`.replaceAll("\n", " ");
const PLAIN = pico.createColors(false);

describe("a live node under every control", () => {
  let node: PerpNode;
  before(async () => {
    node = await perpNode(loadText(TINY_VAULTS, [ALL]));
  });
  after(() => node.stop());

  it("shows how they stand, and the most levered accounts against their cap", async () => {
    const { session } = node;
    const { controls } = await nodeStatus(session);
    const { registry, breaker } = controls ?? {};
    expect(registry).to.include({ mode: "enforce", accountCap: "4.000000", maxAgeSeconds: 3600 });
    expect(registry?.reuse).to.deep.equal([{ asset: "WETH", reuse: "1.000000", cap: "3.000000" }]);
    expect(registry?.vaults.map(({ vault }) => vault)).to.deep.equal(["loopETH", "basisUSD"]);
    const measured = registry?.accounts.map(({ leverage }) => Number(leverage)) ?? [];
    expect(measured).to.deep.equal([...measured].sort((a, b) => b - a));
    const [first] = registry?.accounts ?? [];
    const guards = session.world.deployment.guards?.registry ?? "";
    const abi = new Interface(["function check((address, uint8, address, uint256, uint256)) view"]);
    const { lendingPool, tokens } = session.world.deployment;
    const report = [lendingPool, 0, first?.account, tokens.USDC, 1n];
    const error = await read(session.world.chain, guards, abi, "check", [report]).catch((cause) => cause.data);
    expect(formatDecimal(guardErrorIn(error)?.args.value, 18, 6)).to.equal(first?.leverage);

    expect(breaker?.locked).to.deep.equal([]);
    const [throttle, outflow] = ["throttle", "outflow"].map((name) =>
      breaker?.controls.find(({ control }) => control === name),
    );
    expect(throttle).to.include({ venue: null, asset: null, limit: "200000", left: "200000", state: "calm" });
    const { USDC } = session.world.deployment.tokens;
    const lens = new Interface(["function outflowRoom(address, address) view returns (uint256)"]);
    const at = session.world.deployment.guards?.breaker ?? "";
    const [room] = await read(session.world.chain, at, lens, "outflowRoom", [lendingPool, USDC]);
    expect(outflow).to.include({ venue: "lending", asset: "USDC", left: formatDecimal(room, 6) });
    expect(controls?.margins).to.deep.equal([{ asset: "WETH", base: "0.1", now: "0.1", target: "0.1" }]);
    expect(controls?.steps?.tiers).to.deep.equal([{ aboveUsd: "100000", share: "0.25", cooldownSeconds: 60 }]);
    const text = guardStatusText(controls as GuardStatus, 3, PLAIN);
    for (const part of ["Registry, enforcing", "user", "liquidation throttle", "Initial margin", "Toxic zone"])
      expect(text).to.include(part);
  });

  it("tells what trips with a shock, and whom it keeps from being liquidated", async () => {
    const { session } = node;
    const outcome = await shock(session, parseShocks(session, ["WETH=-12%"]), false);
    expect(outcome.controls?.trips).to.have.length(1);
    const [trip] = outcome.controls?.trips ?? [];
    expect(trip).to.include({
      control: "priceVelocity",
      event: "tripped",
      venue: null,
      asset: "WETH",
      measure: "0.120000",
    });
    const stopped = outcome.controls?.stopped.find(({ asset }) => asset === "WETH");
    expect(stopped).to.include({ control: "priceVelocity", venue: "lending" });
    expect(stopped?.accounts).to.have.length.above(0);
    expect(shockText(outcome, PLAIN)).to.match(
      /Price velocity of WETH tripped by a move of 12\.00 %, until .* UTC\.\nLiquidations of WETH, .* at lending are refused by price velocity\. \d+ accounts wait\./,
    );
    const line = (await nodeStatus(session)).controls?.breaker?.controls.find(({ asset }) => asset === "WETH");
    expect([line?.state, line?.until]).to.deep.equal(["halted", trip?.until]);

    const { liquidations, left, controls } = await liquidationPass(session);
    expect([liquidations, left.length > 0]).to.deep.equal([[], true]);
    const held = controls?.held.filter(({ venue }) => venue === "lending") ?? [];
    expect(new Set(held.map(({ account }) => account))).to.deep.equal(new Set(left.map(({ account }) => account)));
    expect(held[0]).to.include({ control: "priceVelocity", action: "liquidate" });
  });

  it("says what a halt refuses of what is sent, and lets repayment pass", async () => {
    const { session, user } = node;
    const { deployment } = session.world;
    const send = (name: string, args: unknown[]) => {
      const data = encode(name, args);
      return sendLive(session.world, { from: user, to: deployment.lendingPool, data, gas: GAS.borrow });
    };
    const approve = encode("approve", [deployment.lendingPool, 10n ** 30n]);
    for (const symbol of ["WETH", "USDC"])
      await sendLive(session.world, { from: user, to: deployment.tokens[symbol] ?? "", data: approve, gas: GAS.token });
    await send("supply", [deployment.tokens.WETH, 10n ** 19n, user, 0]);
    const borrow = [deployment.tokens.USDC, 10n ** 9n, 2, 0, user];
    const error = await rejectionOf(send("borrow", borrow));
    expect(error?.message).to.match(
      /^The circuit breaker refuses: the price of WETH moved by more than 5\.00%; it halts until /,
    );
    await session.world.chain.request("evm_increaseTime", [400]);
    await send("borrow", borrow);
    await sendOrder(session, await planOpen(session, { ...WISH, size: "1", leverage: "2" }));
    await shock(session, parseShocks(session, ["WETH=-8%"]), false);
    expect((await rejectionOf(send("borrow", borrow)))?.code).to.equal("GUARD_REFUSED");
    expect((await send("repay", [deployment.tokens.USDC, 10n ** 9n, 2, user])).succeeded).to.equal(true);
    await sendOrder(session, await planClose(session, { market: "ETH", size: undefined, acceptablePrice: undefined }));
    const { withdrawn, refusal } = await withdrawAllowed(session);
    expect([withdrawn, refusal?.code]).to.deep.equal([0n, "GUARD_REFUSED"]);
    expect(refusal?.hint).to.match(/^The position is closed; its margin stays in the account\. /);
  });

  it("lets a halt end and liquidates what the throttle allows", async () => {
    const { session } = node;
    await session.world.chain.request("evm_increaseTime", [400]);
    await session.world.chain.request("evm_mine");
    const { liquidations } = await liquidationPass(session);
    expect(liquidations).to.have.length.above(0);
    const line = (await nodeStatus(session)).controls?.breaker?.controls.find(({ control }) => control === "throttle");
    const seized = liquidations.reduce((sum, { collateralUsd }) => sum + Number(collateralUsd), 0);
    // The protocol's part of the bonus is seized too.
    expect((200_000 - Number(line?.left)) / seized).to.be.within(1, 1.01);
  });
});
