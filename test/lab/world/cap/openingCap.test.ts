import { expect } from "chai";
import { Interface } from "ethers";
import { vaultOf } from "../../../../src/scenario/vaultOf.ts";
import type { LoopVaultConfig } from "../../../../src/scenario/vaultSchema.ts";
import { abs, WAD } from "../../../../src/units.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import { read } from "../../../../src/world/read.ts";
import { BASIS_VAULT, LOOP_VAULT, VAULT } from "../../../../src/world/vaultAbi.ts";
import type { World } from "../../../../src/world/world.ts";
import { measures } from "../../../support/measures.ts";
import { loadText } from "../../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../../support/tinyVaults.ts";

const EXCHANGE = new Interface([
  "function getPosition(address account, uint256 market) view returns (tuple(int128 size, int128 cost, int256 funding))",
]);
const CAP = 3n * WAD;
const near = (a: bigint, b: bigint, parts: bigint) => abs(a - b) * parts <= abs(b);

describe("a stack opened under a cap", () => {
  let [free, capped, observed]: World[] = [];
  const worlds = () => [free, capped, observed] as [World, World, World];
  const build = (...overrides: string[]) => buildWorld(loadText(TINY_VAULTS, overrides), 1);
  const ask = async (
    { chain, deployment }: World,
    symbol: string,
    abi: Interface,
    name: string,
    args: unknown[] = [],
  ) => (await read(chain, deployment.tokens[symbol] ?? "", abi, name, args))[0];
  const shares = (world: World, symbol: string, owner: string): Promise<bigint> =>
    ask(world, symbol, VAULT, "balanceOf", [owner]);
  const sizeOf = async ({ chain, deployment }: World, account: string): Promise<bigint> =>
    (await read(chain, deployment.perps?.exchange ?? "", EXCHANGE, "getPosition", [account, 0]))[0].size;
  const inGroup = (group: string) => worlds()[1].holders.filter((holder) => holder.group === group);

  async function expectWithin(world: World, cap: bigint): Promise<void> {
    for (const [account, leverage] of await measures(world))
      expect(leverage <= cap, `${account} ${leverage}`).to.equal(true);
  }

  before(async () => {
    free = await build();
    capped = await build("treatments.cap.maxLeverage=3");
    observed = await build("treatments.cap.maxLeverage=3", "treatments.cap.mode=observe");
  });
  after(() => Promise.all(worlds().map((world) => world.chain.close())));

  it("leaves no account and no vault above the cap, and the last step of whoever was cut within a percent", async () => {
    await expectWithin(worlds()[1], CAP);
    const found = await measures(worlds()[1]);
    for (const group of ["borrowers", "pledgers", "longs", "shorts"]) {
      for (const { address } of inGroup(group)) {
        const row = worlds()[1].curtailed.find(({ account }) => account === address);
        expect(row?.limit, group).to.equal(CAP);
        expect((found.get(address) ?? 0n) >= (CAP * 99n) / 100n, `${group} ${found.get(address)}`).to.equal(true);
      }
    }
    const orders = worlds()[1].curtailed.filter(({ group, venue }) => group === "stackers" && venue === "perps");
    for (const { account } of orders) expect((found.get(account) ?? 0n) >= (CAP * 99n) / 100n).to.equal(true);
  });

  it("has the vault's manager lower its settings on the chain, and records what it would have borrowed", async () => {
    const [, world] = worlds();
    const { leverage } = vaultOf(world.scenario, "loopETH") as LoopVaultConfig;
    const config = await ask(world, "loopETH", LOOP_VAULT, "getConfig");
    expect([config.targetLeverage, config.maxLeverage]).to.deep.equal([leverage.target, leverage.max]);
    expect(leverage.max < CAP && leverage.target < leverage.max).to.equal(true);
    expect(near(await ask(world, "loopETH", LOOP_VAULT, "leverage"), leverage.target, 500n)).to.equal(true);

    const [row, ...more] = world.curtailed.filter(({ group }) => group === "loopETH");
    expect([row?.account, row?.value, more.length]).to.deep.equal([
      world.deployment.tokens.loopETH,
      (9n * WAD) / 2n,
      0,
    ]);
    // Net assets at a leverage of 4 rather than at its target.
    expect(near((row?.wantedUsd ?? 0n) * (leverage.target - WAD), (row?.gotUsd ?? 0n) * 3n * WAD, 500n)).to.equal(true);
  });

  it("invests what a stacker could borrow in the planned shares", async () => {
    const [before, after] = worlds();
    for (const { address } of inGroup("stackers")) {
      const [row] = after.curtailed.filter(({ account, venue }) => account === address && venue === "lending");
      const put = await shares(after, "basisUSD", address);
      const planned = await shares(before, "basisUSD", address);
      expect(put < planned).to.equal(true);
      // 40 % of the money, at a share price that hedging has cost a little.
      const usd = (put * WAD) / 10n ** BigInt(await decimalsOf(after, "basisUSD"));
      expect(near(usd * 10n, (row?.gotUsd ?? 0n) * 4n, 100n), `${usd} ${row?.gotUsd}`).to.equal(true);
      expect((await sizeOf(after, address)) < (await sizeOf(before, address))).to.equal(true);
    }
  });

  it("lets depositors bring what they bring without it", async () => {
    const [before, after] = worlds();
    for (const { address } of inGroup("savers")) {
      const [then, now] = [await shares(before, "loopETH", address), await shares(after, "loopETH", address)];
      expect(near(now, then, 10n ** 6n), `${now} ${then}`).to.equal(true);
    }
  });

  it("changes no position while it only watches", async () => {
    const [before, , watching] = worlds();
    expect(watching.curtailed).to.deep.equal([]);
    for (const { address } of watching.holders) {
      for (const symbol of ["loopETH", "basisUSD"])
        expect(
          near(await shares(watching, symbol, address), await shares(before, symbol, address), 10n ** 5n),
        ).to.equal(true);
      expect(near(await sizeOf(watching, address), await sizeOf(before, address), 10n ** 5n)).to.equal(true);
    }
  });

  it("keeps as much of a basis vault idle as the cap asks for, and opens all others under it", async () => {
    const low = await build("treatments.cap.maxLeverage=1.5");
    await expectWithin(low, (3n * WAD) / 2n);
    const { idle, parked, size } = await ask(low, "basisUSD", BASIS_VAULT, "getPosition");
    const net: bigint = await ask(low, "basisUSD", BASIS_VAULT, "totalAssets");
    expect(near((BigInt(idle) + BigInt(parked)) * WAD, net * (await idleShareOf(low)), 100n)).to.equal(true);
    expect(BigInt(size) < 0n).to.equal(true);
    expect(low.curtailed.some(({ group, gotUsd }) => group === "basisUSD" && gotUsd > 0n)).to.equal(true);
    await low.chain.close();
  });

  it("opens nothing that grows a system above its cap, and leaves everyone what it brought", async () => {
    const full = await build("treatments.cap.maxSystemLeverage=1.05");
    const refused = new Set(full.curtailed.map(({ account }) => account));
    for (const group of ["pledgers", "stackers"]) {
      for (const { address } of full.holders.filter((holder) => holder.group === group)) {
        expect(refused.has(address), group).to.equal(true);
        const supplied = full.deployment.reserves.find(({ symbol }) => symbol === "loopETH")?.aToken ?? "";
        const [held] = await read(full.chain, supplied, VAULT, "balanceOf", [address]);
        const [was] = await read(worlds()[0].chain, supplied, VAULT, "balanceOf", [address]);
        expect(near(held, was, 10n ** 6n)).to.equal(true);
      }
    }
    expect(full.curtailed.every(({ limit }) => limit === (105n * WAD) / 100n)).to.equal(true);
    await full.chain.close();
  });

  const decimalsOf = async (world: World, symbol: string): Promise<number> =>
    Number(await ask(world, symbol, new Interface(["function decimals() view returns (uint8)"]), "decimals"));
  const idleShareOf = async (world: World): Promise<bigint> =>
    (BigInt((await ask(world, "basisUSD", BASIS_VAULT, "getConfig")).idleShare) * WAD) / 10_000n;
});
