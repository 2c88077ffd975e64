import { expect } from "chai";
import { readPool } from "../../../src/fork/readPool.ts";
import { poolFromPositions } from "../../../src/model/poolFromPositions.ts";
import { swap } from "../../../src/model/swap.ts";
import { MAX_TICK, MIN_TICK } from "../../../src/model/tickMath.ts";
import { type Chain, openChain } from "../../../src/world/chain.ts";
import { faultOf } from "../../support/faultOf.ts";
import { createPool, deployUniswapFor } from "../../support/uniswap.ts";

const PRICE_ONE = 1n << 96n;
/** Ticks of a bitmap word at 0.3 %. */
const WORD = 256 * 60;
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
    const { known, ...state } = await readPool(chain, pool, 2);

    expect(state).to.deep.equal(poolFromPositions(PRICE_ONE, 3000, 60, POSITIONS));
    expect(known).to.deep.equal({ from: -2 * WORD, to: 3 * WORD - 60 });
  });

  it("leaves out what lies beyond the words that it is told", async () => {
    const { ticks, known, ...rest } = await readPool(chain, pool, 0);
    const whole = poolFromPositions(PRICE_ONE, 3000, 60, POSITIONS);

    expect(ticks.map(({ index }) => index)).to.deep.equal([60, 600]);
    expect({ ...rest, ticks: whole.ticks }).to.deep.equal(whole);
    expect(known).to.deep.equal({ from: 0, to: WORD - 60 });
  });

  it("knows nothing beyond words of the bitmap that a partial state lacks", async () => {
    const partial = { ...chain, holds: () => false };

    expect((await readPool(partial, pool, 4)).known).to.deep.equal({
      from: -2 * WORD - 59,
      to: 2 * WORD - 1,
    });
  });

  it("reads by views what keeps its ticks elsewhere than Uniswap does", async () => {
    const elsewhere: Chain = {
      ...chain,
      request: (method, params) =>
        method === "eth_getStorageAt" ? Promise.resolve(`0x${"7".repeat(64)}` as never) : chain.request(method, params),
    };

    expect(await readPool(elsewhere, pool, 2)).to.deep.equal(await readPool(chain, pool, 2));
  });

  it("knows a pool to the ends of the grid when it reads that far", async () => {
    expect((await readPool(chain, pool, 100)).known).to.deep.equal({ from: MIN_TICK, to: MAX_TICK });
  });

  it("gives the model what it needs to refuse a swap that leaves the ticks read", async () => {
    const near = await readPool(chain, pool, 0);
    const far = await readPool(chain, pool, 2);
    const order = { zeroForOne: true, amount: 10n ** 18n };

    expect(swap(far, order).amountIn).to.equal(order.amount);
    expect(faultOf(() => swap(near, order)).code).to.equal("SWAP_BEYOND_KNOWN");
  });
});
