import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import { WAD } from "../../../../src/units.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import type { GuardDeployment } from "../../../../src/world/deployment.ts";
import { marketAsset } from "../../../../src/world/marketAsset.ts";
import { read } from "../../../../src/world/read.ts";
import type { World } from "../../../../src/world/world.ts";
import { loadText } from "../../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../../support/tinyVaults.ts";

const BREAKER = new Interface([
  "function activeControls((address venue, address asset) scope) view returns (uint8)",
  "function liquidationRoom(address venue, address asset) view returns (uint256)",
  "function borrowRoom(address venue, address asset) view returns (uint256)",
  "function outflowRoom(address venue, address token) view returns (uint256)",
  "function priceState((address venue, address asset) scope) view returns (uint256 price, uint256 move, uint256 until, uint256 spread)",
  "function isVenue(address venue) view returns (bool)",
  "function isReporter(address venue, address reporter) view returns (bool)",
  "function isVault(address venue, address vault) view returns (bool)",
  "function guardian() view returns (address)",
  "function owner() view returns (address)",
]);
const VENUE = new Interface([
  "function riskHook() view returns (address)",
  "function getRiskHook() view returns (address)",
  "function balanceOf(address account) view returns (uint256)",
]);
const RELAY = new Interface(["function getHooks() view returns (address[])"]);
const SET = new Interface([
  "event PriceSet((address venue, address asset) scope, (address feed, uint128 unit, uint32 blocks, uint32 memoryBlocks, uint32 haltSeconds, uint64 maxMove, uint8 response, bool stopsLiquidations, bool stopsWithdrawals, bool failsClosed, uint64 spreadPerMove, uint64 maxSpread) config)",
  "event WatchedSet(address indexed venue, address[] assets)",
  "event MarginViewSet(address indexed venue, address marginView)",
  "event OutflowSet((address venue, address asset) scope, (address holder, uint64 minRetained, uint128 beginAt, uint32 period, uint32 tick, uint32 delay) config, uint256 liquidity)",
  "event LiquidationQuotaSet((address venue, address asset) scope, (uint128 limit, uint32 period, uint32 tick) config)",
  "event BorrowQuotaSet((address venue, address asset) scope, (uint128 limit, uint32 period, uint32 tick) config)",
  "event LossStopSet((address venue, address asset) scope, (bool on, uint128 tolerance, uint32 resumesAfter) config)",
  "event GuardianSet(address indexed guardian, (uint32 watch, uint32 rest) terms)",
]);

const TREATMENTS = `
treatments:
  cap: { binds: run, maxLeverage: 30 }
  priceVelocity:
    assets: [WETH, ETH]
    windowBlocks: 7
    maxMove: 10%
    haltSeconds: 600
    response: widen
    stopsLiquidations: true
    spreadPerMove: 0.5
    maxSpread: 20%
  outflow:
    venues: [lending, perps, basisUSD]
    assets: [USDC]
    minRetained: 70%
    beginAtUsd: 1_000
    periodSeconds: 3600
    tickSeconds: 300
  throttle: { limitUsd: 250_000, periodSeconds: 3600, tickSeconds: 60 }
  borrowVelocity: { assets: [WETH, ETH], venues: [lending, perps], limitUsd: 1_000_000, periodSeconds: 600 }
  lossStop: { venues: [lending, perps], toleranceUsd: 5_000, resumesAfterSeconds: 900 }
  pause: { fromBlock: 5, durationSeconds: 60 }
`;

describe("the breaker of a scenario", () => {
  let world: World;
  let guards: GuardDeployment;
  const events = (name: string) =>
    world.setup
      .flatMap(({ receipts }) => receipts.flatMap(({ logs }) => logs))
      .filter(({ address }) => address.toLowerCase() === guards.breaker)
      .flatMap((log) => SET.parseLog(log) ?? [])
      .filter((event) => event.name === name)
      .map(({ args }) => args.toArray(true) as unknown[]);
  const ask = async (name: string, args: unknown[] = []) =>
    (await read(world.chain, guards.breaker ?? "", BREAKER, name, args))[0];
  const lower = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(lower) : typeof value === "string" ? value.toLowerCase() : value;
  const token = (symbol: string) => world.deployment.tokens[symbol] ?? "";

  before(async () => {
    world = await buildWorld(loadText(TINY_VAULTS + TREATMENTS), 1);
    guards = world.deployment.guards as GuardDeployment;
  });
  after(() => world.chain.close());

  it("is asked after the registry, by a relay that both know", async () => {
    const [hooks] = await read(world.chain, guards.relay ?? "", RELAY, "getHooks");
    expect(lower([...hooks])).to.deep.equal([guards.registry, guards.breaker]);
    expect(guards.hook).to.equal(guards.relay);
    for (const [name, venue] of Object.entries(guards.venues)) {
      const asked = await read(world.chain, venue, VENUE, name === "lending" ? "getRiskHook" : "riskHook");
      expect(lower(asked[0]), name).to.equal(guards.relay);
      expect(await ask("isVenue", [venue]), name).to.equal(true);
      expect(await ask("isReporter", [venue, guards.relay]), name).to.equal(true);
    }
  });

  it("hears losses from who watches lending's deficits and the exchange's shortfall", async () => {
    const { lending, perps } = guards.venues;
    expect(await ask("isReporter", [lending, guards.deficitWatch])).to.equal(true);
    expect(await ask("isReporter", [perps, guards.shortfallWatch])).to.equal(true);
    expect(await ask("isReporter", [perps, guards.deficitWatch])).to.equal(false);
  });

  it("lets vaults lower themselves where they stand", async () => {
    const { lending, perps, loopETH, basisUSD } = guards.venues;
    for (const [venue, vault, known] of [
      [lending, loopETH, true],
      [lending, basisUSD, true],
      [perps, basisUSD, true],
      [perps, loopETH, false],
    ] as const)
      expect(await ask("isVault", [venue, vault])).to.equal(known);
  });

  it("belongs to the lab, and its guardian pauses for a week at most", async () => {
    expect(lower(await ask("owner"))).to.equal(world.deployment.roles.lab);
    expect(events("GuardianSet").map(lower)).to.deep.equal([[guards.guardian, [604_800n, 604_800n]]]);
  });

  it("watches the prices that the scenario names, a market's at its index, as every venue asks it to", async () => {
    const terms = [7n, 0n, 600n, WAD / 10n, 1n, true, false, false, WAD / 2n, WAD / 5n];
    const feed = world.deployment.feeds.WETH;
    const watched = events("PriceSet").map(lower) as [[string, string], unknown[]][];
    const measured = watched.filter(([, config]) => config[2] !== 0n);
    expect(measured).to.deep.equal([
      [
        [ZeroAddress, token("WETH")],
        [feed, WAD, ...terms],
      ],
      [
        [ZeroAddress, marketAsset(0)],
        [feed, WAD, ...terms],
      ],
    ]);
    const lists = events("WatchedSet").map(lower);
    expect(lists).to.deep.equal(Object.values(guards.venues).map((venue) => [venue, [token("WETH"), marketAsset(0)]]));
    const { price } = await read(world.chain, guards.breaker ?? "", BREAKER, "priceState", [
      { venue: ZeroAddress, asset: token("WETH") },
    ]);
    expect(price).to.equal(4_000n * 10n ** 8n);
  });

  it("holds accounts to a spread through what measures them at their venue", () => {
    const { lending, perps } = guards.venues;
    expect(events("MarginViewSet").map(lower)).to.deep.equal([
      [lending, guards.marginViews.lending],
      [perps, guards.marginViews.perps],
    ]);
  });

  it("keeps of each token what has to stay, by the balance that pays it out", async () => {
    const { reserves } = world.deployment;
    const holders: [string, string | undefined][] = [
      ["lending", reserves.find(({ symbol }) => symbol === "USDC")?.aToken],
      ["perps", guards.venues.perps],
      ["basisUSD", guards.venues.basisUSD],
    ];
    const set = events("OutflowSet").map(lower) as [string[], unknown[], bigint][];
    expect(set.map(([scope, config]) => [scope, config])).to.deep.equal(
      holders.map(([venue, holder]) => [
        [guards.venues[venue], token("USDC")],
        [holder, (7n * WAD) / 10n, 1_000n * 10n ** 6n, 3_600n, 300n, 0n],
      ]),
    );
    for (const [i, [venue, holder]] of holders.entries()) {
      const [balance] = await read(world.chain, token("USDC"), VENUE, "balanceOf", [holder]);
      expect(set[i]?.[2], venue).to.equal(balance);
    }
  });

  it("throttles what is seized, at prices that need not be watched", async () => {
    expect(events("LiquidationQuotaSet").map(lower)).to.deep.equal([
      [
        [ZeroAddress, ZeroAddress],
        [250_000n * WAD, 3_600n, 60n],
      ],
    ]);
    const { lendingPool, reserves, feeds } = world.deployment;
    expect(await ask("liquidationRoom", [lendingPool, token("wstETH")])).to.equal(250_000n * WAD);
    const unmeasured = (events("PriceSet").map(lower) as [string[], unknown[]][]).filter(([, c]) => c[2] === 0n);
    expect(unmeasured.map(([scope, [feed, unit]]) => [scope[1], feed, unit])).to.deep.equal(
      reserves
        .filter(({ symbol }) => symbol !== "WETH")
        .map(({ symbol }) => [
          token(symbol),
          feeds[symbol],
          10n ** BigInt(world.scenario.assets[symbol]?.decimals ?? 0),
        ]),
    );
  });

  it("limits loans and orders in units at their start price", async () => {
    const { lendingPool, perps } = world.deployment;
    expect(events("BorrowQuotaSet").map(lower)).to.deep.equal([
      [
        [lendingPool, token("WETH")],
        [250n * WAD, 600n, 0n],
      ],
      [
        [perps?.exchange, marketAsset(0)],
        [250n * WAD, 600n, 0n],
      ],
    ]);
    expect(await ask("borrowRoom", [perps?.exchange, marketAsset(0)])).to.equal(250n * WAD);
  });

  it("stops borrowing on losses beyond what is tolerated", () => {
    expect(events("LossStopSet").map(lower)).to.deep.equal([
      [
        [world.deployment.lendingPool, ZeroAddress],
        [true, 5_000n * WAD, 900n],
      ],
      [
        [world.deployment.perps?.exchange, ZeroAddress],
        [true, 5_000n * WAD, 900n],
      ],
    ]);
  });

  it("tells where each control binds, by name and as the breaker has it", async () => {
    const told = guards.scopes.map(({ control, venue, asset }) => `${control} ${venue}/${asset}`);
    expect(told).to.deep.equal([
      "priceVelocity null/WETH",
      "priceVelocity null/ETH",
      "outflow lending/USDC",
      "outflow perps/USDC",
      "outflow basisUSD/USDC",
      "throttle null/null",
      "borrowVelocity lending/WETH",
      "borrowVelocity perps/ETH",
      "lossStop lending/null",
      "lossStop perps/null",
      "pause null/null",
    ]);
    const bits = { priceVelocity: 0, outflow: 1, throttle: 2, borrowVelocity: 3, lossStop: 4 };
    for (const { control, at } of guards.scopes) {
      if (control === "pause") continue;
      expect(Number(await ask("activeControls", [at])) & (1 << bits[control]), control).not.to.equal(0);
    }
  });
});
