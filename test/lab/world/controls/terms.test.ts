import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import { WAD } from "../../../../src/units.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import type { GuardDeployment } from "../../../../src/world/deployment.ts";
import { read } from "../../../../src/world/read.ts";
import type { World } from "../../../../src/world/world.ts";
import { loadText } from "../../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../../support/tinyVaults.ts";

const MARGIN = new Interface([
  "event TermsSet(address indexed asset, (address feed, address openInterest, uint64 base, uint64 most, uint64 sigmas, uint32 horizon, uint64 decay, uint32 interval, uint128 openInterestLower, uint128 openInterestUpper, uint64 up, uint64 down) terms)",
  "event VenueSet(address indexed venue, address marginView, uint8 measure, address[] assets)",
  "function initialRatio(address asset) view returns (uint256)",
  "function openInterestOf(address asset) view returns (uint256)",
  "function thresholdOf(address asset, uint256 own) view returns (uint256)",
  "function ltvOf(address asset, uint256 own) view returns (uint256)",
  "function owner() view returns (address)",
]);
const STEPS = new Interface([
  "function tiersOf(address venue) view returns (tuple(uint128 above, uint64 share, uint32 cooldown)[] tiers, uint256 wholeBelow)",
]);
const ZONE = new Interface(["function BASE() view returns (address)", "function RULE() view returns (uint8)"]);
const POOL = new Interface([
  "function getRiskTerms() view returns (address)",
  "function getLiquidationSteps() view returns (address)",
  "function getLiquidationIncentive(address asset) view returns (address)",
  "function getRiskHook() view returns (address)",
]);
const EXCHANGE = new Interface(["function riskHook() view returns (address)"]);

const TREATMENTS = `
treatments:
  margin:
    assets: [WETH, wstETH]
    venues: [lending, perps]
    base: 5%
    most: 60%
    sigmas: 2.5
    horizonSeconds: 1800
    decay: 90%
    intervalSeconds: 24
    openInterest: { fromUsd: 1_000_000, toUsd: 9_000_000 }
    upPerHour: 3.6
    downPerHour: 0.36
  thresholdRamp: { asset: wstETH, to: 80%, fromBlock: 3, durationSeconds: 120 }
  steps:
    tiers:
      - { aboveUsd: 10_000, share: 50%, cooldownSeconds: 60 }
      - { aboveUsd: 1_000_000, share: 20%, cooldownSeconds: 30 }
    wholeBelow: 90%
  toxicZone: { rule: holdHealth }
`;

describe("margins, thresholds, steps and toxic zones of a scenario", () => {
  let world: World;
  let guards: GuardDeployment;
  const lower = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(lower) : typeof value === "string" ? value.toLowerCase() : value;
  const token = (symbol: string) => world.deployment.tokens[symbol] ?? "";
  const ask = async (to: string | undefined, abi: Interface, name: string, args: unknown[] = []) =>
    (await read(world.chain, to ?? "", abi, name, args))[0];
  const events = (name: string) =>
    world.setup
      .flatMap(({ receipts }) => receipts.flatMap(({ logs }) => logs))
      .filter(({ address }) => address.toLowerCase() === guards.margin)
      .flatMap((log) => MARGIN.parseLog(log) ?? [])
      .filter((event) => event.name === name)
      .map(({ args }) => lower(args.toArray(true)));

  before(async () => {
    world = await buildWorld(loadText(TINY_VAULTS + TREATMENTS), 1);
    guards = world.deployment.guards as GuardDeployment;
  });
  after(() => world.chain.close());

  it("scales margins by the terms that the scenario states, speeds by the second", async () => {
    const { feeds } = world.deployment;
    const common = [WAD / 20n, (6n * WAD) / 10n, (5n * WAD) / 2n, 1_800n, (9n * WAD) / 10n, 24n];
    const speeds = [WAD / 1_000n, WAD / 10_000n];
    expect(events("TermsSet")).to.deep.equal([
      [token("WETH"), [feeds.WETH, guards.openInterest.WETH, ...common, 1_000_000n * WAD, 9_000_000n * WAD, ...speeds]],
      [token("wstETH"), [feeds.wstETH, ZeroAddress, ...common, 0n, 0n, ...speeds]],
    ]);
    expect(lower(await ask(guards.margin, MARGIN, "owner"))).to.equal(world.deployment.roles.lab);
    expect(await ask(guards.margin, MARGIN, "initialRatio", [token("wstETH")])).to.equal(WAD / 20n);
    expect(await ask(guards.margin, MARGIN, "openInterestOf", [token("WETH")])).to.be.greaterThan(0n);
  });

  it("holds accounts of the exchange to them by its hook, and reserves by the pool's terms", async () => {
    const { lendingPool, perps } = world.deployment;
    expect(events("VenueSet")).to.deep.equal([[perps?.exchange, guards.perpMargin, 1n, [token("WETH")]]]);
    expect(lower(await ask(perps?.exchange, EXCHANGE, "riskHook"))).to.equal(guards.margin);
    expect(guards.hook).to.equal(guards.margin);
    expect(lower(await ask(lendingPool, POOL, "getRiskTerms"))).to.equal(guards.margin);
  });

  it("begins a moving threshold where the reserve has it", async () => {
    expect(await ask(guards.margin, MARGIN, "thresholdOf", [token("wstETH"), 1n])).to.equal(8_100n);
    expect(await ask(guards.margin, MARGIN, "thresholdOf", [token("WETH"), 8_300n])).to.equal(8_300n);
  });

  it("closes large debts of the pool in the steps that the scenario states", async () => {
    const { lendingPool } = world.deployment;
    const [tiers, wholeBelow] = await read(world.chain, guards.steps ?? "", STEPS, "tiersOf", [lendingPool]);
    expect(tiers.toArray(true)).to.deep.equal([
      [10_000n * WAD, WAD / 2n, 60n],
      [1_000_000n * WAD, WAD / 5n, 30n],
    ]);
    expect(wholeBelow).to.equal((9n * WAD) / 10n);
    expect(lower(await ask(lendingPool, POOL, "getLiquidationSteps"))).to.equal(guards.steps);
  });

  it("puts the toxic zone around the own incentive of every collateral", async () => {
    const { lendingPool, reserves } = world.deployment;
    expect(Object.keys(guards.toxicZones)).to.deep.equal(reserves.map(({ symbol }) => symbol));
    const plain = await buildWorld(loadText(TINY_VAULTS), 1);
    try {
      for (const { symbol } of reserves) {
        const zone = guards.toxicZones[symbol];
        expect(lower(await ask(lendingPool, POOL, "getLiquidationIncentive", [token(symbol)])), symbol).to.equal(zone);
        const [own] = await read(plain.chain, plain.deployment.lendingPool, POOL, "getLiquidationIncentive", [
          plain.deployment.tokens[symbol],
        ]);
        expect(await ask(zone, ZONE, "BASE"), symbol).to.equal(own);
        expect(await ask(zone, ZONE, "RULE"), symbol).to.equal(2n);
      }
    } finally {
      await plain.chain.close();
    }
  });
});
