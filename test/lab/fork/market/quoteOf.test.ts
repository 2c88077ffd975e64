import { expect } from "chai";
import { type Pair, quoteOf } from "../../../../src/fork/market/quoteOf.ts";

describe("quoteOf", () => {
  for (const [first, second, quote] of [
    ["DAI", "WETH", "DAI"],
    ["WETH", "USDC", "USDC"],
    ["WBTC", "WETH", "WETH"],
    ["WETH", "wstETH", "WETH"],
    ["USDbC", "WETH", "USDbC"],
  ] as const) {
    it(`prices ${quote === first ? second : first} in ${quote}`, () => {
      expect(quoteOf([first, second], [])).to.equal(quote);
    });
  }

  it("takes the asset that more pairs have, then the second", () => {
    const pairs: Pair[] = [
      ["DAI", "USDC"],
      ["DAI", "WETH"],
      ["LINK", "WETH"],
    ];
    expect(quoteOf(["DAI", "USDC"], pairs)).to.equal("DAI");
    expect(quoteOf(["LINK", "AAVE"], [])).to.equal("AAVE");
  });
});
