import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { fixedIncentive, type ToxicRule, toxicZoneIncentive } from "../../src/model/incentive.ts";
import { BPS, WAD } from "../../src/units.ts";
import { stepRoomUsd } from "../../src/venues/liquidationStep.ts";
import { MAX_UINT } from "../../src/world/encode.ts";

const RULES: readonly ToxicRule[] = ["halt", "zeroBonus", "holdHealth"];
const STEPS = {
  tiers: [
    { aboveUsd: 100_000n * WAD, share: WAD / 5n, cooldownSeconds: 30 },
    { aboveUsd: 1_000_000n * WAD, share: WAD / 7n, cooldownSeconds: 60 },
  ],
  wholeBelow: (95n * WAD) / 100n,
};

describe("controls of liquidations against their model", () => {
  it("agree on the toxic zone's incentive to the wei, by each of its rules, on both sides of its border", async () => {
    const { ethers } = await network.create();
    const base = await ethers.deployContract("FixedBonus");
    const moments = fc.sample(
      fc.record({
        bonus: fc.bigInt({ min: BPS, max: 12_000n }),
        threshold: fc.bigInt({ min: 1n, max: BPS }),
        share: fc.bigInt({ min: 0n, max: 2n * WAD }),
      }),
      { numRuns: 40, seed: 11 },
    );
    const seen = new Set<string>();
    for (const [place, rule] of RULES.entries()) {
      const zone = await ethers.deployContract("ToxicZone", [base, place]);
      for (const { bonus, threshold, share } of moments) {
        const factor = fixedIncentive(bonus);
        const border = (threshold * factor + BPS - 1n) / BPS;
        for (const healthFactor of [border, border - 1n, (border * share) / WAD]) {
          const context = { liquidationBonus: bonus, liquidationThreshold: threshold, healthFactor };
          const wanted = toxicZoneIncentive(rule, factor, threshold, healthFactor);
          seen.add(wanted === null ? "refused" : wanted === factor ? "whole" : wanted === WAD ? "none" : "part");
          const answer = zone.factor(context);
          if (wanted === null) {
            const refusal = await answer.then(String, (error: Error) => error.message);
            expect(refusal).to.include(`ToxicZone_Halted(${healthFactor}, ${border})`);
          } else expect(await answer, `${rule} ${bonus} ${threshold} ${healthFactor}`).to.equal(wanted);
        }
      }
    }
    expect([...seen].sort()).to.deep.equal(["none", "part", "refused", "whole"]);
  });

  it("agree on what a step may still repay, to the wei, as steps begin, are used up and end", async () => {
    const { ethers, networkHelpers } = await network.create();
    const [venue, user] = await ethers.getSigners();
    if (venue === undefined || user === undefined) throw new Error("The chain has no accounts.");
    const steps = await ethers.deployContract("TieredLiquidation", [venue.address]);
    const tiers = STEPS.tiers.map(
      ({ aboveUsd, share, cooldownSeconds }) => [aboveUsd, share, cooldownSeconds] as const,
    );
    await steps.setTiers(
      venue.address,
      tiers.map(([above, share, cooldown]) => ({ above, share, cooldown })),
      STEPS.wholeBelow,
    );
    const moves = fc.sample(
      fc.record({
        debtUsd: fc.bigInt({ min: 50_000n * WAD, max: 3_000_000n * WAD }),
        wait: fc.integer({ min: 1, max: 40 }),
        healthFactor: fc.bigInt({ min: (93n * WAD) / 100n, max: WAD }),
        asked: fc.bigInt({ min: 1n, max: 300_000n * WAD }),
      }),
      { numRuns: 60, seed: 12 },
    );
    const seen = { limited: 0, spent: 0, free: 0 };
    for (const { debtUsd, wait, healthFactor, asked } of moves) {
      const time = (await networkHelpers.time.latest()) + wait;
      const { until, budget, used } = await steps.stepOf(venue.address, user.address);
      const room = stepRoomUsd(STEPS, { until, budget, used }, { debtUsd, healthFactor, time });
      await networkHelpers.time.setNextBlockTimestamp(time);
      const roomNow = () => steps.room(venue.address, user.address, debtUsd, healthFactor);
      if (room === 0n) {
        seen.spent += 1;
        await networkHelpers.mine();
        expect(await roomNow()).to.equal(0n);
        continue;
      }
      const amount = room === undefined || asked < room ? asked : room;
      await steps.take(user.address, debtUsd, healthFactor, amount);
      seen[room === undefined ? "free" : "limited"] += 1;
      expect(await roomNow()).to.equal(room === undefined ? MAX_UINT : room - amount);
    }
    for (const count of Object.values(seen)) expect(count).to.be.greaterThan(2);
  });
});
