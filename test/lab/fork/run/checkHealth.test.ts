import { expect } from "chai";
import { checkHealth } from "../../../../src/fork/run/checkHealth.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import type { World } from "../../../../src/world/world.ts";
import { loadText, TINY } from "../../../support/tinyScenario.ts";

describe("checkHealth", () => {
  let world: World;
  before(async () => {
    world = await buildWorld(loadText(TINY), 1);
  });
  after(() => world.chain.close());

  it("finds that the lab and the pool value every account alike", async () => {
    const { accounts, differing, first } = await checkHealth(world);
    expect(accounts).to.be.greaterThan(2);
    expect({ differing, first }).to.deep.equal({ differing: 0, first: null });
  });

  it("finds every account that owes or pledges where the lab goes by another threshold", async () => {
    const { scenario } = world;
    const lowered = structuredClone(scenario);
    for (const reserve of Object.values(lowered.lending.reserves)) reserve.liquidationThreshold -= 10n ** 16n;
    const { accounts, differing, first } = await checkHealth({ ...world, scenario: lowered });
    expect(differing).to.be.greaterThan(0).and.at.most(accounts);
    expect(first).to.match(/^0x[0-9a-f]{40}$/);
  });
});
