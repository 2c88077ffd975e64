import { expect } from "chai";
import { LockedLenders } from "../../../src/trace/lockedLenders.ts";
import { RAY, WAD } from "../../../src/units.ts";
import type { GuardBook } from "../../../src/venues/guardBook.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const USD = 10n ** 8n;
const USDC = 10n ** 6n;

/** Two lenders and a borrower; WETH at 2,000 dollars. */
function lent(cash: { WETH: bigint; USDC: bigint }) {
  const economy = tinyEconomy();
  const { lending } = economy.venues;
  lending.prices = [2_000n * USD, 2_500n * USD, USD];
  for (const symbol of ["WETH", "USDC"] as const)
    lending.reserve(symbol)?.read([0n, RAY, RAY, 0n, 0n, 0n, 0n, 0n, cash[symbol], 0n, 0n], 0);
  economy.hold(0, { WETH: WAD }, {});
  economy.hold(1, { USDC: 6_000n * USDC }, {});
  economy.hold(2, { WETH: 50n * WAD }, { USDC: 1_000n * USDC });
  return economy;
}

type Exits = Pick<GuardBook, "stopsWithdrawals" | "outflowRoom">;
const guards = (book: Partial<Exits>): Exits => ({
  stopsWithdrawals: () => false,
  outflowRoom: () => undefined,
  ...book,
});

describe("LockedLenders", () => {
  it("says nothing where all who only lend could leave, whatever borrowers have", () => {
    const { venues } = lent({ WETH: WAD, USDC: 6_000n * USDC });

    expect(new LockedLenders(venues.lending, undefined, false).share()).to.deep.equal({});
  });

  it("is what no cash is there for, ÷ all claims; one reserve's cash helps no other", () => {
    const { venues } = lent({ WETH: 100n * WAD, USDC: 2_000n * USDC });

    expect(new LockedLenders(venues.lending, undefined, false).share()).to.deep.equal({ lockedShare: "0.5" });
  });

  it("is all of a reserve whose withdrawals a control stops, and what an outflow limit keeps", () => {
    const { venues } = lent({ WETH: WAD, USDC: 6_000n * USDC });
    const shareUnder = (book: Partial<Exits>) =>
      new LockedLenders(venues.lending, guards(book), false).share().lockedShare;

    expect(shareUnder({ stopsWithdrawals: (venue, symbol) => venue === "lending" && symbol === "WETH" })).to.equal(
      "0.25",
    );
    expect(shareUnder({ outflowRoom: (_, symbol) => (symbol === "USDC" ? 4_000n * USDC : undefined) })).to.equal(
      "0.25",
    );
    expect(shareUnder({ outflowRoom: () => 10n ** 30n })).to.equal(undefined);
  });

  it("takes all claims on a real pool but those of known borrowers", () => {
    const { venues } = lent({ WETH: 100n * WAD, USDC: 2_000n * USDC });
    const { lending } = venues;
    const usdc = lending.reserves.findIndex(({ symbol }) => symbol === "USDC");
    for (const [i, reserve] of lending.reserves.entries())
      reserve.scaledSupply = lending.positions.reduce((sum, { supplied }) => sum + (supplied[i] ?? 0n), 0n);
    expect(new LockedLenders(lending, undefined, true).share()).to.deep.equal({ lockedShare: "0.5" });

    // As much again of strangers, and no cash for them.
    const reserve = lending.reserves[usdc];
    if (reserve !== undefined) reserve.scaledSupply += 8_000n * USDC;
    expect(new LockedLenders(lending, undefined, true).share()).to.deep.equal({ lockedShare: "0.75" });
  });

  it("follows who comes, who goes and who begins to owe", () => {
    const { venues, hold } = lent({ WETH: 0n, USDC: 6_000n * USDC });
    const { lending } = venues;
    const locked = new LockedLenders(lending, undefined, false);
    const now = () => {
      locked.update(lending.positions);
      return locked.share().lockedShare;
    };

    expect(now()).to.equal("0.25");
    hold(1, { USDC: 2_000n * USDC }, {});
    expect(now()).to.equal("0.5");
    hold(0, { WETH: WAD }, { USDC });
    expect(now()).to.equal(undefined);
    hold(2, { WETH: WAD }, {});
    expect(now()).to.equal("0.5");
    hold(2, {}, {});
    expect(now()).to.equal(undefined);
  });
});
