import { expect } from "chai";
import { Interface, id } from "ethers";
import type { View } from "../../../src/agents/agent.ts";
import { runners } from "../../../src/agents/runners.ts";
import { RAY, WAD } from "../../../src/units.ts";
import { randomStream } from "../../../src/world/random.ts";
import type { Holder, RunRule } from "../../../src/world/world.ts";
import { address } from "../../support/tinyEconomy.ts";
import { given, tinyLoop } from "../../support/tinyLoop.ts";

const RANDOM = randomStream(1, "test");
const CALLS = new Interface([
  "function redeem(uint256, address, address)",
  "function requestRedeem(uint256, address, address)",
  "function claimRedeem(uint256, address)",
]);
const TRANSFER = id("Transfer(address,address,uint256)");
const REQUEST = id("RedeemRequest(address,address,uint256,address,uint256)");
const FULFILLED = id("RedeemFulfilled(address,uint256,uint256)");
const loss = (percent: bigint): Partial<RunRule> => ({ sharePriceLoss: (percent * WAD) / 100n });

/** Holders of so many shares each who run by a rule, and what they send from block to block. */
function running(rule: Partial<RunRule>, ...held: bigint[]) {
  const run = { vault: "loopETH", reactionBlocks: 0, ...rule };
  const holders = held.map((_, i): Holder => ({ address: address(i + 1), group: "savers", kind: "depositor", run }));
  const tiny = tinyLoop({}, holders);
  for (const [i, shares] of held.entries()) given(tiny.vault, address(i + 1), shares);
  const agent = runners(tiny.economy.world);
  let block = 0;
  const next = (changes: Partial<View> = {}) =>
    agent.act(tiny.view({ block: block++, ...changes }), RANDOM).map(({ data, from }) => {
      const { name = "", args = [] } = CALLS.parseTransaction({ data }) ?? {};
      return { name, from, shares: Number(args[0]) / Number(tiny.vault.shareUnit) };
    });
  return { ...tiny, agent, next };
}

describe("runners", () => {
  it("runners_nothingHappened_stay", () => {
    const { next, agent } = running({ ...loss(5n), utilisation: WAD / 2n }, 10n);
    expect(next()).to.deep.equal([]);
    expect(agent.isBusy?.()).to.equal(false);
  });

  it("runners_sharePriceFell_takeWhatIsPaidAtOnceAndRequestTheRest", () => {
    const { next, vault } = running(loss(5n), 3n, 10n);
    next();
    vault.sharePrice = (95n * WAD) / 100n;
    const sent = next();
    expect(sent.map(({ name, from }) => `${name} ${from}`)).to.deep.equal([
      `redeem ${address(1)}`,
      `redeem ${address(2)}`,
      `requestRedeem ${address(2)}`,
    ]);
    // Five wstETH are idle: three shares are paid 2.997 of them, 0.1 % staying behind, and what is left pays for 2.005.
    const [first, second, rest] = sent.map(({ shares }) => shares);
    expect(first).to.equal(3);
    expect(second).to.be.closeTo(2.005, 0.001);
    expect((second ?? 0) + (rest ?? 0)).to.be.closeTo(10, 1e-9);
  });

  it("runners_belowTheirLoss_stay", () => {
    const { next, vault } = running(loss(5n), 3n);
    next();
    vault.sharePrice = (951n * WAD) / 1000n;
    expect(next()).to.deep.equal([]);
  });

  it("runners_reactionTime_waitForItAndSayThatTheyWill", () => {
    const { next, vault, agent } = running({ ...loss(5n), reactionBlocks: 2 }, 3n);
    next();
    vault.sharePrice = WAD / 2n;
    expect(next()).to.deep.equal([]);
    expect(agent.isBusy?.()).to.equal(true);
    vault.sharePrice = WAD;
    expect(next()).to.deep.equal([]);
    expect(next().map(({ name }) => name)).to.deep.equal(["redeem"]);
    expect(agent.isBusy?.()).to.equal(false);
  });

  it("runners_fullReserve_countsTheDebtAssetsToo", () => {
    const { next, economy } = running({ utilisation: (90n * WAD) / 100n }, 3n);
    const debt = economy.venues.lending.reserve("WETH");
    if (debt === undefined) throw new Error("The tiny economy lends WETH.");
    [debt.scaledDebt, debt.cash, debt.borrowIndex] = [89n * WAD, 11n * WAD, RAY];
    expect(next()).to.deep.equal([]);
    debt.cash = 9n * WAD;
    expect(next().map(({ name }) => name)).to.deep.equal(["redeem"]);
  });

  it("runners_rumour_runInItsBlockAndKeepTheRunGoingUntilThen", () => {
    const { next, agent } = running({ rumourAt: 2 }, 3n);
    for (const expected of [[], [], ["redeem"]]) {
      expect(next().map(({ name }) => name)).to.deep.equal(expected);
      expect(agent.isBusy?.()).to.equal(expected.length === 0);
    }
  });

  it("runners_servedRequest_claimsIt", () => {
    const { next, vault } = running(loss(5n), 3n);
    const word = (value: bigint) => value.toString(16).padStart(64, "0");
    const log = (topics: string[], data: string) => ({ address: vault.info.address, topics, data, logIndex: "0x0" });
    const [who, shares] = [word(1n), 3n * vault.shareUnit];
    vault.register.book([log([TRANSFER, `0x${who}`, `0x${word(9n)}`], `0x${word(shares)}`)]);
    vault.register.book([log([REQUEST, `0x${who}`, `0x${who}`, `0x${word(1n)}`], `0x${who}${word(shares)}`)]);
    expect(next()).to.deep.equal([]);
    vault.register.book([log([FULFILLED, `0x${who}`], `0x${word(shares / 2n)}${word(1n)}`)]);
    expect(next().map(({ name }) => name)).to.deep.equal(["claimRedeem"]);
  });

  it("runners_transactionWaiting_sendNoOther", () => {
    const { next } = running({ rumourAt: 0 }, 3n);
    expect(next({ isWaiting: () => true })).to.deep.equal([]);
  });
});
