import { expect } from "chai";
import fc from "fast-check";
import { WAD } from "../../../src/units.ts";
import { startPrices } from "../../../src/world/poolPositions.ts";
import { type OpeningPlan, planPopulation, seededAddress } from "../../../src/world/population.ts";
import { randomStream } from "../../../src/world/random.ts";
import { thresholdOf } from "../../../src/world/thresholdOf.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const { scenario } = loadText(TINY, ["population.borrowers.count=40", "population.loopers.count=40"]);
const prices = startPrices(scenario.assets);
const inGroup = (plans: readonly OpeningPlan[], group: string) => plans.filter(({ holder }) => holder.group === group);
const usd = (amounts: Record<string, bigint>) =>
  Object.entries(amounts).reduce((sum, [symbol, whole]) => sum + (whole * (prices.get(symbol) ?? 0n)) / WAD, 0n);

describe("planPopulation", () => {
  it("is the same for the same seed and another for another", () => {
    expect(planPopulation(scenario, 7)).to.deep.equal(planPopulation(scenario, 7));
    expect(planPopulation(scenario, 7)).not.to.deep.equal(planPopulation(scenario, 8));
  });

  it("draws each group from a stream of its own, so that another group does not shift it", () => {
    const more = loadText(TINY, ["population.borrowers.count=40", "population.loopers.count=7"]).scenario;
    expect(inGroup(planPopulation(more, 7), "stakers")).to.deep.equal(inGroup(planPopulation(scenario, 7), "stakers"));
  });

  it("makes as many holders as the scenario says, each at an address of its own", () => {
    const plans = planPopulation(scenario, 1);
    expect(inGroup(plans, "borrowers")).to.have.length(40);
    expect(inGroup(plans, "lenders")).to.have.length(3);
    expect(inGroup(plans, "whale")).to.have.length(1);
    expect(new Set(plans.map(({ holder }) => holder.address)).size).to.equal(plans.length);
  });

  it("keeps within the bounds of its group, and reaches the health factor it drew", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31 - 1), (seed) => {
        for (const plan of inGroup(planPopulation(scenario, seed), "borrowers")) {
          const [collateral, debt] = [usd(plan.supply), usd(plan.borrow)];
          const equity = collateral - debt;
          expect(equity >= 49_999n * WAD && equity <= 400_001n * WAD, `equity ${equity}`).to.equal(true);
          const threshold = thresholdOf(scenario, { collateral: "WETH", eMode: 0 });
          const health = (collateral * threshold) / debt;
          expect(health >= (1_049n * WAD) / 1_000n && health <= (1_151n * WAD) / 1_000n, `health ${health}`).to.equal(
            true,
          );
        }
        for (const plan of inGroup(planPopulation(scenario, seed), "loopers")) {
          const leverage = plan.leverage ?? 0n;
          expect(leverage >= 3n * WAD && leverage <= 4n * WAD, `leverage ${leverage}`).to.equal(true);
          expect(plan.borrow).to.deep.equal({});
        }
      }),
      { seed: 6, numRuns: 15 },
    );
  });

  it("makes small accounts more common, the more so the higher the skew", () => {
    const mean = (skew: number) => {
      const skewed = loadText(TINY, ["population.borrowers.count=400", `population.borrowers.equityUsd.skew=${skew}`]);
      const plans = inGroup(planPopulation(skewed.scenario, 3), "borrowers");
      return plans.reduce((sum, plan) => sum + Number(usd(plan.supply) - usd(plan.borrow)), 0) / plans.length / 1e18;
    };
    // The mean of u^k is 1 ÷ (k + 1).
    expect(mean(1)).to.be.closeTo(50_000 + 350_000 / 2, 15_000);
    expect(mean(4)).to.be.closeTo(50_000 + 350_000 / 5, 15_000);
  });

  it("lets the stated share of a group defend itself", () => {
    const half = loadText(TINY, ["population.repayers.count=400", "population.repayers.defence.share=50%"]).scenario;
    const defending = inGroup(planPopulation(half, 5), "repayers").filter(({ holder }) => holder.defence !== undefined);
    expect(defending.length).to.be.within(160, 240);
  });

  it("splits what a reserve lends over its lenders", () => {
    const four = loadText(TINY, ["lending.lenders=4"]).scenario;
    const lenders = inGroup(planPopulation(four, 1), "lenders").filter(({ supply }) => "USDC" in supply);
    expect(lenders.map(({ supply }) => supply.USDC)).to.deep.equal(Array.from({ length: 4 }, () => 5_000_000n * WAD));
  });

  it("takes an account's positions to the unit", () => {
    const [whale] = inGroup(planPopulation(scenario, 1), "whale");
    expect(whale?.supply).to.deep.equal({ WETH: 100n * WAD, USDC: 50_000n * WAD });
    expect(whale?.borrow).to.deep.equal({ USDC: 200_000n * WAD });
  });
});

describe("seededAddress", () => {
  it("depends on seed and name alone and looks like an address", () => {
    expect(seededAddress(1, "a"))
      .to.equal(seededAddress(1, "a"))
      .and.to.match(/^0x[0-9a-f]{40}$/);
    expect(seededAddress(2, "a")).not.to.equal(seededAddress(1, "a"));
    expect(seededAddress(1, "b")).not.to.equal(seededAddress(1, "a"));
  });
});

describe("randomStream", () => {
  const draw = (seed: number, name: string) => {
    const random = randomStream(seed, name);
    return Array.from({ length: 5 }, () => random.wad());
  };

  it("is one stream for each seed and name", () => {
    expect(draw(1, "a")).to.deep.equal(draw(1, "a"));
    expect(new Set([draw(1, "a"), draw(1, "b"), draw(2, "a")].map(String)).size).to.equal(3);
  });

  it("stays within its bounds, both included", () => {
    const random = randomStream(3, "bounds");
    const seen = new Set(Array.from({ length: 200 }, () => random.between(-1n, 1n)));
    expect([...seen].sort()).to.deep.equal([-1n, 0n, 1n].sort());
    expect(new Set(Array.from({ length: 200 }, () => random.index(3)))).to.deep.equal(new Set([0, 1, 2]));
    expect(random.between(5n, 5n)).to.equal(5n);
    for (let i = 0; i < 200; i++) expect(random.wad() < WAD).to.equal(true);
  });
});
