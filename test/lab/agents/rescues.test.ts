import { expect } from "chai";
import { Rescues } from "../../../src/agents/rescues.ts";
import { WAD } from "../../../src/units.ts";
import { address } from "../../support/tinyEconomy.ts";
import { NOW, type TinyStand, tinyLoop } from "../../support/tinyLoop.ts";

const BOT = address(0x900);
const STEEP = (51n * WAD) / 10n;

/** What a bot with a least profit in USD sends for the vault in the given blocks. */
function rescuing(stand: TinyStand, minimumProfitUsd: bigint, blocks: readonly number[], time = NOW) {
  const { view } = tinyLoop(stand);
  const rescues = new Rescues(0n, minimumProfitUsd * WAD);
  return blocks.map((block) => rescues.plan(view({ block, time }), BOT).map(({ action }) => action));
}

describe("Rescues", () => {
  it("rescues_ripcordLeverage_waitForTheVaultsOwnKeepersFirst", () => {
    expect(rescuing({ leverage: STEEP }, 10n, [0, 1])).to.deep.equal([[], ["ripcord"]]);
  });

  it("rescues_rewardThatPaysTooLittle_areNotMade", () => {
    // The reward is a fiftieth of a wstETH, some ninety-eight dollars.
    expect(rescuing({ leverage: STEEP }, 99n, [0, 1])).to.deep.equal([[], []]);
  });

  it("rescues_nothingIdleToPayTheRewardFrom_areNotMade", () => {
    expect(rescuing({ leverage: STEEP, idle: 0n }, 1n, [0, 1])).to.deep.equal([[], []]);
  });

  it("rescues_leverageBelowTheRipcords_areNotMade", () => {
    expect(rescuing({ leverage: (49n * WAD) / 10n }, 1n, [0, 1])).to.deep.equal([[], []]);
  });
});
