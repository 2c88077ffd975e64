import { expect } from "chai";
import { WAD } from "../../../src/units.ts";
import { quoteLiquidation } from "../../../src/venues/liquidationQuote.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const ETH = WAD;
const DOLLAR = 10n ** 6n;
const USD = 10n ** 8n;

describe("quoteLiquidation", () => {
  it("has nothing to offer on a healthy account, or one without debt or collateral", () => {
    const { venues, hold } = tinyEconomy();
    expect(quoteLiquidation(venues.lending, hold(0, { WETH: ETH }, { USDC: 3_000n * DOLLAR }))).to.equal(undefined);
    expect(quoteLiquidation(venues.lending, hold(1, { WETH: ETH }, {}))).to.equal(undefined);
    expect(quoteLiquidation(venues.lending, hold(2, {}, { USDC: DOLLAR }))).to.equal(undefined);
  });

  it("takes half of the debt while health is above 0.95, with the bonus, less the protocol's fee", () => {
    const { venues, hold, price } = tinyEconomy();
    const position = hold(0, { WETH: 10n * ETH }, { USDC: 32_000n * DOLLAR });
    price("WETH", 3_800n * USD);
    const quote = quoteLiquidation(venues.lending, position);
    expect(quote?.repaid).to.equal(16_000n * DOLLAR);
    // 16,000 × 1.05 ÷ 3,800, of which a tenth of the bonus is the treasury's.
    expect(Number(quote?.seized) / 1e18).to.be.closeTo((16_000 * 1.045) / 3_800, 1e-9);
    expect(Number(quote?.protocolFee) / 1e18).to.be.closeTo((16_000 * 0.005) / 3_800, 1e-9);
    expect(quote?.debtToCover).to.equal(quote?.repaid);
  });

  it("takes all of it below 0.95, and asks for a little more, since interest runs until it is mined", () => {
    const { venues, hold, price } = tinyEconomy();
    const position = hold(0, { WETH: 10n * ETH }, { USDC: 32_000n * DOLLAR });
    price("WETH", 3_600n * USD);
    const quote = quoteLiquidation(venues.lending, position);
    expect(quote?.repaid).to.equal(32_000n * DOLLAR);
    expect(quote?.debtToCover).to.equal(32_032n * DOLLAR + 1n);
  });

  it("is trimmed to the collateral where that is short", () => {
    const { venues, hold, price } = tinyEconomy();
    const position = hold(0, { WETH: 10n * ETH }, { USDC: 32_000n * DOLLAR });
    price("WETH", 2_000n * USD);
    const quote = quoteLiquidation(venues.lending, position);
    expect((quote?.seized ?? 0n) + (quote?.protocolFee ?? 0n)).to.equal(10n * ETH);
    expect(Number(quote?.repaid) / 1e6).to.be.closeTo(20_000 / 1.05, 0.01);
  });

  it("keeps to a limit, unless that would leave dust", () => {
    const { venues, hold, price } = tinyEconomy();
    const position = hold(0, { WETH: 10n * ETH }, { USDC: 32_000n * DOLLAR });
    price("WETH", 3_600n * USD);
    expect(quoteLiquidation(venues.lending, position, 5_000n * DOLLAR)?.repaid).to.equal(5_000n * DOLLAR);
    expect(quoteLiquidation(venues.lending, position, 31_500n * DOLLAR)).to.equal(undefined);
    expect(quoteLiquidation(venues.lending, position, 0n)).to.equal(undefined);
  });

  it("sets the largest debt against the largest collateral that is enabled", () => {
    const { venues, hold, price } = tinyEconomy();
    const position = hold(0, { WETH: 5n * ETH, wstETH: 6n * ETH }, { WETH: ETH, USDC: 38_000n * DOLLAR });
    price("WETH", 3_600n * USD);
    price("wstETH", 4_392n * USD);
    const quote = quoteLiquidation(venues.lending, position);
    expect([quote?.collateral.symbol, quote?.debt.symbol]).to.deep.equal(["wstETH", "USDC"]);

    position.flags &= ~(1n << 3n);
    expect(quoteLiquidation(venues.lending, position)?.collateral.symbol).to.equal("WETH");
  });

  it("takes and repays only what the pool lets be liquidated, and repays only what is asked for", () => {
    const { venues, hold, price } = tinyEconomy();
    const owed = { USDC: 30_000n * DOLLAR, WETH: 9n * ETH };
    const position = hold(0, { WETH: 10n * ETH, wstETH: 9n * ETH }, owed);
    price("WETH", 3_600n * USD);
    price("wstETH", 4_392n * USD);
    const sides = (repays?: (symbol: string) => boolean) => {
      const asked = repays && (({ symbol }: { symbol: string }) => repays(symbol));
      const quote = quoteLiquidation(venues.lending, position, undefined, "in force", asked);
      return quote && [quote.collateral.symbol, quote.debt.symbol];
    };
    expect(sides()).to.deep.equal(["wstETH", "WETH"]);
    expect(sides((symbol) => symbol === "USDC")).to.deep.equal(["wstETH", "USDC"]);
    expect(sides(() => false)).to.equal(undefined);
    const close = (symbol: string) => Object.assign(venues.lending.reserve(symbol) ?? {}, { liquidatable: false });
    close("wstETH");
    expect(sides()).to.deep.equal(["WETH", "WETH"]);
    close("WETH");
    expect(sides()).to.equal(undefined);
  });

  it("gives an e-mode's bonus to those in it", () => {
    const { venues, hold, price } = tinyEconomy();
    const position = hold(0, { wstETH: 10n * ETH }, { WETH: 11n * ETH }, 1);
    price("wstETH", 4_500n * USD);
    const quote = quoteLiquidation(venues.lending, position);
    const value = (Number(quote?.seized) / 1e18) * 4_500;
    expect(value / ((Number(quote?.repaid) / 1e18) * 4_000)).to.be.closeTo(1.009, 1e-6);
  });

  it("follows the reserve's incentive", () => {
    const discount = (kind: string) => {
      const { venues, hold, price } = tinyEconomy([
        `lending.reserves.WETH.incentive={ kind: ${kind} }`,
        "lending.reserves.WETH.protocolFee=0",
      ]);
      const position = hold(0, { WETH: 10n * ETH }, { USDC: 32_000n * DOLLAR });
      price("WETH", 3_700n * USD);
      const quote = quoteLiquidation(venues.lending, position);
      return ((Number(quote?.seized) / 1e18) * 3_700) / (Number(quote?.repaid) / 1e6);
    };
    const health = (10 * 3_700 * 0.83) / 32_000;
    expect(discount("fixed")).to.be.closeTo(1.05, 1e-6);
    expect(discount("dutch")).to.be.closeTo(1 / health, 1e-6);
    expect(discount("morpho")).to.be.closeTo(1 / (1 - 0.3 * (1 - 0.83)), 1e-6);
  });
});
