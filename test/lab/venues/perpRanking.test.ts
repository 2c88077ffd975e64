import { expect } from "chai";
import { WAD } from "../../../src/units.ts";
import { adlCandidates, deleverageable } from "../../../src/venues/perpRanking.ts";
import { tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";

const USDC = 10n ** 6n;
const ETH = 0;

/** Three shorts in profit at 3,600, one of them also in a losing long of BTC; one short at a loss; one long. */
function economy(policy: string) {
  const made = tinyPerpEconomy([`perps.adl.policy=${policy}`]);
  made.hold(0, { settled: 10_000n * USDC, positions: { ETH: { size: -20n * WAD } } });
  made.hold(1, { settled: 40_000n * USDC, positions: { ETH: { size: -20n * WAD } } });
  made.hold(2, { settled: 10_000n * USDC, positions: { ETH: { size: -10n * WAD, entry: 5_000n * WAD } } });
  made.hold(3, { settled: 10_000n * USDC, positions: { ETH: { size: -10n * WAD, entry: 3_500n * WAD } } });
  made.hold(4, { settled: 10_000n * USDC, positions: { ETH: { size: 10n * WAD } } });
  made.price("WETH", 3_600n * WAD);
  return made.book;
}

describe("perpRanking", () => {
  it("looks at one side's positions in profit alone", () => {
    const book = economy("hyperliquid-queue");

    expect(adlCandidates(book, ETH, false).map(({ account }) => Number(account))).to.deep.equal([1, 2, 3]);
    expect(adlCandidates(book, ETH, true)).to.deep.equal([]);
  });

  it("puts leverage and return first, or the size of the profit, as the policy says", () => {
    const order = (policy: string) =>
      deleverageable(economy(policy), ETH, false, 3_600n * WAD).map(({ account }) => Number(account));

    // entry ÷ mark · notional ÷ equity: 80,000 ÷ 18,000, 80,000 ÷ 48,000, 50,000 ÷ 24,000.
    expect(order("hyperliquid-queue")).to.deep.equal([1, 3, 2]);
    // Profits of 8,000, 8,000 and 14,000: equal scores by rising address.
    expect(order("profit-pro-rata")).to.deep.equal([3, 1, 2]);
    expect(order("contracts-pro-rata")).to.deep.equal([1, 2, 3]);
  });

  it("bounds what one gives up by profit and margin at the price it closes at", () => {
    const book = economy("hyperliquid-queue");
    const sizes = (price: bigint) =>
      deleverageable(book, ETH, false, price).map(({ account, size }) => [Number(account), size]);

    expect(sizes(3_600n * WAD)).to.deep.equal([
      [1, 20n * WAD],
      [3, 10n * WAD],
      [2, 20n * WAD],
    ]);
    // 800 a coin is more than the 8,000 of profit on 20 coins allow.
    const [first] = sizes(4_400n * WAD);
    expect(first).to.deep.equal([1, 10n * WAD]);
  });

  it("leaves out whom another position has cost all equity", () => {
    const made = tinyPerpEconomy();
    // 100 of margin, +6,000 on one position, −6,500 on another.
    const positions = { ETH: { size: -15n * WAD }, BTC: { size: WAD / 2n, entry: 133_000n * WAD } };
    made.hold(0, { settled: 100n * USDC, positions });
    made.price("WETH", 3_600n * WAD);

    expect(made.book.profitOf(made.book.accounts[0] as never, ETH)).to.equal(6_000n * USDC);
    expect(deleverageable(made.book, ETH, false, 3_600n * WAD)).to.deep.equal([]);
  });
});
