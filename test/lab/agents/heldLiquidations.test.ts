import { expect } from "chai";
import type { View } from "../../../src/agents/agent.ts";
import { LiquidationRound } from "../../../src/agents/liquidationRound.ts";
import { WAD } from "../../../src/units.ts";
import type { GuardBook } from "../../../src/venues/guardBook.ts";
import type { PlaceState } from "../../../src/venues/guardPlace.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";
import { LOOK, tinyGuards } from "../../support/tinyGuards.ts";
import { tinyView } from "../../support/tinyView.ts";

const DOLLAR = 10n ** 6n;
const USD = WAD;
const CONFIG = {
  funding: "flash",
  reactionBlocks: 0,
  maxCallsPerBlock: 8,
  minimumProfitUsd: 10n * USD,
  bidShare: WAD / 2n,
} as const;
const TERMS = { loanFee: 0n, gas: 900_000n, maxCallUsd: undefined };

/** A liquidator before accounts of so many ether, at a health factor of 0.93, under controls. */
function round(treatments: object, place: Partial<PlaceState>, ...ether: bigint[]) {
  const economy = tinyEconomy();
  for (const [i, amount] of ether.entries())
    economy.hold(i, { WETH: amount * WAD }, { USDC: amount * 3_300n * DOLLAR });
  economy.price("WETH", 3_700n * 10n ** 8n);
  const reference = new Map(tinyView(economy).reference).set("WETH", 3_700n * WAD);
  const guards = tinyGuards(treatments, { "lending/WETH": place });
  economy.venues.lending.guards = guards;
  const bot = new LiquidationRound(CONFIG);
  let block = 0;
  const calls = (changes: Partial<View> = {}) =>
    bot.plan(tinyView(economy, { reference, guards, block: block++, ...changes }), () => TERMS);
  return { bot, calls, guards, economy };
}

const until = (seconds: number) => BigInt(LOOK + seconds);
const passes = (guards: GuardBook, seconds: number) => {
  guards.time = LOOK + seconds;
};

describe("a liquidator under controls", () => {
  it("sends nothing in a pause and its grace, tells what waits, is busy, and goes on in the block after", () => {
    const { bot, calls, guards } = round({ pause: {} }, { pausedUntil: until(12), graceUntil: until(24) }, 10n);
    for (const [seconds, reason] of [
      [0, "CircuitBreaker_Paused"],
      [12, "CircuitBreaker_Grace"],
    ] as const) {
      passes(guards, seconds);
      expect(calls()).to.deep.equal([]);
      expect(bot.held).to.deep.equal([
        {
          control: "pause",
          reason,
          venue: "lending",
          action: "liquidate",
          account: address(1),
          volumeUsd: 33_000n * USD,
        },
      ]);
      expect(bot.isWaiting).to.equal(true);
    }
    passes(guards, 24);
    expect(calls().map(({ quote }) => quote.repaid)).to.deep.equal([33_000n * DOLLAR]);
    expect([bot.held.length, bot.isWaiting]).to.deep.equal([0, false]);
  });

  it("fits its calls into the throttle's room, the first most valuable, and tells the rest", () => {
    const throttle = { limitUsd: 60_000n * USD };
    const { bot, calls } = round({ throttle }, { liquidationRoom: 60_000n * USD }, 10n, 12n, 2n);
    const planned = calls();
    const seized = planned.map(({ quote }) => ((quote.seized + quote.protocolFee) * 3_700n) / WAD);
    // Twelve ether's debt of 39,600 buys 41,580; of the others' 34,650 and 6,930 there is room for 18,420.
    expect(planned.map(({ quote }) => quote.position.account)).to.deep.equal([address(2), address(1)]);
    expect(Number(seized[0])).to.be.closeTo(41_580, 1);
    expect(Number(seized[1])).to.be.closeTo(18_420, 3);
    expect(seized.reduce((sum, usd) => sum + usd, 0n) <= 60_000n).to.equal(true);
    expect(bot.held.map(({ account }) => account)).to.deep.equal([address(1), address(3)]);
    expect(Number((bot.held[0]?.volumeUsd ?? 0n) / USD)).to.be.closeTo(33_000 - 18_418 / 1.05, 3);
    expect(bot.isWaiting).to.equal(true);
  });

  it("waits for a throttle's period while it backs off from what failed, and no longer", () => {
    const throttle = { limitUsd: 60_000n * USD };
    const { bot, calls, guards } = round({ throttle }, { liquidationRoom: 60_000n * USD }, 10n);
    for (let tries = 0; tries < 2; tries++) expect(calls()).to.have.length(1);
    expect([calls().length, bot.isWaiting]).to.deep.equal([0, false]);
    guards.set("lending", "WETH", { ...guards.at("lending", "WETH"), liquidationRoom: 59_000n * USD });
    calls();
    expect([calls().length, bot.isWaiting]).to.deep.equal([0, true]);
  });

  it("repays what a step lets, waits out its cool-down, and goes on at once", () => {
    const tiers = [{ aboveUsd: 20_000n * USD, share: WAD / 5n, cooldownSeconds: 24 }];
    const { bot, calls, guards, economy } = round({ steps: { tiers, wholeBelow: 0n } }, {}, 10n);
    const [first] = calls();
    expect(first?.quote.repaid).to.equal(6_600n * DOLLAR);

    economy.hold(0, { WETH: (81n * WAD) / 10n }, { USDC: 26_400n * DOLLAR });
    guards.steps.set(address(1), { until: until(24), budget: 6_600n * USD, used: 6_600n * USD });
    expect(calls()).to.deep.equal([]);
    expect(bot.held[0]).to.include({ control: "steps", reason: "TieredLiquidation_CoolingDown" });
    expect(bot.isWaiting).to.equal(true);

    passes(guards, 24);
    expect(calls()[0]?.quote.repaid).to.equal(5_280n * DOLLAR);
  });

  it("uses up a step that others have begun", () => {
    const tiers = [{ aboveUsd: 20_000n * USD, share: WAD / 5n, cooldownSeconds: 24 }];
    const { calls, guards } = round({ steps: { tiers, wholeBelow: 0n } }, {}, 10n);
    guards.steps.set(address(1), { until: until(24), budget: 9_000n * USD, used: 4_000n * USD });
    expect(calls()[0]?.quote.repaid).to.equal(5_000n * DOLLAR);
  });

  it("tells nothing of what nobody would do without the control either", () => {
    const { bot, calls, economy } = round({ pause: {} }, { pausedUntil: until(12) }, 10n);
    economy.price("WETH", 3_999n * 10n ** 8n);
    expect(calls()).to.deep.equal([]);
    expect([bot.held.length, bot.isWaiting]).to.deep.equal([0, false]);
    const dust = round({ pause: {} }, { pausedUntil: until(12) });
    dust.economy.hold(0, { WETH: WAD / 100n }, { USDC: 33n * DOLLAR });
    expect(dust.calls()).to.deep.equal([]);
    expect(dust.bot.held).to.deep.equal([]);
  });
});
