import { expect } from "chai";
import { pendingPrices } from "../../../src/run/pendingPrices.ts";
import { WAD } from "../../../src/units.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const USD = 10n ** 8n;
const { world, venues } = tinyEconomy();
const pending = (prints: [string, bigint][]) => pendingPrices(world, venues.lending, new Map(prints));

describe("pendingPrices", () => {
  it("are the standing ones without a print", () => {
    expect(pending([])).to.deep.equal([4_000n * USD, 4_880n * USD, USD]);
  });

  it("hold a print in the oracle's decimals, and move what is staked over the asset with it", () => {
    expect(pending([["WETH", 3_000n * WAD]])).to.deep.equal([3_000n * USD, 3_660n * USD, USD]);
  });

  it("leave other assets alone", () => {
    expect(pending([["USDC", (98n * WAD) / 100n]])).to.deep.equal([4_000n * USD, 4_880n * USD, (98n * USD) / 100n]);
  });

  it("change nothing of the book", () => {
    pending([["WETH", WAD]]);
    expect(venues.lending.prices[0]).to.equal(4_000n * USD);
  });
});
