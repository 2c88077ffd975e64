import { expect } from "chai";
import { conservation } from "../../../src/analysis/conservation.ts";
import { perpConservation } from "../../../src/trace/perpConservation.ts";
import { WAD } from "../../../src/units.ts";
import type { PerpAccount } from "../../../src/venues/perpAccount.ts";
import type { PerpBook } from "../../../src/venues/perpBook.ts";
import { tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";
import { measure } from "../analysis/rows.ts";

const SHARES = 1_000n;
const order = { sizeDelta: WAD, acceptablePrice: WAD, committed: 1n, escrow: 5n, reduceOnly: false };

/** Two traders, an engine with a position and seized ether, every place of the books in use. */
function soundBook(): PerpBook {
  const { book, hold, engine } = tinyPerpEconomy();
  hold(0, { settled: 700n, positions: { ETH: { size: 3n * WAD } }, collateral: { WETH: 40n }, orders: { ETH: order } });
  hold(1, { settled: -200n, positions: { ETH: { size: -WAD }, BTC: { size: WAD } } });
  engine({ positions: { ETH: { size: WAD, entry: 4_100n * WAD } } });
  const cash = { settledSum: 500n, poolCash: 900n, insurance: 60n, fees: 7n, escrow: 5n };
  book.books = { ...book.books, ...cash, cash: 1_472n, shares: SHARES };
  for (const collateral of book.venue.collaterals) Object.assign(collateral, { seized: 2n, balance: 42n });
  return book;
}

const broken = (book: PerpBook, shares = SHARES, untold = 0n) =>
  perpConservation(book, shares, untold).flatMap(({ asset, errorWei }) =>
    errorWei === "0" ? [] : [[asset, errorWei]],
  );

describe("conservation on the exchange", () => {
  it("holds for books that add up", () => {
    expect(broken(soundBook())).to.deep.equal([]);
  });

  it("finds a unit of cash more or less in any place", () => {
    for (const place of ["poolCash", "insurance", "fees", "cash"] as const) {
      const book = soundBook();
      book.books = { ...book.books, [place]: book.books[place] + 1n };
      expect(broken(book), place).to.deep.equal([["USDC", "1"]]);
    }
  });

  it("finds a unit that one account has and the sum does not", () => {
    const book = soundBook();
    (book.accounts[1] as PerpAccount).settled -= 1n;

    expect(broken(book)).to.deep.equal([["settled margin", "1"]]);
  });

  it("finds an escrow that no order holds", () => {
    const book = soundBook();
    (book.accounts[0] as PerpAccount).orders = new Map();

    expect(broken(book)).to.deep.equal([["escrow", "5"]]);
  });

  it("finds collateral that is not there", () => {
    const book = soundBook();
    for (const collateral of book.venue.collaterals) collateral.balance -= 3n;

    expect(broken(book)).to.deep.equal([["WETH", "3"]]);
  });

  it("finds a side that is not the sum of its positions, in size, cost or funding", () => {
    for (const part of ["size", "cost", "fundingWeight"] as const) {
      const book = soundBook();
      const [market] = book.markets;
      if (market === undefined) throw new Error("There is no market.");
      market.state = { ...market.state, long: { ...market.state.long, [part]: market.state.long[part] + 2n } };
      expect(broken(book), part).to.deep.equal([["ETH long", "2"]]);
    }
  });

  it("finds a position that was tampered with", () => {
    const book = soundBook();
    const account = book.accounts[1] as PerpAccount;
    account.positions = new Map([...account.positions].filter(([id]) => id !== 0));

    expect(broken(book).map(([asset]) => asset)).to.deep.equal(["ETH short"]);
  });

  it("finds shares of the pool that nobody known has, and cash that no event told of", () => {
    expect(broken(soundBook(), SHARES - 1n)).to.deep.equal([["pool shares", "1"]]);
    expect(broken(soundBook(), SHARES, 4n)).to.deep.equal([["events", "4"]]);
  });

  it("fails the run's summary by the row alone", () => {
    const row = { kind: "conservation" as const, ok: false, maxErrorWei: "1", checks: [] };

    expect(measure(conservation(), [row])).to.deep.equal({ ok: false, maxErrorWei: "1" });
  });
});
