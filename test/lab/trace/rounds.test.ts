import { expect } from "chai";
import { type OracleState, placeOf, Rounds } from "../../../src/trace/rounds.ts";
import { WAD } from "../../../src/units.ts";
import type { Position } from "../../../src/venues/lendingBook.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const USD = 10n ** 8n;
/** Prices of all reserves when one ether costs so many dollars. */
const at = (dollars: bigint) => [dollars * USD, (dollars * USD * 122n) / 100n, USD];

/** Ten accounts of ten ether that are liquidatable below 3,990, 3,890, … 3,090 dollars. */
function book() {
  const { venues, hold } = tinyEconomy();
  for (let i = 0; i < 10; i++) {
    const owed = BigInt(Math.round(10 * (3_990 - 100 * i) * 0.83 * 1e6));
    hold(i, { WETH: 10n * WAD }, { USDC: owed });
  }
  const rounds = new Rounds({ reserves: at(4_000n) });
  const sale = (place: number, account: number, path: bigint) => {
    const position = venues.lending.positions[account] as Position;
    const isBelow = ({ reserves }: OracleState) => venues.lending.accountData(position, reserves).healthFactor < WAD;
    return rounds.sale(place, isBelow, { reserves: at(path) });
  };
  const print = (place: number, dollars: bigint) => rounds.print(place, { reserves: at(dollars) });
  return { print, sale, rounds };
}

describe("Rounds", () => {
  it("calls a sale direct, round 0, where the path alone would have caused it", () => {
    const { print, sale } = book();
    print(1, 3_900n);
    expect(sale(2, 0, 3_900n)).to.deep.equal({ direct: true, round: 0 });
  });

  it("calls a sale transmitted, round 1, where others' direct sales brought the print that caused it", () => {
    const { print, sale } = book();
    print(1, 3_900n);
    sale(2, 0, 3_900n);
    print(3, 3_850n);
    expect(sale(4, 1, 3_900n)).to.deep.equal({ direct: false, round: 1 });
  });

  it("counts one round more for each print that a round brought", () => {
    const { print, sale } = book();
    print(1, 3_900n);
    sale(2, 0, 3_900n);
    print(3, 3_850n);
    sale(4, 1, 3_900n);
    print(5, 3_750n);
    expect(sale(6, 2, 3_900n).round).to.equal(2);
    print(7, 3_650n);
    expect(sale(8, 3, 3_900n).round).to.equal(3);
  });

  it("leaves out sales after the print that brought the account below", () => {
    const { print, sale } = book();
    print(1, 3_900n);
    sale(2, 0, 3_900n);
    print(3, 3_650n);
    sale(4, 1, 3_900n);
    // Below since place 3, sold later: the sales at 4 and 5 had no part in it.
    expect(sale(5, 2, 3_900n).round).to.equal(1);
    expect(sale(6, 3, 3_900n).round).to.equal(1);
  });

  it("leaves out sales before the last print at which the account was healthy", () => {
    const { print, sale } = book();
    print(1, 3_850n);
    sale(2, 0, 3_900n);
    sale(3, 1, 3_900n);
    print(4, 3_840n);
    print(5, 3_750n);
    // Healthy at 3,840, and no forced sale since.
    expect(sale(6, 2, 3_900n).round).to.equal(1);
  });

  it("looks at the last time an account went below, not the first", () => {
    const { print, sale } = book();
    print(1, 3_700n);
    sale(2, 0, 3_900n);
    print(3, 3_950n);
    print(4, 3_850n);
    sale(5, 1, 3_900n);
    print(6, 3_700n);
    expect(sale(7, 2, 3_900n).round).to.equal(2);
  });

  it("orders what happens in one block by the chain's order", () => {
    const { print, sale } = book();
    print(placeOf(3, 0), 3_900n);
    sale(placeOf(3, 1), 0, 3_900n);
    print(placeOf(3, 2), 3_850n);
    expect(sale(placeOf(3, 3), 1, 3_900n).round).to.equal(1);
    expect(placeOf(4, 0) > placeOf(3, 99_999)).to.equal(true);
  });

  it("counts what was forced without a sale of its own", () => {
    const { print, sale, rounds } = book();
    print(1, 3_900n);
    rounds.force(2, 3);
    print(3, 3_850n);
    expect(sale(4, 1, 3_900n).round).to.equal(4);
    expect(rounds.largestBetween({ from: 2, to: 5 })).to.equal(4);
    expect(rounds.largestBetween({ from: 3, to: 4 })).to.equal(0);
  });

  it("remembers the largest round that took a vault's hedge until it is mended, and that one did", () => {
    const { rounds } = book();
    expect([rounds.hedgeTaken("a"), rounds.wasHedgeTaken("a")]).to.deep.equal([undefined, false]);
    rounds.takeHedge("a", 2);
    rounds.takeHedge("a", 1);
    expect(rounds.hedgeTaken("a")).to.equal(2);
    rounds.takeHedge("a", undefined);
    expect([rounds.hedgeTaken("a"), rounds.wasHedgeTaken("a")]).to.deep.equal([undefined, true]);
    rounds.takeHedge("a", 1);
    expect(rounds.hedgeTaken("a")).to.equal(1);
  });
});
