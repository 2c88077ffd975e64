import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import type { ForkPlan } from "../../../../src/fork/run/forkPlan.ts";
import { prepareFork } from "../../../../src/fork/run/prepareFork.ts";
import { runFork } from "../../../../src/fork/run/runFork.ts";
import { runPrepared } from "../../../../src/fork/run/runPrepared.ts";
import type { Runnable, RunOutcome } from "../../../../src/lab/runWorld.ts";
import { priceFromSqrtPrice } from "../../../../src/model/marketPrice.ts";
import { pairState, type Reserves } from "../../../../src/model/pair.ts";
import { priceText } from "../../../../src/trace/format.ts";
import type { Row } from "../../../../src/trace/row.ts";
import type { Deployment } from "../../../../src/world/deployment.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { createPair, deployPairFactory } from "../../../support/pairs.ts";

const ACCOUNTS = 30;
/** Four million dollars within 2 %, twice as much as the pool of Uniswap v3 beside it. */
const RESERVES = [200_000n * 10n ** 18n, 400_000_000n * 10n ** 6n] as const;

/** Two bitcoin. */
const SHALLOW = [2n * 10n ** 8n, 80_000n * 10n ** 6n] as const;

const ofKind = <Kind extends Row["kind"]>(rows: readonly Row[], kind: Kind) =>
  rows.filter((row): row is Extract<Row, { kind: Kind }> => row.kind === kind);

describe("a run on a fork whose deepest pool is a Uniswap v2 pair", () => {
  let mainnet: AaveMainnet;
  let node: HostileRpc;
  let folder: string;
  let pair: string;
  let bitcoinPair: string;
  let plan: ForkPlan;
  let deployment: Deployment;
  let outcome: RunOutcome;
  let reserves: Reserves;

  before(async () => {
    mainnet = await openAaveMainnet("3.0", ACCOUNTS);
    const { chain, assets, pool, factory, wrappedEther } = mainnet;
    await mainnet.rewind();
    const owner = assets.WETH.token.runner as Parameters<typeof deployPairFactory>[0];
    const pairFactory = await deployPairFactory(owner);
    const market = await createPair(pairFactory, [assets.WETH.token, assets.USDC.token], RESERVES);
    pair = String(market.target).toLowerCase();
    const { token: bitcoin } = assets.WBTC;
    bitcoinPair = String((await createPair(pairFactory, [bitcoin, assets.USDC.token], SHALLOW)).target).toLowerCase();
    const block = Number(await chain.request("eth_blockNumber"));
    await chain.request("evm_mine");

    node = await new HostileRpc(mainnet.backend).listen();
    folder = mkdtempSync(join(tmpdir(), "pairs-"));
    const [positions, addresses] = [join(folder, "positions.json"), join(folder, "addresses.yaml")];
    const { chainId } = await findPositions({ rpc: node.url, block, pool, out: positions });
    const exchanges = { uniswapV3: factory, uniswapV2: String(pairFactory.target).toLowerCase() };
    writeFileSync(addresses, JSON.stringify({ chainId, lending: { "aave-v3": pool }, ...exchanges, wrappedEther }));
    plan = {
      source: { kind: "rpc", url: node.url, block },
      ...{ protocol: "aave-v3", addresses, positions },
      shocks: [{ asset: "WETH", change: "-25%" }],
    };
    const prepared = await prepareFork(plan);
    const { build } = prepared.runnable;
    const runnable: Runnable = {
      ...prepared.runnable,
      async build(progress) {
        const world = await build(progress);
        deployment = world.deployment;
        return world;
      },
    };
    outcome = await runPrepared(
      { ...prepared, runnable },
      {
        out: join(folder, "runs"),
        async onDone(fork) {
          const words: string = await fork.chain.request("eth_call", [{ to: pair, data: "0x0902f1ac" }, "latest"]);
          reserves = [BigInt(words.slice(0, 66)), BigInt(`0x${words.slice(66, 130)}`)];
        },
      },
    );
  });
  after(async () => {
    await node.close();
    await mainnet.chain.close();
    rmSync(folder, { recursive: true });
  });

  it("sells seized collateral over the pair, and over Uniswap v3 and the pair in one route", () => {
    const swaps = ofKind(outcome.rows, "swap").filter(({ flow }) => flow === "liquidate");
    const routes = Map.groupBy(swaps, ({ transaction }) => transaction);
    const kinds = new Set([...routes.values()].map((route) => route.map((row) => row.pool).join(" then ")));

    expect([...kinds]).to.include.members(["WETH/USDC", "wstETH/WETH then WETH/USDC"]);
    expect(ofKind(outcome.rows, "failed")).to.deep.equal([]);
  });

  it("tells its world the ways that were chosen, either way round", () => {
    const { ways = {} } = deployment;
    const [, , , staked] = mainnet.pools;

    expect(ways["wstETH USDC"]).to.deep.equal([staked, pair]);
    expect(ways["USDC wstETH"]).to.deep.equal([pair, staked]);
  });

  it("keeps the pair at the price that the chain has, and the books closed", () => {
    const { prices } = ofKind(outcome.rows, "block").at(-1) as Extract<Row, { kind: "block" }>;
    const baseIsToken0 = BigInt(mainnet.assets.WETH.address) < BigInt(mainnet.assets.USDC.address);
    const side = { baseIsToken0, baseDecimals: 18, quoteDecimals: 6 };
    const price = priceFromSqrtPrice(pairState(reserves).sqrtPriceX96, side);

    expect(prices.WETH?.pool).to.equal(priceText(price));
    expect(ofKind(outcome.rows, "conservation").map(({ ok }) => ok)).to.deep.equal([true]);
  });

  it("trades beside each other on a pool of 0.3 % and a pair of the same tokens that a file names", async () => {
    const [ether, bitcoin] = mainnet.pools;
    const file = join(folder, "both.yaml");
    const pools = [ether, bitcoin, bitcoinPair];
    writeFileSync(file, JSON.stringify({ name: "both", question: "?", fork: { pools }, chain: { maxBlocks: 4 } }));
    const shocks = [{ asset: "WBTC", change: "-10%" }];
    const { rows } = await runFork({ ...plan, scenario: file, shocks }, { out: join(folder, "both") });
    const [world] = ofKind(rows, "world");
    const moved = ofKind(rows, "swap").filter(({ flow, pool }) => flow === "carry" && pool === "WBTC/USDC");

    const listed = world?.pools.filter(({ name }) => name === "WBTC/USDC").map(({ address, fee }) => [address, fee]);
    expect(listed).to.deep.equal([bitcoin, bitcoinPair].map((address) => [address, 3_000]));
    // Each falls by a tenth from where it stood.
    const slot0: string = await mainnet.chain.request("eth_call", [{ to: bitcoin, data: "0x3850c7bd" }, "latest"]);
    const { WBTC, USDC } = mainnet.assets;
    const side = { baseIsToken0: BigInt(WBTC.address) < BigInt(USDC.address), baseDecimals: 8, quoteDecimals: 6 };
    const stood = [Number(priceFromSqrtPrice(BigInt(slot0.slice(0, 66)), side)) / 1e18, 40_000];
    expect(moved.length).to.equal(2);
    for (const [i, { price }] of moved.entries()) expect(Number(price)).to.be.closeTo(0.9 * stood[i]!, 0.01);
    expect(ofKind(rows, "conservation").map(({ ok }) => ok)).to.deep.equal([true]);
  });

  it("brings the exogenous move to the pair", () => {
    const [carried] = ofKind(outcome.rows, "swap").filter(({ flow, pool }) => flow === "carry" && pool === "WETH/USDC");
    expect(Number(carried?.price)).to.be.closeTo(1_500, 0.01);
  });
});
