import { expect } from "chai";
import { defences } from "../../../src/analysis/defences.ts";
import { liquidations } from "../../../src/analysis/liquidations.ts";
import { defence, liquidation, measure } from "./rows.ts";

describe("liquidations", () => {
  it("adds up calls, accounts and values, by venue and by round", () => {
    const rows = [
      liquidation({ round: 2, collateralUsd: "10.005", debtRepaidUsd: "9" }),
      liquidation({ round: 0, collateralUsd: "20.004", debtRepaidUsd: "19.5" }),
      liquidation({ round: 0, account: "0xcc", venue: "other", collateralUsd: "1", debtRepaidUsd: "1" }),
    ];

    expect(measure(liquidations(), rows)).to.deep.equal({
      count: 3,
      accounts: 2,
      collateralUsd: "31.01",
      debtRepaidUsd: "29.50",
      byVenue: {
        lending: { count: 2, collateralUsd: "30.01", debtRepaidUsd: "28.50" },
        other: { count: 1, collateralUsd: "1.00", debtRepaidUsd: "1.00" },
      },
      byRound: [
        { round: 0, count: 2, collateralUsd: "21.00" },
        { round: 2, count: 1, collateralUsd: "10.01" },
      ],
    });
  });

  it("names the lending venue even when nothing was liquidated", () => {
    expect(measure(liquidations(), [])).to.deep.equal({
      count: 0,
      accounts: 0,
      collateralUsd: "0.00",
      debtRepaidUsd: "0.00",
      byVenue: { lending: { count: 0, collateralUsd: "0.00", debtRepaidUsd: "0.00" } },
      byRound: [],
    });
  });
});

describe("defences", () => {
  it("counts acts and borrowers apart", () => {
    const rows = [defence(), defence({ repaidUsd: "25.5", soldUsd: "0" }), defence({ account: "0xcc" })];

    expect(measure(defences(), rows)).to.deep.equal({
      count: 3,
      accounts: 2,
      repaidUsd: "125.50",
      soldUsd: "100.50",
    });
  });

  it("does not count a liquidation", () => {
    expect(measure(defences(), [liquidation()])).to.include({ count: 0, soldUsd: "0.00" });
  });
});
