import { expect } from "chai";
import fc from "fast-check";
import { amplification } from "../../../src/analysis/amplification.ts";
import { cascade } from "../../../src/analysis/cascade.ts";
import { block, liquidation, measure, world } from "./rows.ts";

describe("cascade", () => {
  it("counts rounds from the direct one", () => {
    const rows = [liquidation({ round: 0 }), liquidation({ round: 3, direct: false })];

    expect(measure(cascade(), rows).rounds).to.equal(4);
  });

  it("shares transmitted sales by USD received, and by the oracle's value of what is still held", () => {
    const rows = [
      liquidation({ proceedsUsd: "300" }),
      liquidation({ proceedsUsd: "60", direct: false, round: 1 }),
      liquidation({ proceedsUsd: null, collateralUsd: "40", direct: false, round: 1 }),
    ];

    expect(measure(cascade(), rows).endogenousShare).to.equal(0.25);
  });

  it("has no round, share or ratio without liquidations", () => {
    expect(measure(cascade(), [block()])).to.deep.equal({ rounds: 0, endogenousShare: null, branchingRatio: null });
  });

  it("has no share when nothing was received", () => {
    expect(measure(cascade(), [liquidation({ proceedsUsd: "0" })]).endogenousShare).to.equal(null);
  });

  it("takes the largest branching ratio of any block", () => {
    const rows = [null, 0.25, 0.75, null, 0.5].map((branchingRatio) => block({}, { branchingRatio }));

    expect(measure(cascade(), rows).branchingRatio).to.equal(0.75);
  });

  it("never shares more than everything", () => {
    const sale = fc.record({ proceedsUsd: fc.nat(1_000_000).map(String), direct: fc.boolean() });
    fc.assert(
      fc.property(fc.array(sale), (sales) => {
        const { endogenousShare } = measure(cascade(), sales.map(liquidation));

        expect(endogenousShare === null || (endogenousShare >= 0 && endogenousShare <= 1)).to.equal(true);
      }),
    );
  });
});

describe("amplification", () => {
  const fallOf = (oracle: string, counterfactual: string) =>
    measure(amplification(), [world(), block({ WETH: { oracle, counterfactual } })]).WETH;

  it("compares log falls to the lowest print of each oracle", () => {
    const rows = [
      world(),
      block({ WETH: { oracle: "1280", counterfactual: "1600" } }),
      block({ WETH: { oracle: "1900", counterfactual: "1900" } }),
    ];

    // ln(2000 ÷ 1280) = 2·ln(2000 ÷ 1600).
    expect(measure(amplification(), rows)).to.deep.equal({ WETH: 2, wstETH: null, USDC: null });
  });

  it("is one when nothing inside added to the fall", () => {
    expect(fallOf("1700", "1700")).to.equal(1);
  });

  it("has six decimals", () => {
    // ln(2000 ÷ 1500) ÷ ln(2000 ÷ 1600) = 0.287682 ÷ 0.223144.
    expect(fallOf("1500", "1600")).to.equal(1.289224);
  });

  it("is null where the outside alone fell by less than 0.1 %", () => {
    expect(fallOf("1000", "1998.00000001")).to.equal(null);
    expect(fallOf("1000", "1998")).to.be.greaterThan(692);
  });

  it("is null where the price rose", () => {
    expect(fallOf("2400", "2300")).to.equal(null);
  });

  it("is null where a price came to nothing", () => {
    expect(fallOf("0", "1000")).to.equal(null);
  });
});
