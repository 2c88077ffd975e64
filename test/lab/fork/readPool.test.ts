import { expect } from "chai";
import { readPool } from "../../../src/fork/readPool.ts";
import { poolFromPositions } from "../../../src/model/poolFromPositions.ts";
import { type Chain, openChain } from "../../../src/world/chain.ts";
import { createPool, deployUniswapFor } from "../../support/uniswap.ts";

const PRICE_ONE = 1n << 96n;
const POSITIONS = [
  { tickLower: -600, tickUpper: 600, liquidity: 10n ** 20n },
  { tickLower: -60, tickUpper: 60, liquidity: 3n * 10n ** 20n },
  { tickLower: -30_000, tickUpper: 15_360, liquidity: 10n ** 19n },
];

describe("readPool", () => {
  let chain: Chain;
  let pool: string;
  before(async () => {
    chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
    const { ethers } = chain.connection;
    const owner = (await ethers.getSigners())[0]!;
    const tokens = [
      await ethers.deployContract("MintableToken", ["First", "FST", 18, owner.address]),
      await ethers.deployContract("MintableToken", ["Second", "SND", 18, owner.address]),
    ];
    const uniswap = await deployUniswapFor(ethers, owner, tokens);
    pool = String((await createPool(uniswap, 3000, PRICE_ONE, POSITIONS)).target);
  });
  after(() => chain.close());

  it("reads what the model knows of a pool with those positions", async () => {
    expect(await readPool(chain, pool, 2)).to.deep.equal(poolFromPositions(PRICE_ONE, 3000, 60, POSITIONS));
  });

  it("leaves out what lies beyond the words that it is told", async () => {
    const { ticks, ...rest } = await readPool(chain, pool, 0);
    const whole = poolFromPositions(PRICE_ONE, 3000, 60, POSITIONS);

    expect(ticks.map(({ index }) => index)).to.deep.equal([60, 600]);
    expect({ ...rest, ticks: whole.ticks }).to.deep.equal(whole);
  });
});
