import { expect } from "chai";
import type { BlockRecord } from "../../../src/run/recorder.ts";
import { Attribution } from "../../../src/trace/attribution.ts";
import type { AttributionRow } from "../../../src/trace/row.ts";
import { WAD } from "../../../src/units.ts";
import type { PerpBooks } from "../../../src/venues/perpBooks.ts";
import type { PerpMarket } from "../../../src/venues/perpMarket.ts";
import type { Log, Receipt } from "../../../src/world/transaction.ts";
import { logOf } from "../../support/attributedBlock.ts";
import { ETH, EXCHANGE, KEEPER, PerpBlock, perpLog, trader, USDC } from "../../support/perpBlock.ts";
import { address } from "../../support/tinyEconomy.ts";
import type { TinyPerpEconomy } from "../../support/tinyPerpEconomy.ts";

const CAUSES = ["price", "carry", "slippage", "fees", "bonuses", "funding", "socialised"] as const;
const [POOL, UNCOVERED] = [2, 3];
const LP = "liquidity providers";
const FUND = "insurance fund";

/** What is not zero of a row, in whole dollars where it is whole. */
function causes(row: AttributionRow | undefined): Record<string, number> {
  return Object.fromEntries(CAUSES.map((cause) => [cause, Number(row?.[cause])]).filter(([, usd]) => usd !== 0));
}

interface Block {
  before: (economy: TinyPerpEconomy) => void;
  logs?: Log[];
  /** What the exchange holds after the block, as its reader would find it. */
  after?: (economy: TinyPerpEconomy) => void;
}

/** Attributes one block; every group's causes must add up to its result. */
function attributed({ before, logs = [], after = () => {} }: Block): Record<string, AttributionRow> {
  const block = new PerpBlock(before);
  const { economy, recorder } = block;
  const attribution = new Attribution(block.context, block.outside);
  attribution.advance({ outside: block.outside } as unknown as BlockRecord);
  block.open().send(...logs);
  attribution.read({ from: KEEPER, logs } as unknown as Receipt);
  after(economy);
  economy.book.prices = economy.book.chainPrices;
  const { events, changed } = recorder.seen;
  attribution.close(events, changed);
  const rows = attribution.rows();
  for (const row of rows) {
    const sum = CAUSES.reduce((total, cause) => total + Number(row[cause]), 0);
    expect(Number(row.endUsd) - Number(row.startUsd), row.group).to.be.closeTo(sum, 0.0001);
  }
  return Object.fromEntries(rows.map((row) => [row.group, row]));
}

function market(economy: TinyPerpEconomy, changes: Partial<PerpMarket["state"]>): void {
  const eth = economy.book.markets[ETH] as PerpMarket;
  eth.state = { ...eth.state, ...changes };
}
const books = ({ book }: TinyPerpEconomy, changes: Partial<PerpBooks>) => {
  book.books = { ...book.books, ...changes };
};

describe("attribution on the exchange", () => {
  it("gives price what the mark does to positions, and the other side of it to the pool", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: 1_000n * USDC, positions: { ETH: { size: 2n * WAD } } }),
      after(economy) {
        market(economy, { index: 3_900n * WAD });
        for (const collateral of economy.book.venue.collaterals) collateral.price = 3_900n * WAD;
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ price: -200 });
    expect(causes(rows[LP])).to.deep.equal({ price: 200 });
  });

  it("gives funding what the index does to them, the pool having the rest", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: 1_000n * USDC, positions: { ETH: { size: 2n * WAD } } }),
      after: (economy) => market(economy, { fundingIndex: -3n * WAD }),
    });

    expect(causes(rows.longs)).to.deep.equal({ funding: -6 });
    expect(causes(rows[LP])).to.deep.equal({ funding: 6 });
  });

  it("splits a fill into slippage against mark and the parts of its fee", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: 1_000n * USDC }),
      logs: [perpLog("Traded", ETH, trader(0), WAD, WAD, 4_010n * WAD, 0n, 3n * USDC, 2n * USDC)],
      after(economy) {
        economy.hold(0, { settled: 997n * USDC, positions: { ETH: { size: WAD, entry: 4_010n * WAD } } });
        books(economy, { poolCash: 2n * USDC, fees: USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ slippage: -10, fees: -3 });
    expect(causes(rows[LP])).to.deep.equal({ slippage: 10, fees: 2 });
    expect(causes(rows["protocol fees"])).to.deep.equal({ fees: 1 });
  });

  it("gives a liquidation's penalty to the fund and its reward to the keeper", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: 1_000n * USDC, positions: { ETH: { size: WAD } } }),
      logs: [
        perpLog("Liquidated", ETH, trader(0), KEEPER, -WAD, 0n, 3_990n * WAD, WAD, -10n * USDC, 20n * USDC, 5n * USDC),
      ],
      after(economy) {
        economy.hold(0, { settled: 965n * USDC });
        Object.assign(economy.book.known(KEEPER), { settled: 5n * USDC });
        books(economy, { insurance: 20n * USDC, poolCash: 10n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ slippage: -10, bonuses: -25 });
    expect(causes(rows[FUND])).to.deep.equal({ bonuses: 20 });
    expect(causes(rows.keepers)).to.deep.equal({ bonuses: 5 });
    expect(causes(rows[LP])).to.deep.equal({ slippage: 10 });
  });

  it("socialises what an account lacks when it is taken over, and what the pool then bears of it", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: 100n * USDC, positions: { ETH: { size: WAD, entry: 4_300n * WAD } } }),
      logs: [
        perpLog("TakenOver", ETH, trader(0), KEEPER, WAD, 4_000n * WAD, 4_200n * WAD, -100n * USDC, -200n * USDC),
        perpLog("LossBorne", ETH, POOL, 120n * USDC),
        perpLog("LossBorne", ETH, UNCOVERED, 30n * USDC),
        perpLog("Disposed", ETH, (-3n * WAD) / 4n, WAD / 4n, 4_000n * WAD, -150n * USDC),
      ],
      after(economy) {
        economy.hold(0, {});
        economy.engine({ positions: { ETH: { size: WAD / 4n, entry: 4_200n * WAD } } });
        books(economy, { poolCash: 100n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ socialised: 200 });
    expect(causes(rows[FUND])).to.deep.equal({ socialised: -50 });
    expect(causes(rows[LP])).to.deep.equal({ socialised: -150 });
  });

  it("gives the fund what a takeover finds above zero, tokens without haircut among it", () => {
    const rows = attributed({
      before: ({ hold }) =>
        hold(0, { settled: 50n * USDC, positions: { ETH: { size: WAD } }, collateral: { WETH: WAD / 100n } }),
      logs: [
        perpLog("TakenOver", ETH, trader(0), KEEPER, WAD, 4_000n * WAD, 3_950n * WAD, -50n * USDC, 50n * USDC),
        perpLog("CollateralSeized", trader(0), address(0xa1), WAD / 100n),
      ],
      after(economy) {
        economy.hold(0, {});
        economy.engine({ positions: { ETH: { size: WAD, entry: 3_950n * WAD } } });
        for (const collateral of economy.book.venue.collaterals) collateral.seized = WAD / 100n;
        books(economy, { poolCash: 50n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ bonuses: -90 });
    expect(causes(rows[FUND])).to.deep.equal({ bonuses: 90 });
    expect(causes(rows[LP])).to.deep.equal({});
  });

  it("socialises what deleveraging takes beyond mark, in favour of the engine", () => {
    const rows = attributed({
      before({ hold, engine }) {
        hold(0, { settled: 500n * USDC, positions: { ETH: { size: -WAD, entry: 4_400n * WAD } } });
        engine({ positions: { ETH: { size: WAD, entry: 4_300n * WAD } } });
      },
      logs: [
        perpLog(
          "Deleveraged",
          ETH,
          trader(0),
          WAD,
          0n,
          4_300n * WAD,
          100n * USDC,
          WAD,
          300n * USDC,
          400n * USDC,
          900n * USDC,
        ),
        perpLog("LossBorne", ETH, 1, 300n * USDC),
      ],
      after(economy) {
        economy.hold(0, { settled: 600n * USDC });
        economy.engine({});
        books(economy, { poolCash: -100n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ socialised: -300 });
    expect(causes(rows[FUND])).to.deep.equal({ socialised: 300 });
    expect(causes(rows[LP])).to.deep.equal({});
  });

  it("gives the pool the profit that it does not pay", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { positions: { ETH: { size: WAD, entry: 3_900n * WAD } } }),
      logs: [
        perpLog("ProfitUnpaid", trader(0), 100n * USDC, 60n * USDC),
        perpLog("Traded", ETH, trader(0), -WAD, 0n, 4_000n * WAD, 100n * USDC, 0n, 0n),
      ],
      after(economy) {
        economy.hold(0, { settled: 60n * USDC });
        books(economy, { poolCash: -60n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ socialised: -40 });
    expect(causes(rows[LP])).to.deep.equal({ socialised: 40 });
  });

  it("sells seized tokens at a discount to whoever buys them", () => {
    const tokens = (from: string, to: string, token: string, amount: bigint) =>
      logOf(token, "Transfer", from, to, amount);
    const rows = attributed({
      before({ book }) {
        for (const collateral of book.venue.collaterals) collateral.seized = WAD;
      },
      logs: [
        perpLog("SeizedSold", address(0xa1), KEEPER, WAD, 3_900n * USDC),
        tokens(KEEPER, EXCHANGE, address(0xa0), 3_900n * USDC),
        tokens(EXCHANGE, KEEPER, address(0xa1), WAD),
      ],
      after(economy) {
        for (const collateral of economy.book.venue.collaterals) collateral.seized = 0n;
        books(economy, { insurance: 3_900n * USDC });
      },
    });

    expect(causes(rows.keepers)).to.deep.equal({ bonuses: 100 });
    expect(causes(rows[FUND])).to.deep.equal({ bonuses: -100 });
  });

  it("socialises debt that is written off", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: -70n * USDC }),
      logs: [
        perpLog("LossBorne", 2n ** 256n - 1n, 0, 40n * USDC),
        perpLog("LossBorne", 2n ** 256n - 1n, POOL, 30n * USDC),
        perpLog("WrittenOff", trader(0), KEEPER, 70n * USDC),
      ],
      after(economy) {
        economy.hold(0, {});
        books(economy, { insurance: -40n * USDC, poolCash: -30n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ socialised: 70 });
    expect(causes(rows[FUND])).to.deep.equal({ socialised: -40 });
    expect(causes(rows[LP])).to.deep.equal({ socialised: -30 });
  });

  it("counts tokens seized from whose debt was written off against it", () => {
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: -5_000n * USDC, collateral: { WETH: WAD } }),
      logs: [
        perpLog("LossBorne", 2n ** 256n - 1n, 0, 5_000n * USDC),
        perpLog("WrittenOff", trader(0), KEEPER, 5_000n * USDC),
        perpLog("CollateralSeized", trader(0), address(0xa1), WAD),
      ],
      after(economy) {
        economy.hold(0, {});
        for (const collateral of economy.book.venue.collaterals) collateral.seized = WAD;
        books(economy, { insurance: -5_000n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ socialised: 1_000 });
    expect(causes(rows[FUND])).to.deep.equal({ socialised: -1_000 });
  });

  it("keeps an escrow its trader's until a keeper has it, for an order that is dropped too", () => {
    const order = { sizeDelta: WAD, acceptablePrice: WAD, committed: 1n, escrow: 2n * USDC, reduceOnly: false };
    const rows = attributed({
      before: ({ hold }) => hold(0, { settled: 98n * USDC, orders: { ETH: order } }),
      logs: [perpLog("OrderDropped", ETH, trader(0), KEEPER, 2n * USDC, "0x00000000")],
      after(economy) {
        economy.hold(0, { settled: 98n * USDC });
        Object.assign(economy.book.known(KEEPER), { settled: 2n * USDC });
      },
    });

    expect(causes(rows.longs)).to.deep.equal({ bonuses: -2 });
    expect(causes(rows.keepers)).to.deep.equal({ bonuses: 2 });
  });
});
