import { expect } from "chai";
import { perpEventOf } from "../../../src/trace/perpEvent.ts";
import { PerpOverlay } from "../../../src/trace/perpOverlay.ts";
import { WAD } from "../../../src/units.ts";
import type { Log } from "../../../src/world/transaction.ts";
import { BTC, ETH, EXCHANGE, KEEPER, perpLog, trader, USDC } from "../../support/perpBlock.ts";
import { address } from "../../support/tinyEconomy.ts";
import { tinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";

const SYMBOLS = new Map([
  [address(0xa0), "USDC"],
  [address(0xa1), "WETH"],
]);

function overlay() {
  const { book, hold } = tinyPerpEconomy();
  hold(0, {
    settled: 1_000n * USDC,
    positions: { ETH: { size: 2n * WAD }, BTC: { size: -WAD } },
    collateral: { WETH: WAD },
  });
  const over = new PerpOverlay(book, (token) => SYMBOLS.get(token) ?? token);
  const apply = (...logs: Log[]) => {
    for (const log of logs) {
      const event = perpEventOf(log);
      if (event !== undefined) over.apply(event, book.now);
    }
  };
  return { over, apply, book, settled: () => over.at(trader(0)).settled };
}

describe("PerpOverlay", () => {
  it("moves cash as each event says", () => {
    const moves: [log: Log, change: bigint][] = [
      [perpLog("CollateralDeposited", trader(0), address(0xa0), 5n, trader(0)), 5n],
      [perpLog("CollateralWithdrawn", trader(0), address(0xa0), 5n, trader(0)), -5n],
      [perpLog("Traded", ETH, trader(0), WAD, 3n * WAD, 4_000n * WAD, 7n, 3n, 1n), 4n],
      [perpLog("FundingSettled", ETH, trader(0), -9n), -9n],
      [perpLog("ProfitUnpaid", trader(0), 10n, 4n), -6n],
      [perpLog("OrderCommitted", ETH, trader(0), WAD, WAD, 8n, false), -8n],
      [perpLog("Flagged", trader(0), KEEPER, 0n, 0n, 2n), -2n],
      [perpLog("Liquidated", ETH, trader(0), KEEPER, -WAD, WAD, WAD, WAD, -20n, 3n, 4n), -27n],
      [perpLog("WrittenOff", trader(0), KEEPER, 11n), 11n],
      [perpLog("Deleveraged", ETH, trader(0), -WAD, WAD, WAD, 13n, 0n, 0n, 0n, 0n), 13n],
    ];
    for (const [log, change] of moves) {
      const { apply, settled } = overlay();
      const before = settled();
      apply(log);
      expect(settled() - before, perpEventOf(log)?.name).to.equal(change);
    }
  });

  it("pays keepers, for orders too", () => {
    const { over, apply } = overlay();
    apply(
      perpLog("Flagged", trader(0), KEEPER, 0n, 0n, 2n),
      perpLog("Liquidated", ETH, trader(0), KEEPER, -WAD, WAD, WAD, WAD, 0n, 0n, 4n),
      perpLog("OrderSettled", ETH, trader(0), KEEPER, 8n),
      perpLog("OrderDropped", ETH, trader(1), KEEPER, 16n, "0x00000000"),
    );

    expect(over.at(KEEPER).settled).to.equal(30n);
    expect([...over.before.keys()]).to.include(trader(1));
  });

  it("leaves nothing of an account that was taken over", () => {
    const { over, apply } = overlay();
    apply(
      perpLog("TakenOver", ETH, trader(0), KEEPER, 2n * WAD, WAD, WAD, -600n * USDC, 0n),
      perpLog("TakenOver", BTC, trader(0), KEEPER, -WAD, WAD, WAD, -400n * USDC, 0n),
      perpLog("CollateralSeized", trader(0), address(0xa1), WAD),
    );

    const { settled, positions, collateral } = over.at(trader(0));
    expect([settled, positions.size, collateral.size]).to.deep.equal([0n, 0, 0]);
  });

  it("keeps what an account was before the block and before the transaction, and leaves the book alone", () => {
    const { over, apply, book } = overlay();
    apply(perpLog("FundingSettled", ETH, trader(0), -1n));
    over.open();
    apply(perpLog("FundingSettled", ETH, trader(0), -1n));

    const standing = 1_000n * USDC;
    expect([over.before, over.opened].map((kept) => kept.get(trader(0))?.settled)).to.deep.equal([
      standing,
      standing - 1n,
    ]);
    expect(book.accountOf(trader(0))?.settled).to.equal(standing);
  });

  it("has no account for the engine, whose cash is the insurance fund", () => {
    const { over, apply } = overlay();
    apply(perpLog("ProfitUnpaid", EXCHANGE, 10n, 4n));

    expect(over.before.size).to.equal(0);
  });

  it("counts cash that the chain has and no event told", () => {
    const { over, apply, book } = overlay();
    apply(perpLog("FundingSettled", ETH, trader(0), -3n));
    const account = book.accountOf(trader(0));
    if (account !== undefined) account.settled -= 3n;
    expect(over.untold()).to.equal(0n);
    if (account !== undefined) account.settled += 2n;
    expect(over.untold()).to.equal(2n);
  });
});
