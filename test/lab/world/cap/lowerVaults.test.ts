import { expect } from "chai";
import type { Scenario } from "../../../../src/scenario/schema.ts";
import { vaultOf } from "../../../../src/scenario/vaultOf.ts";
import type { BasisVaultConfig, LoopVaultConfig } from "../../../../src/scenario/vaultSchema.ts";
import { parseDecimal, WAD } from "../../../../src/units.ts";
import { lowerVaults } from "../../../../src/world/cap/lowerVaults.ts";
import { shortShare } from "../../../../src/world/cap/shortShare.ts";
import { loadText } from "../../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../../support/tinyVaults.ts";

const wad = (text: string) => parseDecimal(text, 18);
const scenarioWith = (...overrides: string[]): Scenario => loadText(TINY_VAULTS, overrides).scenario;
const loopOf = (scenario: Scenario) => (vaultOf(scenario, "loopETH") as LoopVaultConfig).leverage;
const basisOf = (scenario: Scenario) => vaultOf(scenario, "basisUSD") as BasisVaultConfig;

describe("lowerVaults", () => {
  it("hands back the very scenario where nothing caps accounts while they open", () => {
    for (const overrides of [
      [],
      ["treatments.cap.maxSystemLeverage=2"],
      ["treatments.cap.maxLeverage=2", "treatments.cap.mode=observe"],
      ["treatments.cap.maxLeverage=2", "treatments.cap.binds=run"],
      ["treatments.cap.maxLeverage=5"],
    ]) {
      const scenario = scenarioWith(...overrides);
      const { scenario: fitting, lowered } = lowerVaults(scenario);
      expect(fitting, overrides.join()).to.equal(scenario);
      expect(lowered.size).to.equal(0);
    }
  });

  it("cuts the debt at all four leverages of a loop vault in one proportion, its max half a percent below the cap", () => {
    const { scenario, lowered } = lowerVaults(scenarioWith("treatments.cap.maxLeverage=3"));
    const { target, min, max, ripcord } = loopOf(scenario);
    expect(max).to.equal(wad("2.985"));
    // 1.985 ÷ 3.5 of the debts 3, 2.5 and 4.
    const debts = [wad("3"), wad("2.5"), wad("4")].map((debt) => WAD + (debt * wad("1.985")) / wad("3.5"));
    expect([target, min, ripcord]).to.deep.equal(debts);
    expect([...lowered]).to.deep.equal([["loopETH", wad("4.5")]]);
  });

  it("leaves a vault without debt, in the order that it must have, under a cap at which nothing is borrowed", () => {
    const { target, min, max, ripcord } = loopOf(lowerVaults(scenarioWith("treatments.cap.maxLeverage=1")).scenario);
    expect([min, target, max]).to.deep.equal([WAD, WAD, WAD]);
    expect(ripcord > max).to.equal(true);
  });

  it("keeps as much of a basis vault idle as its short must stay below, to a ten-thousandth", () => {
    const { scenario, lowered } = lowerVaults(scenarioWith("treatments.cap.maxLeverage=1.5"));
    const vault = basisOf(scenario);
    const most = WAD + shortShare(vault);
    expect(most <= wad("1.4925") && most > wad("1.4923"), `${most}`).to.equal(true);
    expect(vault.idleShare % 10n ** 14n).to.equal(0n);
    // 95 % ÷ (1 + 1 · 30 %) of net assets.
    expect(lowered.get("basisUSD")).to.equal(WAD + (wad("0.95") * WAD) / wad("1.3"));
  });

  it("counts shares in hand by their weight, so that holders of nothing else are within the cap too", () => {
    const overrides = ["treatments.cap.maxLeverage=4", "treatments.cap.weights.shares=75%"];
    expect(loopOf(lowerVaults(scenarioWith(...overrides)).scenario).max).to.equal(wad("2.985"));
  });

  it("looks through a vault on the shares of another, which is lowered first", () => {
    const scenario = scenarioWith("treatments.cap.maxLeverage=6");
    const loop = vaultOf(scenario, "loopETH") as LoopVaultConfig;
    const assets = { ...scenario.assets, twice: { ...scenario.assets.loopETH, vault: { ...loop, asset: "loopETH" } } };
    const { scenario: fitting, lowered } = lowerVaults({ ...scenario, assets } as Scenario);
    expect(loopOf(fitting).max).to.equal(wad("4.5"));
    const { max } = (vaultOf(fitting, "twice") as LoopVaultConfig).leverage;
    expect((max * wad("4.5")) / WAD <= wad("5.97") && (max * wad("4.5")) / WAD > wad("5.9699")).to.equal(true);
    expect(lowered.get("twice")).to.equal((wad("4.5") * wad("4.5")) / WAD);
  });
});
