import { expect } from "chai";
import { priceFromSqrtPrice } from "../../../src/model/marketPrice.ts";
import { pairState } from "../../../src/model/pair.ts";
import { TOPICS } from "../../../src/trace/events.ts";
import { sqrtPriceAfter, swapAmounts } from "../../../src/trace/swapLog.ts";
import { WAD } from "../../../src/units.ts";
import type { Receipt } from "../../../src/world/transaction.ts";
import { deployMixedPools, type MixedPools, reservesOf, sellOnChain } from "../../support/mixedPools.ts";

const SIDE = { baseIsToken0: true, baseDecimals: 18, quoteDecimals: 18 };

describe("a swap's log", () => {
  let fixture: MixedPools;
  let receipt: Receipt;
  before(async () => {
    fixture = await deployMixedPools([10n ** 24n, 2n * 10n ** 24n]);
    // Down the first pair and on through the second pool of Uniswap v3.
    await sellOnChain(
      fixture,
      [
        { from: 0, to: 1, overPair: true },
        { from: 1, to: 2, overPair: false },
      ],
      10n ** 22n,
    );
    const { provider } = fixture.ethers;
    const block: { transactions: string[] } = await provider.send("eth_getBlockByNumber", ["latest", false]);
    receipt = await provider.send("eth_getTransactionReceipt", [block.transactions[0]]);
  });

  const logOf = (topic: string) => receipt.logs.find(({ topics }) => topics[0] === topic) as Receipt["logs"][number];

  it("tells of a Uniswap v2 pair what went in and out, and the price it was left at", async () => {
    const log = logOf(TOPICS.pairSwap);
    const [reserve0, reserve1] = await reservesOf(fixture.pairs[0] as MixedPools["pairs"][number]);

    expect(swapAmounts(log)).to.deep.equal([10n ** 22n, reserve1 - 2n * 10n ** 24n]);
    expect(sqrtPriceAfter(receipt, log)).to.equal(pairState([reserve0, reserve1]).sqrtPriceX96);
    // 2 · (1/1.01)², and a fee's worth more.
    expect(Number(priceFromSqrtPrice(sqrtPriceAfter(receipt, log), SIDE)) / Number(WAD)).to.be.closeTo(1.9606, 1e-3);
  });

  it("tells the same of a Uniswap v3 pool", async () => {
    const log = logOf(TOPICS.swap);
    const slot0 = await (fixture.pools[1] as MixedPools["pools"][number]).getFunction("slot0")();

    expect(swapAmounts(log)[0]).to.equal(-swapAmounts(logOf(TOPICS.pairSwap))[1]);
    expect(sqrtPriceAfter(receipt, log)).to.equal(slot0[0]);
  });
});
