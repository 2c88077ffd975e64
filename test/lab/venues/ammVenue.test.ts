import { expect } from "chai";
import { WAD } from "../../../src/units.ts";
import { type AmmPool, AmmVenue } from "../../../src/venues/ammVenue.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const ETH = WAD;
const DOLLAR = 10n ** 6n;
const { amm } = tinyEconomy().venues;
const [main, staked] = amm.pools as [AmmPool, AmmPool];
const near = (price: bigint, wanted: number) => expect(Number(price) / 1e18 / wanted).to.be.closeTo(1, 1e-9);

describe("AmmVenue", () => {
  it("prices each pool's base in its quote", () => {
    near(amm.priceOf(main), 4000);
    near(amm.priceOf(staked), 1.22);
  });

  it("sells less and less well, and leaves its own pools as they are", () => {
    const before = main.state;
    const [small, large] = [amm.sell("WETH", "USDC", ETH), amm.sell("WETH", "USDC", 1_000n * ETH)];
    expect(Number(small.amountOut) / 1e6).to.be.closeTo(3_998, 0.5);
    expect(large.amountOut < 1_000n * small.amountOut).to.equal(true);
    expect(main.state).to.equal(before);
  });

  it("sells through several pools", () => {
    const sale = amm.sell("wstETH", "USDC", ETH);
    expect(Number(sale.amountOut) / 1e6).to.be.closeTo(4000 * 1.22, 4);
    expect([...sale.after.keys()]).to.deep.equal([staked.address, main.address]);
  });

  it("sells over the chosen way where a shorter one is listed, on a copy too", () => {
    const direct = { ...staked, address: `0x${"d1".repeat(20)}`, quote: "USDC", quoteDecimals: 6 };
    const pools = [direct, ...amm.pools];
    const over = (venue: AmmVenue) => venue.route("wstETH", "USDC").map(({ pool }) => pool.address);
    const chosen = new AmmVenue(pools, { "wstETH USDC": [staked.address, main.address] });

    expect(over(new AmmVenue(pools))).to.deep.equal([direct.address]);
    for (const venue of [chosen, chosen.copy()]) {
      expect(over(venue)).to.deep.equal([staked.address, main.address]);
      expect(venue.sell("wstETH", "USDC", ETH)).to.deep.equal(amm.sell("wstETH", "USDC", ETH));
    }
  });

  it("sells an asset for itself at par", () => {
    expect(amm.sell("USDC", "USDC", 5n)).to.deep.equal({ amountOut: 5n, complete: true, after: new Map() });
  });

  it("says when the pools cannot take it all", () => {
    const ladder = tinyEconomy(["pools.0.depth={ constantUsdPerLog: 1_000_000 }"]).venues.amm;
    expect(ladder.sell("WETH", "USDC", 100n * ETH).complete).to.equal(true);
    expect(ladder.sell("WETH", "USDC", 10n ** 9n * ETH).complete).to.equal(false);
    expect(amm.cost("WETH", "USDC", 10n ** 9n * DOLLAR)).to.equal(undefined);
  });

  it("knows what an exact amount costs: never less than selling that much gives", () => {
    const cost = amm.cost("WETH", "USDC", 100_000n * DOLLAR) ?? 0n;
    expect(amm.sell("WETH", "USDC", cost).amountOut >= 100_000n * DOLLAR).to.equal(true);
    expect(amm.sell("WETH", "USDC", cost - cost / 1_000_000n).amountOut < 100_000n * DOLLAR).to.equal(true);
  });

  it("plans on a copy: a second sale meets the pools as the first leaves them", () => {
    const plan = amm.copy();
    const first = plan.sell("WETH", "USDC", 50n * ETH);
    plan.apply(first.after);
    const second = plan.sell("WETH", "USDC", 50n * ETH);
    expect(second.amountOut < first.amountOut).to.equal(true);
    const whole = amm.sell("WETH", "USDC", 100n * ETH).amountOut;
    const gap = whole - first.amountOut - second.amountOut;
    expect(gap >= -4n && gap <= 4n).to.equal(true);
    expect(amm.sell("WETH", "USDC", 50n * ETH).amountOut).to.equal(first.amountOut);
  });

  it("moves a copy's pool to a price, as a swap of whatever size", () => {
    const moved = amm.copy();
    const pool = moved.pools[0] as AmmPool;
    for (const price of [3_500n, 4_200n, 4_000n]) {
      moved.moveTo(pool, moved.sqrtPriceAt(pool, price * WAD));
      near(moved.priceOf(pool), Number(price));
    }
    near(amm.priceOf(main), 4000);
  });

  it("takes a pool's state from the lens, a negative tick too", () => {
    const copy = amm.copy();
    const pool = copy.pools[0] as AmmPool;
    copy.read(pool, [7n, 8n, 2n ** 256n - 5n, 9n], 1);
    expect(pool.state).to.include({ sqrtPriceX96: 8n, tick: -5, liquidity: 9n });
  });
});
