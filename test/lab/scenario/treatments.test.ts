import { expect } from "chai";
import { checkCap } from "../../../src/scenario/checks/cap.ts";
import type { AssetConfig, Scenario } from "../../../src/scenario/schema.ts";
import type { Treatments } from "../../../src/scenario/treatmentSchema.ts";
import type { VaultConfig } from "../../../src/scenario/vaultSchema.ts";
import { faultOf } from "../../support/faultOf.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

/** What is set on the command line, the code it meets, the key below treatments that is named, and what the hint says. */
type Case = [control: string, code: string, key: string, hint?: string];

const VELOCITY = "maxMove: 10%";
const QUOTA = "limitUsd: 1000, periodSeconds: 600";
const FLOW = "minRetained: 70%, periodSeconds: 600, tickSeconds: 60";
const PAUSE = "fromBlock: 2, durationSeconds: 60";
const RAMP = "fromBlock: 2, durationSeconds: 60";

const LENT_ALONE = `name: lent
question: What is there to seize?
assets: { USDC: { decimals: 6, priceUsd: 1 } }
lending: { reserves: { USDC: { ltv: 0%, liquidationThreshold: 0%, liquidationBonus: 5% } } }
`;
const NO_COLLATERAL = `name: one
question: What is there to seize?
assets: { USDC: { decimals: 6, priceUsd: 1 }, WETH: { decimals: 18, priceUsd: 4000, quote: USDC } }
lending:
  reserves:
    USDC: { ltv: 75%, liquidationThreshold: 78%, liquidationBonus: 5% }
    WETH: { ltv: 75%, liquidationThreshold: 78%, liquidationBonus: 5% }
pools: [{ base: WETH, quote: USDC, feeTier: 500, depth: { constantProductUsd: 1_000 } }]
`;

const CASES: Case[] = [
  ["cap={maxLeverage: 0.9}", "SCENARIO_VALUE", "cap"],
  ["cap={maxLeverage: 1001}", "SCENARIO_VALUE", "cap"],
  ["cap={maxReuse: {WETH: 0.5}}", "SCENARIO_VALUE", "cap"],
  ["cap={maxReuse: {WTEH: 2}}", "ASSET_UNKNOWN", "cap.maxReuse.WTEH", 'Did you mean "WETH"?'],
  ["cap={maxReuse: {loopETH: 2}}", "CAP_OF_SHARE", "cap.maxReuse.loopETH", "Cap wstETH or WETH."],
  ["cap={weights: {lendign: 50%}}", "VENUE_UNKNOWN", "cap.weights.lendign", 'Did you mean "lending"?'],
  ["cap={weights: {loopETH: 50%}}", "VENUE_UNKNOWN", "cap.weights.loopETH", "It weighs lending, perps, shares."],
  ["cap={rampSeconds: 60}", "RAMP_WHILE_OPENING", "cap.rampSeconds", "Set binds to run"],
  ["cap={maxAgeSeconds: 59}", "SCENARIO_VALUE", "cap"],
  [`priceVelocity={assets: [WTEH], ${VELOCITY}}`, "ASSET_UNKNOWN", "priceVelocity.assets.0", 'Did you mean "WETH"?'],
  [`priceVelocity={assets: [WETH], venues: [prps], ${VELOCITY}}`, "VENUE_UNKNOWN", "priceVelocity.venues.0", '"perps"'],
  [`priceVelocity={assets: [WETH], haltSeconds: 86401, ${VELOCITY}}`, "SCENARIO_VALUE", "priceVelocity"],
  [`priceVelocity={assets: [WETH], windowBlocks: 65, ${VELOCITY}}`, "SCENARIO_VALUE", "priceVelocity"],
  [`priceVelocity={assets: [WETH], maxSpread: 91%, ${VELOCITY}}`, "SCENARIO_VALUE", "priceVelocity"],
  [
    `priceVelocity={assets: [WETH], venues: [loopETH], response: widen, ${VELOCITY}}`,
    "CONTROL_BINDS_NOTHING",
    "priceVelocity.response",
    "Set it to halt",
  ],
  [
    `outflow={venues: [perps], assets: [WETH], ${FLOW}}`,
    "CONTROL_BINDS_NOTHING",
    "outflow.venues.0",
    "There it can bind USDC, loopETH.",
  ],
  [
    `outflow={venues: [lending, perps], assets: [USDC, basisUSD], ${FLOW}}`,
    "CONTROL_BINDS_NOTHING",
    "outflow.assets.1",
    "There it can bind loopETH, WETH, wstETH, USDC.",
  ],
  [`outflow={venues: [perps], assets: [ETH], ${FLOW}}`, "CONTROL_BINDS_NOTHING", "outflow.venues.0"],
  [
    "outflow={venues: [lending], assets: [USDC], minRetained: 70%, periodSeconds: 650, tickSeconds: 60}",
    "PERIOD_NOT_IN_TICKS",
    "outflow.tickSeconds",
    "at least 11",
  ],
  [
    "outflow={venues: [lending], assets: [USDC], minRetained: 100%, periodSeconds: 60, tickSeconds: 60}",
    "SCENARIO_VALUE",
    "outflow",
  ],
  [`throttle={limitUsd: 1000, periodSeconds: 650, tickSeconds: 10}`, "PERIOD_NOT_IN_TICKS", "throttle.tickSeconds"],
  [`throttle={limitUsd: 1000, periodSeconds: 2592001}`, "SCENARIO_VALUE", "throttle"],
  [`throttle={venues: [loopETH], ${QUOTA}}`, "CONTROL_BINDS_NOTHING", "throttle", "Venues: lending, perps"],
  [
    `throttle={venues: [lending, loopETH], ${QUOTA}}`,
    "CONTROL_BINDS_NOTHING",
    "throttle.venues.1",
    "Leave the venue out.",
  ],
  [`throttle={venues: [perps], assets: [WETH], ${QUOTA}}`, "CONTROL_BINDS_NOTHING", "throttle.venues.0", "bind ETH."],
  [`throttle={assets: [basisUSD], ${QUOTA}}`, "CONTROL_BINDS_NOTHING", "throttle.assets.0", "ETH."],
  [`borrowVelocity={assets: [loopETH], ${QUOTA}}`, "CONTROL_BINDS_NOTHING", "borrowVelocity.assets.0"],
  [`borrowVelocity={assets: [DAI], ${QUOTA}}`, "ASSET_UNKNOWN", "borrowVelocity.assets.0", "Listed: USDC"],
  ["lossStop={venues: [loopETH]}", "CONTROL_BINDS_NOTHING", "lossStop"],
  ["lossStop={venues: [perps], assets: [WETH]}", "CONTROL_BINDS_NOTHING", "lossStop.venues.0", "bind USDC."],
  ["lossStop={assets: [ETH]}", "CONTROL_BINDS_NOTHING", "lossStop.assets.0"],
  [`pause={venues: [loopETHH], ${PAUSE}}`, "VENUE_UNKNOWN", "pause.venues.0", 'Did you mean "loopETH"?'],
  [`pause={venues: [loopETH], assets: [USDC], ${PAUSE}}`, "CONTROL_BINDS_NOTHING", "pause.venues.0", "bind wstETH."],
  ["pause={fromBlock: 0, durationSeconds: 60}", "PATH_TOO_EARLY", "pause.fromBlock"],
  ["pause={fromBlock: 60, durationSeconds: 60}", "BLOCK_AFTER_THE_RUN", "pause.fromBlock", "Raise chain.maxBlocks"],
  ["pause={fromBlock: 2, durationSeconds: 604801}", "SCENARIO_VALUE", "pause"],
  [`pause={graceSeconds: 14401, ${PAUSE}}`, "SCENARIO_VALUE", "pause"],
  [
    "pause={fromBlock: 2, durationSeconds: 604800, graceSeconds: 1}",
    "PAUSE_TOO_LONG",
    "pause.graceSeconds",
    "grace of 0 seconds at most",
  ],
  ["margin={assets: [WETH], base: 0%}", "SCENARIO_VALUE", "margin"],
  ["margin={assets: [WETH], base: 10%, most: 9%}", "MARGIN_OUT_OF_ORDER", "margin.most", "base is 10.00%"],
  ["margin={assets: [wetH], base: 10%}", "ASSET_UNKNOWN", "margin.assets.0", 'Did you mean "WETH"?'],
  ["margin={assets: [WETH, basisUSD], base: 10%}", "CONTROL_BINDS_NOTHING", "margin.assets.1", "of loopETH, WETH"],
  ["margin={assets: [wstETH], venues: [perps], base: 10%}", "CONTROL_BINDS_NOTHING", "margin.assets.0", "of WETH."],
  ["margin={assets: [USDC], venues: [lending, perps], base: 10%}", "CONTROL_BINDS_NOTHING", "margin.venues.1"],
  ["margin={assets: [WETH], venues: [basisUSD], base: 10%}", "CONTROL_BINDS_NOTHING", "margin.venues.0"],
  ["margin={assets: [WETH], venues: [lend], base: 10%}", "VENUE_UNKNOWN", "margin.venues.0"],
  [
    "margin={assets: [WETH], base: 10%, openInterest: {fromUsd: 5, toUsd: 5}}",
    "MARGIN_OUT_OF_ORDER",
    "margin.openInterest.toUsd",
  ],
  [
    "margin={assets: [USDC], base: 10%, openInterest: {fromUsd: 5, toUsd: 6}}",
    "CONTROL_BINDS_NOTHING",
    "margin.openInterest",
  ],
  [`thresholdRamp={asset: WBTC, to: 80%, ${RAMP}}`, "ASSET_UNKNOWN", "thresholdRamp.asset"],
  [`thresholdRamp={asset: basisUSD, to: 80%, ${RAMP}}`, "RESERVE_UNKNOWN", "thresholdRamp.asset"],
  [`thresholdRamp={asset: WETH, to: 101%, ${RAMP}}`, "SCENARIO_VALUE", "thresholdRamp"],
  [`thresholdRamp={asset: WETH, to: 80%, ${RAMP}}`, "LTV_NOT_BELOW_THRESHOLD", "thresholdRamp.to"],
  [`thresholdRamp={asset: WETH, to: 96%, ${RAMP}}`, "BONUS_TOO_LARGE", "thresholdRamp.to", "at most 95.24%"],
  [
    "thresholdRamp={asset: WETH, to: 82%, fromBlock: 0, durationSeconds: 60}",
    "PATH_TOO_EARLY",
    "thresholdRamp.fromBlock",
  ],
  [
    "thresholdRamp={asset: WETH, to: 82%, fromBlock: 61, durationSeconds: 60}",
    "BLOCK_AFTER_THE_RUN",
    "thresholdRamp.fromBlock",
  ],
  ["steps={tiers: []}", "SCENARIO_VALUE", "steps"],
  ["steps={tiers: [{aboveUsd: 1, share: 0.5%, cooldownSeconds: 60}]}", "SCENARIO_VALUE", "steps"],
  ["steps={tiers: [{aboveUsd: 1, share: 5%, cooldownSeconds: 3601}]}", "SCENARIO_VALUE", "steps"],
  [
    "steps={tiers: [{aboveUsd: 1, share: 5%, cooldownSeconds: 1}, {aboveUsd: 1, share: 5%, cooldownSeconds: 1}]}",
    "TIERS_OUT_OF_ORDER",
    "steps.tiers.1.aboveUsd",
  ],
  ["toxicZone={rule: halt, assets: [WETH, basisUSD]}", "RESERVE_UNKNOWN", "toxicZone.assets.1"],
  ["toxicZone={rule: halts}", "SCENARIO_VALUE", "toxicZone", 'Did you mean "halt"?'],
];

describe("treatments of a scenario", () => {
  for (const [control, code, key, hint] of CASES) {
    it(`refuse ${control} as ${code} at ${key}`, () => {
      const override = `treatments.${control}`;
      const fault = faultOf(() => loadText(TINY_VAULTS, [override]));
      expect([fault.code, fault.exitCode]).to.deep.equal([code, 2]);
      // What the command line set stands for itself; every other key by its path.
      const place = typeof fault.place === "string" ? fault.place : (fault.place?.key ?? "");
      expect(place).to.be.oneOf([`--set ${override}`, `treatments.${key}`]);
      expect(key.startsWith(control.split("=")[0] ?? "")).to.equal(true);
      expect(fault.hint?.length).to.be.greaterThan(9);
      if (hint !== undefined) expect(fault.hint).to.contain(hint);
    });
  }

  it("names the key in the file that is wrong, to the entry of a list", () => {
    const file = `${TINY_VAULTS}\ntreatments:\n  throttle:\n    venues: [lending, loopETH]\n    limitUsd: 5\n    periodSeconds: 60\n`;
    const { place, message } = faultOf(() => loadText(file));
    expect(place).to.include({ key: "treatments.throttle.venues.1" });
    expect((place as { line: number }).line).to.equal(
      file.split("\n").findIndex((line) => line.includes("venues: [lending,")) + 1,
    );
    expect(message).to.equal("At loopETH nothing is seized.");
  });

  it("takes what it is told where every part has something to bind", () => {
    const all = [
      "cap={maxLeverage: 4, maxReuse: {WETH: 3}, weights: {shares: 90%}}",
      `priceVelocity={assets: [WETH, ETH], ${VELOCITY}}`,
      `outflow={venues: [lending, loopETH], assets: [wstETH], ${FLOW}}`,
      `throttle={assets: [WETH, ETH], ${QUOTA}}`,
      `borrowVelocity={assets: [USDC, ETH], venues: [lending, perps], ${QUOTA}}`,
      "lossStop={}",
      `pause={${PAUSE}}`,
      "margin={assets: [WETH], base: 25%}",
      `thresholdRamp={asset: WETH, to: 76%, ${RAMP}}`,
      "toxicZone={rule: halt}",
    ];
    const { treatments } = loadText(
      TINY_VAULTS,
      all.map((control) => `treatments.${control}`),
    ).scenario;
    expect(Object.keys(treatments ?? {})).to.have.members([...all.map((each) => each.split("=")[0]), "pokeBlocks"]);
  });

  it("lets the registry look again before what it stored is too old", () => {
    const cap = ["treatments.cap={maxAgeSeconds: 119}", "treatments.pokeBlocks=10"];
    const fault = faultOf(() => loadText(TINY_VAULTS, cap));
    expect([fault.code, fault.hint]).to.deep.equal([
      "CAP_ALWAYS_STALE",
      "It must be at least pokeBlocks × chain.blockSeconds, 120.",
    ]);
    expect(loadText(TINY_VAULTS, ["treatments.cap={maxAgeSeconds: 120}", cap[1] ?? ""]).scenario.treatments).to.exist;
  });

  it("measures, caps and watches no more assets than the contracts do", () => {
    const asset = (i: number) => `  A${i}: { decimals: 18, priceUsd: 1, quote: USDC }`;
    const reserve = (i: number) => `    A${i}: { ltv: 50%, liquidationThreshold: 60%, liquidationBonus: 5% }`;
    const depth = "depth: { constantProductUsd: 1_000 }";
    const pool = (i: number) => `  - { base: A${i}, quote: USDC, feeTier: 500, ${depth} }`;
    const wide = (count: number) => {
      const lines = (each: (i: number) => string) => Array.from({ length: count }, (_, i) => each(i)).join("\n");
      return `name: wide\nquestion: How wide?\nassets:\n  USDC: { decimals: 6, priceUsd: 1 }\n${lines(asset)}\nlending:\n  reserves:\n${lines(reserve)}\npools:\n${lines(pool)}\ntreatments: { cap: { maxLeverage: 3 } }\n`;
    };
    expect(loadText(wide(24)).scenario.treatments?.cap).to.exist;
    const tooWide = faultOf(() => loadText(wide(25)));
    expect([tooWide.code, tooWide.message]).to.deep.equal([
      "TOO_MANY_ASSETS",
      "The registry measures 24 assets, and 25 are held.",
    ]);
    const capped = Array.from({ length: 9 }, (_, i) => `A${i}: 3`).join(", ");
    expect(faultOf(() => loadText(wide(9), [`treatments.cap={maxReuse: {${capped}}}`])).code).to.equal(
      "TOO_MANY_ASSETS",
    );
    const watched = Array.from({ length: 9 }, (_, i) => `A${i}`).join(", ");
    const velocity = faultOf(() => loadText(wide(9), [`treatments.priceVelocity={assets: [${watched}], ${VELOCITY}}`]));
    expect([velocity.code, velocity.message]).to.deep.equal([
      "TOO_MANY_ASSETS",
      "A venue watches 8 prices at most, not 9.",
    ]);
  });

  it("looks at all venues within a block", () => {
    const small = ["chain.blockGasLimit=5999999", "treatments.cap={maxLeverage: 3}"];
    expect(faultOf(() => loadText(TINY_VAULTS, small)).code).to.equal("BLOCK_TOO_SMALL");
    expect(loadText(TINY_VAULTS, ["chain.blockGasLimit=6000000", small[1] ?? ""]).scenario.treatments).to.exist;
  });

  it("builds on no more vaults than the registry looks through", () => {
    const { scenario } = loadText(TINY_VAULTS, ["treatments.cap={maxLeverage: 3}"]);
    const loop = scenario.assets.loopETH as AssetConfig;
    const over = (asset: string) => ({ ...loop, vault: { ...loop.vault, asset } as VaultConfig });
    const three = { ...scenario.assets, second: over("loopETH"), third: over("second") };
    const check = (assets: Scenario["assets"]) =>
      checkCap({ ...scenario, assets }, scenario.treatments as Treatments, (...keys) => keys.join("."));
    expect(() => check(three)).not.to.throw();
    const fault = faultOf(() => check({ ...three, fourth: over("third") }));
    expect([fault.code, fault.message]).to.deep.equal([
      "VAULTS_TOO_DEEP",
      "The registry looks through 3 vaults, and fourth stands on more.",
    ]);
  });

  it("needs collateral to seize", () => {
    const steps = "steps={tiers: [{aboveUsd: 1, share: 5%, cooldownSeconds: 1}]}";
    for (const control of [steps, "toxicZone={rule: halt}"])
      expect(faultOf(() => loadText(LENT_ALONE, [`treatments.${control}`])).code).to.equal("CONTROL_BINDS_NOTHING");
    const moved = `thresholdRamp={asset: USDC, to: 50%, ${RAMP}}`;
    expect(faultOf(() => loadText(LENT_ALONE, [`treatments.${moved}`])).code).to.equal("NO_COLLATERAL");
    const none = "lending.reserves.WETH={ltv: 0%, liquidationThreshold: 0%, liquidationBonus: 5%}";
    const zone = faultOf(() =>
      loadText(NO_COLLATERAL, [none, "treatments.toxicZone={rule: halt, assets: [USDC, WETH]}"]),
    );
    expect(zone.code).to.equal("NO_COLLATERAL");
  });
});
