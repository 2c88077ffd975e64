import { expect } from "chai";
import type { PerpsConfig } from "../../../src/scenario/perpSchema.ts";
import { WAD } from "../../../src/units.ts";
import type { Deployment } from "../../../src/world/deployment.ts";
import { amountIn, planPools } from "../../../src/world/poolPlans.ts";
import { randomStream } from "../../../src/world/random.ts";
import { runRuleOf } from "../../../src/world/runRuleOf.ts";
import { sharesNeeded } from "../../../src/world/sharesNeeded.ts";
import { planStackerTrades } from "../../../src/world/stackerTrades.ts";
import { toppedUp } from "../../../src/world/toppedUp.ts";
import { planTraders } from "../../../src/world/traderPlans.ts";
import { planDepositors, planStackers } from "../../../src/world/vaultPlans.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const { scenario } = loadText(TINY_VAULTS);
const perps = scenario.perps as PerpsConfig;
const USDC = 10n ** 6n;

describe("planDepositors", () => {
  it("adds the entry fee to the equity drawn", () => {
    const free = loadText(TINY_VAULTS, ["assets.loopETH.vault.fees.entry=0%"]).scenario;
    const dear = loadText(TINY_VAULTS, ["assets.loopETH.vault.fees.entry=5%"]).scenario;
    const [net, gross] = [planDepositors(free, 1)[0], planDepositors(dear, 1)[0]];
    expect(((gross?.assets ?? 0n) * 95n) / 100n).to.be.closeTo(net?.assets ?? 0n, 2n);
  });
});

describe("runRuleOf", () => {
  const run = { share: WAD / 2n, rumour: { atBlock: 4, share: WAD / 2n }, utilisation: WAD, reactionBlocks: 2 };
  const drawn = (of: typeof run | undefined) => {
    const random = randomStream(1, "runs");
    return Array.from({ length: 1_000 }, () => runRuleOf("loopETH", of as never, random));
  };

  it("draws the stated share of those who may run, and of them those who hear a rumour", () => {
    const rules = drawn(run).flatMap((rule) => rule ?? []);
    expect(rules.length).to.be.within(450, 550);
    expect(rules.filter(({ rumourAt }) => rumourAt === 4).length).to.be.within(200, 300);
    expect(
      rules.every(
        ({ vault, utilisation, reactionBlocks }) => vault === "loopETH" && utilisation === WAD && reactionBlocks === 2,
      ),
    ).to.equal(true);
    expect(rules.some((rule) => "sharePriceLoss" in rule)).to.equal(false);
  });

  it("takes the same draws from a group that stays", () => {
    const left = (of: typeof run | undefined) => {
      const random = randomStream(1, "runs");
      runRuleOf("loopETH", of as never, random);
      return random.wad();
    };
    expect(left(run)).to.equal(left(undefined));
  });
});

describe("planStackerTrades", () => {
  const stackers = planStackers(scenario, 1);
  const borrowed = new Map(stackers.map(({ holder }) => [holder.address, 100_000n * USDC]));

  it("brings the stated share, at the leverage drawn on what is left after the fee", () => {
    const fee = perps.markets.ETH?.trading.takerFee ?? 0n;
    for (const [i, { margin, orders }] of planStackerTrades(scenario, perps, 1, borrowed).entries()) {
      expect(margin).to.equal(40_000n * USDC);
      const notional = ((orders[0]?.sizeDelta ?? 0n) * 4_000n * WAD) / WAD;
      const equity = 40_000n * WAD - (notional * fee) / WAD;
      const leverage = (notional * WAD) / equity;
      expect(Number(leverage - (stackers[i]?.perp?.leverage ?? 0n)) / 1e18).to.be.closeTo(0, 1e-9);
    }
  });

  it("goes short where the group does, and nowhere without money", () => {
    const short = loadText(TINY_VAULTS, ["population.stackers.invest.perp.side=short"]).scenario;
    const trades = planStackerTrades(short, perps, 1, borrowed);
    expect(trades.every(({ orders }) => (orders[0]?.sizeDelta ?? 0n) < 0n)).to.equal(true);
    expect(planStackerTrades(scenario, perps, 1, new Map())).to.deep.equal([]);
  });
});

describe("toppedUp", () => {
  const plans = planTraders(scenario, perps, 1);
  const longs = (of: typeof plans) => of.filter(({ holder }) => holder.group === "longs");

  it("makes up for what shares are worth less, after their haircut, and for no more than there is", () => {
    const moved = new Map([["loopETH", (99n * WAD) / 100n]]);
    for (const [i, { deposits }] of longs(toppedUp(plans, moved, scenario, perps)).entries()) {
      const before = longs(plans)[i]?.deposits ?? {};
      const worth = ((before.loopETH ?? 0n) * 4_880n * WAD) / WAD;
      // A hundredth of the shares, of which four fifths count.
      expect((deposits.USDC ?? 0n) - (before.USDC ?? 0n) - (worth * 8n) / 1_000n).to.be.within(-2n, 2n);
      expect(deposits.loopETH).to.equal(before.loopETH);
    }
    const dear = new Map([["loopETH", 1_000n * WAD]]);
    expect(longs(toppedUp(plans, dear, scenario, perps)).every(({ deposits }) => deposits.USDC === 0n)).to.equal(true);
  });

  it("leaves traders without shares as they are", () => {
    expect(toppedUp(plans, new Map(), scenario, perps)).to.deep.equal(plans);
  });
});

describe("sharesNeeded", () => {
  it("lists what borrowers, stackers and traders bring, and no depositor", () => {
    const gifts = sharesNeeded(scenario, 1);
    expect(gifts).to.have.length(4 + 6 + 6);
    expect(gifts.every(({ symbol, whole }) => symbol === "loopETH" && whole > 0n)).to.equal(true);
  });
});

describe("amountIn", () => {
  it("is what a pool's liquidity holds of each side, worth the same around the start of a full range", () => {
    const product = loadText(TINY_VAULTS, [
      "pools=[{base: WETH, quote: USDC, feeTier: 500, depth: {constantProductUsd: 4_000_000}}, {base: wstETH, quote: WETH, feeTier: 100, depth: {constantProductUsd: 4_000_000}}]",
    ]).scenario;
    for (const baseIsToken0 of [true, false]) {
      const ammPools = product.pools.map(({ base, quote, feeTier: fee }) => ({
        address: "",
        base,
        quote,
        fee,
        baseIsToken0,
      }));
      const [plan] = planPools(product, { ammPools } as unknown as Deployment);
      if (plan === undefined) throw new Error("There is no pool.");
      expect(plan.ofShares).to.equal(false);
      expect(Number(amountIn(plan, "USDC")) / 1e6).to.be.closeTo(4_000_000, 1);
      expect(Number(amountIn(plan, "WETH")) / 1e18).to.be.closeTo(1_000, 0.001);
    }
  });
});
