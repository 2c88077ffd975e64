import { expect } from "chai";
import { ObservedPrice } from "../../../src/market/observedPrice.ts";
import { sqrtPriceFromPrice } from "../../../src/model/marketPrice.ts";
import { tickAtSqrtPrice } from "../../../src/model/tickMath.ts";
import type { AssetConfig } from "../../../src/scenario/schema.ts";
import { WAD } from "../../../src/units.ts";
import type { AmmPool } from "../../../src/venues/ammVenue.ts";

const pool = (baseIsToken0: boolean): AmmPool => ({
  address: "0x01",
  base: "WETH",
  quote: "USDC",
  fee: 500,
  baseIsToken0,
  baseDecimals: 18,
  quoteDecimals: 6,
  state: { sqrtPriceX96: 0n, tick: 0, liquidity: 0n, fee: 500, tickSpacing: 10, ticks: [] },
});
const POOL = pool(true);

function observer(follows: AssetConfig["feed"]["follows"], twapSeconds = 0, on: AmmPool | undefined = POOL) {
  const rest = { deviation: 0n, heartbeatSeconds: 60, latencyBlocks: 0, maxAgeSeconds: 0 };
  return new ObservedPrice({ follows, twapSeconds, ...rest }, 12, on);
}

describe("ObservedPrice", () => {
  it("is the reference where the feed follows it, whatever the pool shows", () => {
    expect(observer("reference").see(4000n * WAD, WAD, WAD)).to.equal(4000n * WAD);
  });

  it("averages the reference over its window of blocks, over fewer at first", () => {
    const node = observer("reference", 36);
    const seen = [4000n, 3000n, 3500n, 3200n].map((price) => node.see(price * WAD, WAD, WAD));
    const thirds = (sum: bigint) => (sum * WAD) / 3n;
    expect(seen).to.deep.equal([4000n * WAD, 3500n * WAD, thirds(10_500n), thirds(9_700n)]);
  });

  it("is the pool's price where the feed follows it", () => {
    expect(observer("pool").see(4000n * WAD, 3000n * WAD, WAD)).to.equal(3000n * WAD);
  });

  it("is the stated mix of the two", () => {
    const seen = observer({ poolWeight: WAD / 4n }).see(4000n * WAD, 3000n * WAD, WAD);
    expect(seen).to.equal(3750n * WAD);
  });

  it("counts the quote's own price", () => {
    const seen = observer("pool").see(0n, 2700n * WAD, (9n * WAD) / 10n);
    expect(seen).to.equal(2700n * WAD);
  });

  for (const baseIsToken0 of [true, false]) {
    it(`averages the tick over its window of blocks, ${baseIsToken0 ? "base" : "quote"} first`, () => {
      const on = pool(baseIsToken0);
      const node = observer("pool", 36, on);
      const prices = [4000n, 3000n, 3500n, 3200n].map((price) => price * WAD);
      const seen = prices.map((price) => node.see(0n, price, WAD));

      const ticks = prices.map((price) => tickAtSqrtPrice(sqrtPriceFromPrice(price, on)));
      const tickOf = (price: bigint) => tickAtSqrtPrice(sqrtPriceFromPrice(price, on));
      const mean = (of: readonly number[]) => Math.floor(of.reduce((a, b) => a + b) / of.length);
      // Within a tick: the price at a tick lies on its edge.
      expect(Math.abs(tickOf(seen[2] as bigint) - mean(ticks.slice(0, 3)))).to.be.at.most(1);
      expect(Math.abs(tickOf(seen[3] as bigint) - mean(ticks.slice(1)))).to.be.at.most(1);
    });
  }

  it("averages what there is until the window is full", () => {
    const node = observer("pool", 120);
    const first = Number(node.see(0n, 4000n * WAD, WAD)) / 1e18;
    expect(first).to.be.closeTo(4000, 0.4);
    const second = Number(node.see(0n, 1000n * WAD, WAD)) / 1e18;
    expect(second).to.be.closeTo(2000, 0.4);
  });

  it("takes a window shorter than a block as the block's own price", () => {
    expect(observer("pool", 5).see(0n, 3000n * WAD, WAD)).to.equal(3000n * WAD);
  });
});
