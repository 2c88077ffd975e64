import { expect } from "chai";
import { absentPerps } from "../../../src/analysis/absentPerps.ts";
import { perpFunds } from "../../../src/analysis/perpFunds.ts";
import { perpMarkets } from "../../../src/analysis/perpMarkets.ts";
import { perpSums } from "../../../src/analysis/perpSums.ts";
import { perps } from "../../../src/analysis/perps.ts";
import type { Row } from "../../../src/trace/row.ts";
import {
  adl,
  perpAccount,
  perpBooks,
  perpLiquidation,
  perpMarket,
  perpWorld,
  position,
  waterfall,
} from "../../support/perpRows.ts";
import { measure, world } from "./rows.ts";

describe("perps", () => {
  it("is the figures of an absent venue in a world without an exchange", () => {
    expect(measure(perps(), [world(), adl(), perpLiquidation()])).to.deep.equal(absentPerps());
  });

  it("has the same figures, none of them missing, where nothing happens", () => {
    const quiet = measure(perps(), [perpWorld(), perpMarket({ phase: "start" }), perpBooks({ phase: "start" })]);

    expect(Object.keys(quiet).sort()).to.deep.equal(Object.keys(absentPerps()).sort());
    expect(quiet).to.deep.include({ adlCount: 0, adlToLiquidated: null, concentration: null, secondsToFirstAdl: null });
  });
});

describe("sums of liquidation and deleveraging", () => {
  it("count a position once, whatever the engine does with it later", () => {
    const rows: Row[] = [
      perpLiquidation({ stage: "flag", market: null, notionalUsd: "0" }),
      perpLiquidation({ stage: "partial", notionalUsd: "100.5" }),
      perpLiquidation({ stage: "full", notionalUsd: "400" }),
      perpLiquidation({ stage: "takeover", notionalUsd: "1500" }),
      perpLiquidation({ stage: "disposal", notionalUsd: "1500" }),
      adl({ notionalUsd: "300.25", takenUsd: "12.5" }),
      adl({ notionalUsd: "200", takenUsd: "2.5" }),
    ];

    const sums = measure(perpSums(), rows);

    expect(sums.liquidatedUsd).to.deep.equal({
      all: "2000.50",
      partial: "100.50",
      full: "400.00",
      takeover: "1500.00",
      disposal: "1500.00",
    });
    expect(sums).to.include({ adlCount: 2, adlUsd: "500.25", adlTakenUsd: "15.00", flags: 1 });
    // 500.25 ÷ 2000.5.
    expect(sums.adlToLiquidated).to.equal(0.250062);
  });

  it("take the negative equity of an account once, however many positions it has, and of bankrupt ones alone", () => {
    const takeover = (account: string, equityUsd: string) => perpLiquidation({ stage: "takeover", account, equityUsd });
    const left = perpLiquidation({
      stage: "write-off",
      account: "d",
      equityUsd: "-0.5",
      notionalUsd: "0",
      market: null,
    });
    const rows = [takeover("a", "-40"), takeover("a", "-40"), takeover("b", "25"), takeover("c", "-5"), left];

    const sums = measure(perpSums(), rows);

    // 45.5 of 4 × 2000.
    expect(sums.negativeEquityUsd).to.equal("45.50");
    expect(sums.negativeEquityToLiquidated).to.equal(0.005688);
  });

  it("keep the steps of the waterfall apart, an account's own margin in none", () => {
    const rows = [
      waterfall("margin", "500"),
      waterfall("insurance", "20"),
      waterfall("insurance", "5.5"),
      waterfall("adl", "7"),
      waterfall("pool", "3"),
      waterfall("uncovered", "1"),
    ];

    expect(measure(perpSums(), rows).shortfall).to.deep.equal({
      insurance: "25.50",
      adl: "7.00",
      pool: "3.00",
      uncovered: "1.00",
    });
  });
});

describe("figures by market", () => {
  it("charge funding to the side that pays, on what it held before the block", () => {
    const rows = [
      perpMarket({ phase: "start", longSize: "10", shortSize: "4" }),
      // Longs pay 3 a base unit on 10; then shorts pay 2 on 5.
      perpMarket({ fundingIndex: "-3", longSize: "8", shortSize: "5" }),
      perpMarket({ fundingIndex: "-1" }),
    ];

    expect(measure(perpMarkets(), rows).ETH?.fundingPaidUsd).to.equal("40.00");
  });

  it("hold each market's own liquidations, and open interest of the larger side", () => {
    const rows = [
      perpMarket({ phase: "start", longUsd: "20000", shortUsd: "8000", skew: "6", mark: "2000" }),
      perpMarket({ phase: "start", market: "BTC", asset: "WBTC" }),
      perpLiquidation({ notionalUsd: "2000" }),
      perpLiquidation({ market: "BTC", notionalUsd: "100" }),
      adl({ notionalUsd: "500" }),
      perpMarket({ longUsd: "6000", shortUsd: "7000", skew: "-0.5", mark: "1900.5" }),
    ];

    const { ETH, BTC } = measure(perpMarkets(), rows);

    expect(ETH).to.deep.include({
      liquidatedUsd: "2000.00",
      adlUsd: "500.00",
      adlToLiquidated: 0.25,
      openInterestStartUsd: "20000.00",
      openInterestEndUsd: "7000.00",
      skewStart: "6",
      skewEnd: "-0.5",
      markStart: "2000",
      markEnd: "1900.5",
    });
    expect(BTC).to.deep.include({ liquidatedUsd: "100.00", adlToLiquidated: 0 });
  });
});

describe("insurance fund, pool and those left behind", () => {
  it("give the fund at the start, at its lowest and at the end", () => {
    const rows = ["100", "160", "12.345", "40"].map((insuranceUsd, i) =>
      perpBooks({ phase: i === 0 ? "start" : "block", insuranceUsd }),
    );

    expect(measure(perpFunds(), rows)).to.deep.include({
      insuranceFundStartUsd: "100.00",
      insuranceFundLowUsd: "12.35",
      insuranceFundEndUsd: "40.00",
    });
  });

  it("take what providers put in and took out from the pool's result", () => {
    const rows = [
      perpBooks({ phase: "start", poolUsd: "1000" }),
      perpBooks({ poolUsd: "1300", poolFlowUsd: "250" }),
      perpBooks({ poolUsd: "900", poolFlowUsd: "-450" }),
    ];

    // 900 − 1000 − (250 − 450).
    expect(measure(perpFunds(), rows).poolPnlUsd).to.equal("100.00");
  });

  it("count accounts that end below maintenance with a position, and no others", () => {
    const end = (over: Parameters<typeof perpAccount>[0]) => perpAccount({ phase: "end", ...over });
    const open = { positions: { ETH: position(1) }, notionalUsd: "2000", maintenanceUsd: "20" };
    const rows = [
      perpAccount({ ...open, equityUsd: "1" }),
      end({ ...open, equityUsd: "19.999999" }),
      end({ ...open, equityUsd: "-4" }),
      end({ ...open, equityUsd: "20" }),
      end({ equityUsd: "0", settledUsd: "0" }),
    ];

    expect(measure(perpFunds(), rows).strandedPerps).to.deep.equal({ count: 2, notionalUsd: "4000.00" });
  });
});
