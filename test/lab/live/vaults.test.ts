import { expect } from "chai";
import { nodeStatus } from "../../../src/live/nodeStatus.ts";
import { parseShocks, shock } from "../../../src/live/shock.ts";
import { statusText } from "../../../src/live/statusText.ts";
import { vaultStatusText } from "../../../src/live/vaultStatusText.ts";
import { read } from "../../../src/world/read.ts";
import { LOOP_VAULT, VAULT } from "../../../src/world/vaultAbi.ts";
import { planDepositors, planStackers } from "../../../src/world/vaultPlans.ts";
import { faultOf } from "../../support/faultOf.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";
import { type PerpNode, perpNode } from "./perpNode.ts";

const PLAIN = { bold: String, dim: String, cyan: String, green: String, yellow: String, red: String } as never;

describe("a live node with vaults", () => {
  let node: PerpNode;

  before(async () => {
    node = await perpNode(loadText(TINY_VAULTS));
  });
  after(() => node.stop());

  it("finds depositors and stackers in the logs of the vaults, and no vault among the holders", () => {
    const { holders, scenario, deployment } = node.session.world;
    const found = holders.map(({ address }) => address);
    const planned = [...planDepositors(scenario, 1), ...planStackers(scenario, 1)].map(({ holder }) => holder.address);
    expect(found).to.include.members(planned);
    expect(holders.filter(({ group }) => group === "others")).to.deep.equal([]);
    expect(deployment.vaults.some(({ address }) => found.includes(address))).to.equal(false);
  });

  it("says what each vault is worth, where it stands, what waits and what can leave", async () => {
    const { vaults, prices } = await nodeStatus(node.session);
    expect(vaults.map(({ vault, kind, asset }) => [vault, kind, asset])).to.deep.equal([
      ["loopETH", "loop", "wstETH"],
      ["basisUSD", "basis", "USDC"],
    ]);
    const [loop, basis] = vaults;
    const { chain, deployment } = node.session.world;
    const [net] = await read(chain, deployment.tokens.loopETH ?? "", LOOP_VAULT, "totalAssets");
    const usd = (Number(net) / 1e18) * Number(prices.wstETH?.oracle);
    expect(Number(loop?.netAssetsUsd)).to.be.closeTo(usd, 0.01);
    expect(Number(loop?.leverage)).to.be.closeTo(4, 0.01);
    expect([loop?.targetLeverage, loop?.hedgeRatio, basis?.leverage, basis?.targetHedgeRatio]).to.deep.equal([
      "4.0000",
      null,
      null,
      "1.0000",
    ]);
    expect(Number(basis?.hedgeRatio)).to.be.closeTo(1, 0.001);
    expect(Number(loop?.sharePrice)).to.be.within(0.998, 1);
    expect(Number(loop?.instantUsd) * 20).to.be.within(0.9 * usd, 1.1 * usd);
    for (const line of vaults)
      expect([line.pendingUsd, line.waitingSince, line.paused]).to.deep.equal(["0.00", null, false]);
    // Nobody outside trades shares: there they are worth their net assets.
    expect(Number(prices.loopETH?.reference)).to.be.closeTo(Number(prices.loopETH?.oracle), 1);
  });

  it("prints a line for each vault", async () => {
    const text = statusText(await nodeStatus(node.session), 3, PLAIN);
    expect(text).to.match(/Vault +Share price +Net assets +Leverage +Hedge +Queue +Can leave at once/);
    expect(text).to.match(/loopETH +0\.99\d\d wstETH +\$2\.\d+.M +4\.00× of 4\.00× +– +– +\$\d+.k/);
    expect(text).to.match(/basisUSD +0\.99\d\d USDC +\$5\d\d.k +– +100\.0.% of 100\.0.% +– +\$[\d.]+.k/);
  });

  it("says at which price of the share a debt against it may be liquidated", async () => {
    const { positions, prices } = await nodeStatus(node.session);
    const pledged = positions.filter(({ group }) => group === "pledgers");
    expect(pledged.length).to.be.greaterThan(0);
    for (const { liquidationAsset, liquidationPrice, healthFactor } of pledged) {
      expect(liquidationAsset).to.equal("loopETH");
      // One collateral and one debt: the price may fall by the health factor.
      const expected = Number(prices.loopETH?.oracle) / Number(healthFactor);
      expect(Number(liquidationPrice) / expected).to.be.closeTo(1, 1e-5);
    }
  });

  it("shows what waits, and where nothing is left to divide by", () => {
    const line = {
      vault: "loopETH",
      kind: "loop" as const,
      asset: "wstETH",
      sharePrice: "0",
      netAssetsUsd: "0.00",
      leverage: "inf",
      targetLeverage: "4",
      hedgeRatio: null,
      targetHedgeRatio: null,
      pendingUsd: "1500.00",
      waitingSince: 940,
      instantUsd: "0.00",
      paused: true,
    };
    const text = vaultStatusText([line], 1_000, PLAIN);
    expect(text).to.match(/loopETH paused/);
    expect(text).to.match(/no equity/);
    expect(text).to.match(/\$1\.5k? ?K? for 60 s|\$1,500 for 60 s/i);
    expect(vaultStatusText([], 1_000, PLAIN)).to.equal("");
  });

  it("gives the user assets to deposit, and no shares", async () => {
    const { chain, deployment } = node.session.world;
    const held = async (symbol: string) =>
      (await read(chain, deployment.tokens[symbol] ?? "", VAULT, "balanceOf", [node.user]))[0];
    expect(await held("loopETH")).to.equal(0n);
    expect(BigInt(await held("wstETH")) > 0n).to.equal(true);
  });

  it("refuses to shock a share, and shows what a shock below does to it", async () => {
    const fault = faultOf(() => parseShocks(node.session, ["loopETH=-5%"]));
    expect([fault.code, fault.exitCode]).to.deep.equal(["SHOCK_OF_SHARE", 2]);
    expect(fault.hint).to.contain("wstETH");

    const { before, after } = await shock(node.session, parseShocks(node.session, ["WETH=-10%"]), false);
    const fall = Number(after.get("loopETH")?.oracle) / Number(before.get("loopETH")?.oracle);
    expect(fall).to.be.closeTo(0.9, 0.001);
  });
});
