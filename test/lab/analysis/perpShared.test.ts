import { expect } from "chai";
import { badDebt } from "../../../src/analysis/badDebt.ts";
import { cascade } from "../../../src/analysis/cascade.ts";
import { exposure } from "../../../src/analysis/exposure.ts";
import { leverage } from "../../../src/analysis/leverage.ts";
import { liquidations } from "../../../src/analysis/liquidations.ts";
import { adl, perpAccount, perpLiquidation, perpWorld, position, waterfall } from "../../support/perpRows.ts";
import { account, liquidation, measure } from "./rows.ts";

describe("figures that both venues share", () => {
  const transmitted = perpLiquidation({ notionalUsd: "600", direct: false, round: 2, account: "0xt2" });

  it("count forced sales of perps under their venue and round, by notional", () => {
    const rows = [
      perpWorld(),
      liquidation({ collateralUsd: "100", debtRepaidUsd: "90" }),
      perpLiquidation({ notionalUsd: "300" }),
      transmitted,
      perpLiquidation({ stage: "flag", notionalUsd: "0", market: null }),
      perpLiquidation({ stage: "disposal", direct: null, round: null }),
      adl(),
    ];

    const { count, collateralUsd, byVenue, byRound } = measure(liquidations(), rows);

    expect([count, collateralUsd]).to.deep.equal([3, "1000.00"]);
    expect(byVenue.perps).to.deep.equal({ count: 2, collateralUsd: "900.00", debtRepaidUsd: "0.00" });
    expect(byRound.map((row) => [row.round, row.collateralUsd])).to.deep.equal([
      [0, "400.00"],
      [2, "600.00"],
    ]);
  });

  it("name the exchange where there is one, though nothing happened on it", () => {
    expect(measure(liquidations(), [perpWorld()]).byVenue).to.have.all.keys("lending", "perps");
  });

  it("take rounds and the endogenous share over both", () => {
    const rows = [
      liquidation({ proceedsUsd: "200" }),
      transmitted,
      perpLiquidation({ stage: "disposal", direct: null, round: null }),
    ];

    expect(measure(cascade(), rows)).to.deep.include({ rounds: 3, endogenousShare: 0.75 });
  });

  it("add notional to gross and profit to equity, and join what one holder has in both venues", () => {
    const rows = [
      account(1000, 500, { account: "0xt1" }),
      account(0, 0, { account: "0xt2" }),
      perpAccount({ account: "0xt1", settledUsd: "100", positions: { ETH: position(1, "-20") }, notionalUsd: "2000" }),
      perpAccount({ account: "0xt2", settledUsd: "300", collateralUsd: "50", poolUsd: "650" }),
    ];

    const figures = measure(leverage(), rows);

    // Gross 1000 + 100 + 2000 and 300 + 50 + 650; equity 500 + 100 − 20 and 1000.
    expect(figures.systemicStart).to.equal(2.594937);
    expect(figures.maxAccountStart).to.equal(5.344828);
    expect(figures.insolventAccounts).to.equal(0);
  });

  it("count as insolvent who has nothing left in either venue", () => {
    const end = { phase: "end" as const };
    const rows = [
      account(0, 0, { account: "0xt1", ...end }),
      account(0, 0, { account: "0xt2", ...end }),
      perpAccount({ account: "0xt1", settledUsd: "0", ...end }),
      perpAccount({ account: "0xt2", settledUsd: "10", ...end }),
      perpAccount({ account: "0xt3", settledUsd: "10", positions: { ETH: position(-1, "-11") }, ...end }),
    ];

    expect(measure(leverage(), rows).insolventAccounts).to.equal(2);
  });

  it("expose traders to the asset of their market", () => {
    const rows = [
      perpWorld(),
      perpAccount({ positions: { ETH: position(2) } }),
      perpAccount({ account: "0xt2", positions: { ETH: position(-0.5), BTC: position(1) } }),
    ];

    expect(measure(exposure(), rows)).to.deep.equal({
      WBTC: { longUsd: "2000.00", shortUsd: "0.00", netUsd: "2000.00" },
      WETH: { longUsd: "4000.00", shortUsd: "1000.00", netUsd: "3000.00" },
    });
  });

  it("take what reached others as bad debt, and not what margin and insurance paid", () => {
    const rows = [
      perpWorld(),
      waterfall("margin", "100"),
      waterfall("insurance", "50"),
      waterfall("adl", "20"),
      waterfall("pool", "5"),
      waterfall("uncovered", "1"),
      perpAccount({ phase: "end", equityUsd: "-3" }),
      perpAccount({ phase: "end", account: "0xt2", equityUsd: "30" }),
    ];

    const figures = measure(badDebt(), rows);

    expect(figures).to.deep.include({ recognised: "26.00", economic: "3.00", ultimate: "29.00" });
    expect(figures.byVenue.perps).to.deep.equal({ recognised: "26.00", economic: "3.00" });
  });
});
