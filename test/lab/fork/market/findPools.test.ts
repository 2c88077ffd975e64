import { expect } from "chai";
import { findPools } from "../../../../src/fork/market/findPools.ts";
import type { MarketAsset } from "../../../../src/fork/market/foundPools.ts";
import { fullRangePosition } from "../../../../src/model/fullRange.ts";
import { WAD } from "../../../../src/units.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";
import { findRoute } from "../../../../src/world/route.ts";
import type { MintableToken } from "../../../../types/ethers-contracts/tokens/MintableToken.ts";
import { createPair, deployPairFactory } from "../../../support/pairs.ts";
import { createPool, deployUniswapFor } from "../../../support/uniswap.ts";

const PRICE_ONE = 1n << 96n;
const SYMBOLS = ["LINK", "WETH", "USDC", "DAI", "AAVE"] as const;
type Symbol = (typeof SYMBOLS)[number];

describe("findPools", () => {
  let chain: Chain;
  let assets: MarketAsset[];
  let addresses: Parameters<typeof findPools>[1];
  /** By what they are, in words. */
  const pools: Record<string, string> = {};

  before(async () => {
    chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
    const { ethers } = chain.connection;
    const owner = (await ethers.getSigners())[0]!;
    const tokens = new Map<Symbol, MintableToken>();
    for (const symbol of SYMBOLS) {
      tokens.set(symbol, await ethers.deployContract("MintableToken", [symbol, symbol, 18, owner.address]));
    }
    const token = (symbol: Symbol) => tokens.get(symbol) as MintableToken;
    const uniswap = await deployUniswapFor(ethers, owner, [...tokens.values()]);
    const pairFactory = await deployPairFactory(owner);

    async function addPool(a: Symbol, b: Symbol, fee: number, whole: bigint): Promise<void> {
      const pair = [token(a).target as string, token(b).target as string];
      const sorted = pair.toSorted((x, y) => (BigInt(x) < BigInt(y) ? -1 : 1)) as [string, string];
      const spacing = fee === 500 ? 10 : 60;
      const positions = [fullRangePosition(PRICE_ONE, spacing, whole * WAD, { baseIsToken0: true })];
      const pool = await createPool({ ...uniswap, addresses: sorted }, fee, PRICE_ONE, positions);
      pools[`${a}/${b} ${fee}`] = String(pool.target).toLowerCase();
    }
    async function addPair(a: Symbol, b: Symbol, whole: bigint): Promise<void> {
      const pair = await createPair(pairFactory, [token(a), token(b)], [whole * WAD, whole * WAD]);
      pools[`${a}/${b} pair`] = String(pair.target).toLowerCase();
    }
    await addPool("LINK", "USDC", 3_000, 10n);
    await addPool("LINK", "WETH", 500, 1_000n);
    await addPool("LINK", "WETH", 3_000, 500n);
    await addPair("LINK", "WETH", 5_000n);
    await addPool("WETH", "USDC", 500, 100_000n);
    await addPair("WETH", "USDC", 0n);
    await addPool("DAI", "USDC", 500, 50_000n);

    assets = SYMBOLS.map((symbol) => ({
      symbol,
      address: String(token(symbol).target).toLowerCase(),
      decimals: 18,
      priceUsd: WAD,
    }));
    addresses = {
      ...{ chainId: 31337, chain: "test", protocol: "test", lendingPool: "" },
      uniswapV3: { factory: String(uniswap.factory.target) },
      uniswapV2: { factory: String(pairFactory.target) },
      wrappedEther: String(token("WETH").target).toLowerCase(),
    };
  });
  after(() => chain.close());

  it("goes over wrapped ether where the direct pool is shallow, by the deepest pool of each step", async () => {
    const found = await findPools(chain, addresses, assets, [["LINK", "USDC"]]);

    expect(found.pools.map(({ address, kind, base, quote }) => ({ address, kind, base, quote }))).to.deep.equal([
      { address: pools["LINK/WETH pair"], kind: "uniswap-v2", base: "LINK", quote: "WETH" },
      { address: pools["WETH/USDC 500"], kind: "uniswap-v3", base: "WETH", quote: "USDC" },
    ]);
    expect(found.missing).to.deep.equal([]);
  });

  it("names what else there is, deepest first, with the dollars it pays over two percent", async () => {
    const [choice] = (await findPools(chain, addresses, assets, [["LINK", "WETH"]])).choices;

    expect(choice?.others.map(({ address }) => address)).to.deep.equal([
      pools["LINK/WETH 500"],
      pools["LINK/WETH 3000"],
    ]);
    // What a constant product of 5,000 a side pays over two percent, 5000·(1 − √0.98), fee apart.
    expect(Number((choice?.chosen?.depthUsd ?? 0n) / 10n ** 15n) / 1000).to.be.closeTo(50.25, 0.1);
  });

  it("goes over the dollar that connections end in where ether does not lead", async () => {
    const found = await findPools(chain, addresses, assets, [
      ["WETH", "USDC"],
      ["WETH", "DAI"],
    ]);

    expect(found.pools.map(({ address }) => address)).to.deep.equal([pools["WETH/USDC 500"], pools["DAI/USDC 500"]]);
  });

  it("hands its ways on as routes, both ways round, where the shortest over all chosen pools is another", async () => {
    const connections = [
      ["LINK", "WETH"],
      ["LINK", "USDC"],
    ] as const;
    const { pools: taken, ways } = await findPools(chain, addresses, assets, connections);
    const beside = { address: pools["LINK/USDC 3000"]!, base: "LINK", quote: "USDC", fee: 3_000, baseIsToken0: true };
    const market = { ammPools: [beside, ...taken], ways };
    const route = (from: string, to: string) => findRoute(market, from, to).map(({ pool }) => pool.address);

    expect(route("LINK", "USDC")).to.deep.equal([pools["LINK/WETH pair"], pools["WETH/USDC 500"]]);
    expect(route("USDC", "LINK")).to.deep.equal([pools["WETH/USDC 500"], pools["LINK/WETH pair"]]);
    expect(route("WETH", "LINK")).to.deep.equal([pools["LINK/WETH pair"]]);
  });

  it("says which connections no pools make", async () => {
    const found = await findPools(chain, addresses, assets, [["AAVE", "USDC"]]);

    expect(found).to.deep.equal({ pools: [], choices: [], ways: {}, missing: [["AAVE", "USDC"]] });
  });

  it("finds nothing where a factory answers nothing", async () => {
    const { uniswapV3: _, ...others } = addresses;
    const nowhere = { ...others, uniswapV2: { factory: `0x${"1".repeat(40)}` } };

    expect((await findPools(chain, nowhere, assets, [["WETH", "USDC"]])).missing).to.deep.equal([["WETH", "USDC"]]);
  });
});
