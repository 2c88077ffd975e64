import { expect } from "chai";
import { Interface, ZeroAddress } from "ethers";
import { WAD } from "../../../../src/units.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import type { GuardDeployment } from "../../../../src/world/deployment.ts";
import { read } from "../../../../src/world/read.ts";
import type { World } from "../../../../src/world/world.ts";
import { loadText, TINY } from "../../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../../support/tinyVaults.ts";

const REGISTRY = new Interface([
  "function getCap(uint8 scope, address subject) view returns (uint256)",
  "function getTerms() view returns (tuple(uint32 maxAge, uint64 haircut, uint64 bound))",
  "function getAdapters() view returns (address[] adapters, uint256[] weights)",
  "function getHands() view returns (address)",
  "function getReader(address vault) view returns (address)",
  "function getClaims() view returns (tuple(address adapter, address account, bool custody)[])",
  "function getSystem() view returns (tuple(uint128 leverage, uint40 takenAt))",
  "function getSnapshot(address vault) view returns (tuple(uint128 supply, uint80 leverage, uint40 takenAt, uint8 depth, bool solved, uint40 oldest, tuple(address asset, uint128 held, uint128 owed, int128 size)[] lines))",
  "function getReuse(address asset) view returns (uint256)",
  "function mode() view returns (uint8)",
  "function guardian() view returns (address)",
  "function owner() view returns (address)",
  "function isVenue(address venue) view returns (bool)",
]);
const VENUE = new Interface([
  "function riskHook() view returns (address)",
  "function getRiskHook() view returns (address)",
]);

const CAP = `
treatments:
  cap:
    maxLeverage: 20
    maxSystemLeverage: 30
    maxReuse: { WETH: 7 }
    weights: { perps: 80%, shares: 90% }
    maxAgeSeconds: 120
`;

describe("the registry of a scenario", () => {
  let world: World;
  let guards: GuardDeployment;
  const ask = async (name: string, args: unknown[] = []) =>
    (await read(world.chain, guards.registry ?? "", REGISTRY, name, args))[0];
  const lower = (address: unknown) => String(address).toLowerCase();

  before(async () => {
    world = await buildWorld(loadText(TINY_VAULTS + CAP), 1);
    guards = world.deployment.guards as GuardDeployment;
  });
  after(() => world.chain.close());

  it("has the caps that the scenario states, enforced, for everyone", async () => {
    expect(await ask("getCap", [0, ZeroAddress])).to.equal(20n * WAD);
    expect(await ask("getCap", [1, world.deployment.tokens.WETH])).to.equal(7n * WAD);
    expect(await ask("getCap", [1, world.deployment.tokens.USDC])).to.equal(0n);
    expect(await ask("getCap", [2, ZeroAddress])).to.equal(30n * WAD);
    expect(await ask("mode")).to.equal(1n);
  });

  it("reads every venue at its weight, and shares in hand", async () => {
    const { lending, perps, shares } = guards.adapters;
    const [adapters, weights] = await read(world.chain, guards.registry ?? "", REGISTRY, "getAdapters");
    expect([...adapters].map(lower)).to.deep.equal([lending, perps, shares]);
    expect([...weights]).to.deep.equal([WAD, (WAD * 8n) / 10n, (WAD * 9n) / 10n]);
    expect(lower(await ask("getHands"))).to.equal(shares);
  });

  it("is asked by every venue, and hears each speak for itself", async () => {
    const { lendingPool, perps, vaults } = world.deployment;
    expect(guards.hook).to.equal(guards.registry);
    expect(guards.venues).to.deep.equal({
      lending: lendingPool,
      perps: perps?.exchange,
      ...Object.fromEntries(vaults.map(({ symbol, address }) => [symbol, address])),
    });
    for (const [name, venue] of Object.entries(guards.venues)) {
      const asked = await read(world.chain, venue, VENUE, name === "lending" ? "getRiskHook" : "riskHook");
      expect(lower(asked[0]), name).to.equal(guards.registry);
      expect(await ask("isVenue", [venue]), name).to.equal(true);
    }
  });

  it("keeps the terms of the scenario in the run, whatever it kept during set-up", async () => {
    const { maxAge, haircut } = await ask("getTerms");
    expect([maxAge, haircut]).to.deep.equal([120n, (2n * WAD) / 10n]);
  });

  it("belongs to the lab, and its guardian is another", async () => {
    expect(lower(await ask("owner"))).to.equal(world.deployment.roles.lab);
    expect(lower(await ask("guardian"))).to.equal(guards.guardian);
    expect(Object.values(world.deployment.roles)).not.to.include(guards.guardian);
  });

  it("has looked at each vault and at the system when the run begins", async () => {
    for (const { symbol, address } of world.deployment.vaults) {
      expect(lower(await ask("getReader", [address])), symbol).not.to.equal(ZeroAddress);
      const { takenAt, supply } = await ask("getSnapshot", [address]);
      expect(world.time - Number(takenAt), symbol).to.be.within(0, 20);
      expect(supply, symbol).to.be.greaterThan(0n);
    }
    const { takenAt, leverage } = await ask("getSystem");
    expect(world.time - Number(takenAt)).to.be.within(0, 20);
    expect(leverage).to.be.within(WAD, 30n * WAD);
  });

  it("counts what venues and vaults have with each other once", async () => {
    const { deployment } = world;
    const [loop, basis] = deployment.vaults.map(({ address }) => address);
    const { lending, perps, shares } = guards.adapters;
    const aToken = deployment.reserves.find(({ symbol }) => symbol === "loopETH")?.aToken;
    const claims = [...(await ask("getClaims"))].map((claim) => [lower(claim[0]), lower(claim[1]), claim[2]]);
    expect(claims).to.deep.equal([
      [lending, loop, false],
      [lending, basis, false],
      [perps, basis, false],
      [shares, aToken, true],
      [shares, deployment.perps?.exchange, true],
    ]);
    expect(await ask("getReuse", [deployment.tokens.WETH])).to.be.within(WAD, 7n * WAD);
  });
});

describe("a registry that comes with the run", () => {
  it("lets the population open above its cap, and is asked from then on", async () => {
    const cap = "treatments: { cap: { binds: run, mode: observe, maxLeverage: 2, rampSeconds: 600 } }\n";
    const world = await buildWorld(loadText(TINY + cap), 1);
    try {
      const { guards, lendingPool } = world.deployment;
      const registry = guards?.registry ?? "";
      expect(String((await read(world.chain, lendingPool, VENUE, "getRiskHook"))[0]).toLowerCase()).to.equal(registry);
      expect((await read(world.chain, registry, REGISTRY, "mode"))[0]).to.equal(0n);
      expect((await read(world.chain, registry, REGISTRY, "getCap", [0, ZeroAddress]))[0]).to.equal(0n);
      await world.transactor.mine(world.time + 600);
      expect((await read(world.chain, registry, REGISTRY, "getCap", [0, ZeroAddress]))[0]).to.equal(2n * WAD);
    } finally {
      await world.chain.close();
    }
  });
});

describe("a scenario without treatments", () => {
  it("deploys no control, and no venue asks anyone", async () => {
    const world = await buildWorld(loadText(TINY), 1);
    try {
      expect(world.deployment).not.to.have.property("guards");
      const [asked] = await read(world.chain, world.deployment.lendingPool, VENUE, "getRiskHook");
      expect(asked).to.equal(ZeroAddress);
    } finally {
      await world.chain.close();
    }
  });
});
