import { expect } from "chai";
import { AbiCoder, dataSlice } from "ethers";
import { labChanges, lastChange, slashOutside } from "../../../src/market/labChanges.ts";
import { OutsideMarket } from "../../../src/market/outsideMarket.ts";
import { WAD } from "../../../src/units.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const SLASH = "changes.0={ kind: slash, atBlock: 3, asset: wstETH, loss: 10% }";
const CAP =
  "changes.1={ kind: cap, atBlock: 5, asset: wstETH, snapshotRatio: 1.19, snapshotAgeSeconds: 700000, growthPerYear: 9.68% }";
const NO_SHOCK = "market.paths=[]";
const CAPPED = "assets.wstETH.staked.cappedGrowthPerYear=9.68%";
const DAYS = 10 ** 6;

function worldWith(...overrides: string[]) {
  const { world } = tinyEconomy([NO_SHOCK, CAPPED, "changes=[]", ...overrides]);
  Object.assign(world, { time: DAYS });
  Object.assign(world.deployment, { feeds: { wstETH: "feed" }, oracle: "oracle" });
  return world;
}

describe("labChanges", () => {
  it("labChanges_ownBlock_sendsTheChangeOnceAndBeforeAll", () => {
    const world = worldWith(SLASH, CAP);
    expect([0, 1, 2, 3, 4, 5, 6].map((block) => labChanges(world, block).length)).to.deep.equal([0, 0, 0, 1, 0, 1, 0]);
    const [slash] = labChanges(world, 3);
    expect(slash?.to).to.equal(world.deployment.tokens.wstETH);
    expect(AbiCoder.defaultAbiCoder().decode(["uint256"], dataSlice(slash?.data ?? "", 4))).to.deep.equal([WAD / 10n]);
  });

  it("labChanges_cap_takesTheSnapshotSoLongAgo", () => {
    const [cap] = labChanges(worldWith(SLASH, CAP), 5);
    const words = AbiCoder.defaultAbiCoder().decode(["uint128", "uint64", "uint32"], dataSlice(cap?.data ?? "", 4));
    expect(cap?.to).to.equal("feed");
    expect([...words]).to.deep.equal([(119n * WAD) / 100n, BigInt(DAYS - 700_000), 968n]);
  });

  it("slashOutside_ownBlock_movesPathAndReferenceAlike", () => {
    const world = worldWith(SLASH);
    const outside = new OutsideMarket(world.scenario, []);
    const before = outside.prices.get("wstETH");
    for (const block of [2, 3]) {
      slashOutside(world, outside, block);
      outside.moveTo(block);
      const now = outside.prices.get("wstETH");
      const left = block === 3 ? 9n : 10n;
      expect(now?.exogenous).to.equal(((before?.exogenous ?? 0n) * left) / 10n);
      expect(now?.reference).to.equal(((before?.reference ?? 0n) * left) / 10n);
    }
  });

  it("lastChange_severalChanges_isTheBlockAfterTheLatest", () => {
    expect(lastChange(worldWith(SLASH, CAP))).to.equal(6);
    expect(lastChange(worldWith())).to.equal(0);
  });
});
