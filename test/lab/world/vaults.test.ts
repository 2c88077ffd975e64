import { expect } from "chai";
import { Interface } from "ethers";
import { FaultlineError } from "../../../src/errors.ts";
import { startPrice } from "../../../src/scenario/startPrice.ts";
import { abs, WAD } from "../../../src/units.ts";
import { buildWorld } from "../../../src/world/build.ts";
import { read } from "../../../src/world/read.ts";
import { BASIS_VAULT, LOOP_VAULT, VAULT } from "../../../src/world/vaultAbi.ts";
import { planDepositors, planStackers } from "../../../src/world/vaultPlans.ts";
import type { World } from "../../../src/world/world.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const POOL = new Interface([
  "function getUserAccountData(address user) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 healthFactor)",
]);
const EXCHANGE = new Interface([
  "function getCollateral(address account, address token) view returns (uint256)",
  "function getPosition(address account, uint256 market) view returns (tuple(int128 size, int128 cost, int256 funding))",
]);
const FEED = new Interface(["function latestAnswer() view returns (int256)"]);
const KEEPERS = new Interface(["function isKeeper(address account) view returns (bool)"]);

const built = (...overrides: string[]): Promise<World> => buildWorld(loadText(TINY_VAULTS, overrides), 1);
const near = (a: bigint, b: bigint, parts: bigint) => abs(a - b) * parts <= abs(b);

describe("a world with vaults", () => {
  let world: World;
  const at = (symbol: string) => world.deployment.tokens[symbol] ?? "";
  const ask = async (to: string, abi: Interface, name: string, args: unknown[] = []) =>
    (await read(world.chain, to, abi, name, args))[0];
  const balance = async (symbol: string, owner: string): Promise<bigint> =>
    BigInt(await ask(at(symbol), VAULT, "balanceOf", [owner]));
  const inGroup = (group: string) => world.holders.filter((holder) => holder.group === group);

  before(async () => {
    world = await built();
  });
  after(() => world.chain.close());

  it("says where each vault, its rate and its feed are, in the order of the assets", () => {
    const { vaults, tokens, feeds, vaultLens, shareLiquidator } = world.deployment;
    expect(vaults.map(({ symbol, kind, asset }) => [symbol, kind, asset])).to.deep.equal([
      ["loopETH", "loop", "wstETH"],
      ["basisUSD", "basis", "USDC"],
    ]);
    for (const { symbol, address, feed } of vaults)
      expect([tokens[symbol], feeds[symbol]]).to.deep.equal([address, feed]);
    expect([vaultLens, shareLiquidator].every((address) => address?.length === 42)).to.equal(true);
  });

  it("levers a loop vault to its target, with what it should keep idle", async () => {
    const leverage = BigInt(await ask(at("loopETH"), LOOP_VAULT, "leverage"));
    expect(near(leverage, 4n * WAD, 1_000n), `${leverage}`).to.equal(true);
    const net = BigInt(await ask(at("loopETH"), LOOP_VAULT, "totalAssets"));
    const idle = await balance("wstETH", at("loopETH"));
    expect(near(idle * 20n, net, 100n), `${idle} of ${net}`).to.equal(true);
  });

  it("lets a basis vault go short as much as it holds, and park half of what is idle", async () => {
    expect(BigInt(await ask(at("basisUSD"), BASIS_VAULT, "hedgeRatio"))).to.be.within(
      (999n * WAD) / 1_000n,
      (1_001n * WAD) / 1_000n,
    );
    const { idle, parked, spot, size } = await ask(at("basisUSD"), BASIS_VAULT, "getPosition");
    expect(near(BigInt(idle), BigInt(parked), 10_000n), `${idle} ${parked}`).to.equal(true);
    expect([BigInt(spot) > 0n, BigInt(size) < 0n]).to.deep.equal([true, true]);
  });

  it("leaves vaults as the scenario configured them, and kept by the agents alone", async () => {
    const { cooldown, recenteringSpeed, maxTrade } = await ask(at("loopETH"), LOOP_VAULT, "getConfig");
    // Half a million dollars of wstETH at 4880.
    expect([cooldown, recenteringSpeed, maxTrade]).to.deep.equal([60n, WAD / 2n, (500_000n * WAD) / 4_880n]);
    const { cooldown: rest, rule } = await ask(at("basisUSD"), BASIS_VAULT, "getConfig");
    expect([rest, rule]).to.deep.equal([60n, 1n]);
    const [steward] = world.agentAccounts.get("stewards") ?? [];
    const [hedger] = world.agentAccounts.get("hedge-desk") ?? [];
    const kept = async (who: string | undefined) => [
      await ask(at("loopETH"), KEEPERS, "isKeeper", [who]),
      await ask(at("basisUSD"), KEEPERS, "isKeeper", [who]),
    ];
    expect(await kept(steward)).to.deep.equal([true, true]);
    expect(await kept(hedger)).to.deep.equal([false, true]);
    expect(await kept(world.deployment.roles.lab)).to.deep.equal([false, false]);
  });

  it("gives depositors shares for the equity drawn, entry fee taken", async () => {
    const plans = planDepositors(world.scenario, 1);
    expect(plans).to.have.length(10);
    for (const { holder, vault, assets } of plans) {
      const fee = world.scenario.assets[vault]?.vault?.fees.entry ?? 0n;
      const shares = await balance(vault, holder.address);
      const whole = (shares * WAD) / 10n ** BigInt(world.scenario.assets[vault]?.decimals ?? 0);
      const paid = (assets * (WAD - fee)) / WAD;
      // Fees of those who came before have raised the price a little.
      expect(whole <= paid && near(whole, paid, 200n), `${holder.group} ${whole} of ${paid}`).to.equal(true);
    }
  });

  it("brings shares to lending, at the health factor drawn by the price that lending reads", async () => {
    const aToken = world.deployment.reserves.find(({ symbol }) => symbol === "loopETH")?.aToken ?? "";
    for (const [group, min, max] of [
      ["pledgers", 110n, 130n],
      ["stackers", 115n, 140n],
    ] as const) {
      for (const { address } of inGroup(group)) {
        expect(await balance("loopETH", address)).to.equal(0n);
        expect(BigInt(await ask(aToken, VAULT, "balanceOf", [address])) > 0n).to.equal(true);
        const answer = await read(world.chain, world.deployment.lendingPool, POOL, "getUserAccountData", [address]);
        const health = BigInt(answer[5]);
        const inside = health >= ((min - 1n) * WAD) / 100n && health <= ((max + 1n) * WAD) / 100n;
        expect(inside, `${group} ${health}`).to.equal(true);
      }
    }
  });

  it("lets stackers trade and deposit with parts of what they borrowed, and keep the rest", async () => {
    const plans = planStackers(world.scenario, 1);
    expect(plans).to.have.length(6);
    const exchange = world.deployment.perps?.exchange ?? "";
    const usdc = 10n ** 6n;
    for (const { holder, borrow, perp } of plans) {
      const drawn = ((borrow.USDC ?? 0n) * usdc) / WAD;
      const [wallet, shares] = [await balance("USDC", holder.address), await balance("basisUSD", holder.address)];
      expect(near(wallet * 5n, drawn, 200n), `rest ${wallet} of ${drawn}`).to.equal(true);
      expect(near((shares * 5n) / (2n * 10n ** 6n), drawn, 200n), `shares ${shares} of ${drawn}`).to.equal(true);
      const { size } = await ask(exchange, EXCHANGE, "getPosition", [holder.address, 0]);
      const notional = ((BigInt(size) * 4_000n) / WAD) * usdc;
      const planned = (((drawn * 40n) / 100n) * (perp?.leverage ?? 0n)) / WAD;
      expect(near(notional, planned, 50n), `notional ${notional} of ${planned}`).to.equal(true);
    }
  });

  it("lets traders bring shares as margin", async () => {
    for (const { address } of inGroup("longs")) {
      const held = await ask(world.deployment.perps?.exchange ?? "", EXCHANGE, "getCollateral", [
        address,
        at("loopETH"),
      ]);
      expect(BigInt(held) > 0n).to.equal(true);
      expect(await balance("loopETH", address)).to.equal(0n);
    }
  });

  it("opens every group, and leaves no share with the lab", async () => {
    const counts = Object.entries(world.scenario.population).map(([name, group]) =>
      "count" in group ? [name, group.count] : [name, 1],
    );
    expect(counts.map(([name]) => [name, inGroup(String(name)).length])).to.deep.equal(counts);
    for (const symbol of ["loopETH", "basisUSD"])
      expect(await balance(symbol, world.deployment.roles.lab)).to.equal(0n);
  });

  it("draws who runs, and on what", () => {
    const runs = inGroup("savers").flatMap(({ run }) => run ?? []);
    expect(runs.length).to.be.within(1, 5);
    for (const run of runs)
      expect([run.vault, run.sharePriceLoss, run.reactionBlocks]).to.deep.equal(["loopETH", WAD / 20n, 1]);
    expect(inGroup("stackers").map(({ run }) => run?.vault)).to.deep.equal(Array(6).fill("basisUSD"));
    const everyone = loadText(TINY_VAULTS, ["population.savers.run={rumour: {atBlock: 6, share: 100%}}"]).scenario;
    const heard = planDepositors(everyone, 1).filter(({ vault }) => vault === "loopETH");
    expect(heard.map(({ holder }) => holder.run?.rumourAt)).to.deep.equal(Array(6).fill(6));
  });

  it("is the same chain for the same seed", async () => {
    const head = async (of: World) =>
      (await of.chain.request<{ hash: string }>("eth_getBlockByNumber", ["latest", false])).hash;
    const again = await built();
    expect(await head(again)).to.equal(await head(world));
    await again.chain.close();
  });
});

describe("the channels of a world", () => {
  const feedOf = async (world: World) =>
    BigInt((await read(world.chain, world.deployment.feeds.loopETH ?? "", FEED, "latestAnswer"))[0]);
  const cashOf = async ({ chain, deployment }: World, symbol: string): Promise<bigint> => {
    const aToken = deployment.reserves.find((reserve) => reserve.symbol === symbol)?.aToken;
    return BigInt((await read(chain, deployment.tokens[symbol] ?? "", VAULT, "balanceOf", [aToken]))[0]);
  };
  const insuranceOf = async ({ chain, deployment }: World): Promise<bigint> => {
    const exchange = deployment.perps?.exchange ?? "";
    return BigInt((await read(chain, deployment.tokens.USDC ?? "", VAULT, "balanceOf", [exchange]))[0]);
  };

  it("are open unless they are cut", async () => {
    const world = await built();
    const price = startPrice(world.scenario, "loopETH") / 10n ** 10n;
    const [answer, cash, insurance] = [await feedOf(world), await cashOf(world, "USDC"), await insuranceOf(world)];
    expect(answer < price && near(answer, price, 500n), `${answer}`).to.equal(true);
    expect(cash < 4_000_000n * 10n ** 6n, `${cash}`).to.equal(true);
    expect(insurance < 10_000_000n * 10n ** 6n, `${insurance}`).to.equal(true);
    await world.chain.close();
  });

  it("show lending and the exchange a share's first price for ever, the collateral channel cut", async () => {
    const world = await built("channels.collateral=off");
    expect(await feedOf(world)).to.equal(startPrice(world.scenario, "loopETH") / 10n ** 10n);
    const { chain, deployment } = world;
    const rate = new Interface(["function getRate() view returns (uint256)"]);
    const [net] = await read(chain, deployment.vaults[0]?.rate ?? "", rate, "getRate");
    expect(BigInt(net) < WAD, `${net}`).to.equal(true);
    await chain.close();
  });

  it("leave so much cash in every reserve that nothing is ever lent out, the liquidity channel cut", async () => {
    const world = await built("channels.liquidity=off", "lending.reserves.USDC.supplyCap=5_000_000");
    expect((await cashOf(world, "USDC")) > 80_000_000n * 10n ** 6n).to.equal(true);
    expect((await cashOf(world, "WETH")) > 20n * 5_000n * WAD).to.equal(true);
    expect(world.holders.some(({ address }) => address === world.deployment.roles.lab)).to.equal(false);
    await world.chain.close();
  });

  it("fill the insurance fund beyond any loss, the counterparty channel cut", async () => {
    const world = await built("channels.counterparty=off");
    expect((await insuranceOf(world)) > 10n ** 12n * 10n ** 6n).to.equal(true);
    await world.chain.close();
  });
});

describe("a vault over another vault's shares", () => {
  it("is levered on a pool of theirs, with prices in 18 decimals", async () => {
    const world = await built(
      "lending.baseCurrencyDecimals=18",
      "pools.2={base: loopETH, quote: WETH, feeTier: 500, depth: {within2PercentUsd: 100_000, within10PercentUsd: 300_000}}",
      "assets.overETH={vault: {kind: loop, asset: loopETH, debt: WETH, maxTradeUsd: 20_000, slippage: 2%, fees: {entry: 0.5%}, leverage: {target: 2, min: 1.8, max: 2.2, ripcord: 3}, oracle: {mode: cappedNav, growthPerYear: 5%}}}",
      "assets.loopETH.vault.oracle={mode: minNavMarket}",
      "lending.reserves.overETH={ltv: 50%, liquidationThreshold: 60%}",
      "population.over={kind: depositor, vault: overETH, count: 2, equityUsd: {min: 10_000, max: 20_000}}",
      "population.pledgers.collateral=overETH",
      "population.pledgers.healthFactor={min: 1.3, max: 1.4}",
      "population.whale={kind: account, supply: {overETH: 3}, borrow: {USDC: 5_000}}",
    );
    const { chain, deployment, holders } = world;
    const over = deployment.vaults.find(({ symbol }) => symbol === "overETH");
    const [leverage] = await read(chain, over?.address ?? "", LOOP_VAULT, "leverage");
    expect(near(BigInt(leverage), 2n * WAD, 1_000n), `${leverage}`).to.equal(true);
    const [price] = await read(chain, deployment.feeds.overETH ?? "", FEED, "latestAnswer");
    expect(near(BigInt(price), startPrice(world.scenario, "overETH"), 50n), `${price}`).to.equal(true);
    expect(deployment.vaults.find(({ symbol }) => symbol === "loopETH")?.pool).to.equal(
      deployment.ammPools[2]?.address,
    );

    // An account of a replay holds its shares, and owes its debt, to the unit.
    const whale = holders.find(({ group }) => group === "whale")?.address;
    const { aToken = "" } = deployment.reserves.find(({ symbol }) => symbol === "overETH") ?? {};
    const { debtToken = "" } = deployment.reserves.find(({ symbol }) => symbol === "USDC") ?? {};
    expect((await read(chain, aToken, VAULT, "balanceOf", [whale]))[0]).to.equal(3n * 10n ** 30n);
    const [debt] = await read(chain, debtToken, VAULT, "balanceOf", [whale]);
    expect(BigInt(debt) - 5_000n * 10n ** 6n).to.be.within(0n, 10n ** 6n);
    await chain.close();
  });
});

describe("a vault that cannot be built as the scenario wants it", () => {
  async function refused(...overrides: string[]): Promise<FaultlineError> {
    try {
      await (await built(...overrides)).chain.close();
    } catch (error) {
      if (error instanceof FaultlineError) return error;
      throw error;
    }
    throw new Error("Nothing was refused.");
  }

  it("is named, with what its lending pool or its market said", async () => {
    const poor = await refused("lending.reserves.WETH.lenderUsd=3_000_000");
    expect([poor.code, poor.place, poor.exitCode]).to.deep.equal(["VAULT_NOT_STEERED", "assets.loopETH.vault", 2]);
    expect(poor.message).to.match(/^loopETH could not be brought to its leverage: .*InsufficientLiquidity/);

    const thin = await refused("assets.basisUSD.vault.slippage=0.1%", "assets.basisUSD.vault.maxTradeUsd=2_000_000");
    expect([thin.code, thin.place]).to.deep.equal(["VAULT_NOT_STEERED", "assets.basisUSD.vault"]);
  });

  it("is told at once that it would trade for hours", async () => {
    const slow = await refused("assets.loopETH.vault.maxTradeUsd=1");
    expect([slow.code, slow.place]).to.deep.equal(["VAULT_NOT_STEERED", "assets.loopETH.vault"]);
    expect(slow.message).to.match(/it takes \d+ trades of maxTradeUsd, more than 2000\.$/);
  });

  it("is where it should be when its band is its target alone", async () => {
    const world = await built("assets.loopETH.vault.leverage={target: 3, min: 3, max: 3, ripcord: 4}");
    const [leverage] = await read(world.chain, world.deployment.tokens.loopETH ?? "", LOOP_VAULT, "leverage");
    expect(near(BigInt(leverage), 3n * WAD, 1_000n), `${leverage}`).to.equal(true);
    await world.chain.close();
  });

  it("names the group whose debt nobody can lend", async () => {
    const fault = await refused("lending.reserves.USDC.lenderUsd=900_000");
    expect([fault.code, fault.place]).to.deep.equal(["POSITION_NOT_OPENED", "population.pledgers"]);
  });
});
