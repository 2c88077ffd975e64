import { expect } from "chai";
import { cascade } from "../../../src/analysis/cascade.ts";
import { contagion } from "../../../src/analysis/contagion.ts";
import { liquidations } from "../../../src/analysis/liquidations.ts";
import { vaults } from "../../../src/analysis/vaults.ts";
import { adl, perpLiquidation } from "../../support/perpRows.ts";
import { basisState, loopState, redemption, vaultAction, vaultWorld, whole } from "../../support/vaultRows.ts";
import { liquidation, measure, world } from "./rows.ts";

const EVENTS = [
  liquidation({ collateralUsd: "500" }),
  liquidation({ collateralUsd: "300", direct: false, round: 2, channel: "collateral" }),
  perpLiquidation({ notionalUsd: "2000", direct: false, round: 1, channel: "price" }),
  adl({ notionalUsd: "900", round: 2 }),
  vaultAction({ amountUsd: "1000" }),
  vaultAction({
    venue: "basisUSD",
    action: "hedge",
    amountUsd: "70",
    direct: false,
    round: 3,
    channel: "counterparty",
  }),
  redemption({ valueUsd: "25000" }),
];

const IGNORED = [
  redemption({ trigger: null }),
  vaultAction({ action: "rebalance", direct: null, round: null }),
  perpLiquidation({ stage: "flag", direct: null, round: null }),
];

describe("contagion", () => {
  const figures = measure(contagion(), [vaultWorld(), ...EVENTS, ...IGNORED]);

  it("counts what was forced on somebody, and nothing that anybody chose", () => {
    expect(figures).to.include({ events: 7, direct: 2, transmitted: 5, venuesReached: 4 });
  });

  it("names every venue of the world with what happened there", () => {
    expect(figures.byVenue.lending).to.deep.equal({
      ...{ liquidations: 2, redemptions: 0, adl: 0, forcedSales: 0 },
      ...{ direct: 1, transmitted: 1, usd: "800.00" },
    });
    expect(figures.byVenue.perps).to.include({ liquidations: 1, adl: 1, direct: 0, transmitted: 2, usd: "2900.00" });
    expect(figures.byVenue.loopETH).to.include({ redemptions: 1, forcedSales: 1, usd: "26000.00" });
    expect(measure(contagion(), [vaultWorld()]).byVenue).to.have.all.keys("lending", "perps", "loopETH", "basisUSD");
    expect(measure(contagion(), [world()])).to.deep.include({ events: 0, venuesReached: 0, byRound: [] });
  });

  it("sorts events by round and says on which venues", () => {
    expect(figures.byRound).to.deep.equal([
      { round: 0, count: 2, usd: "1500.00", venues: { lending: 1, loopETH: 1 } },
      { round: 1, count: 2, usd: "27000.00", venues: { perps: 1, loopETH: 1 } },
      { round: 2, count: 2, usd: "1200.00", venues: { lending: 1, perps: 1 } },
      { round: 3, count: 1, usd: "70.00", venues: { basisUSD: 1 } },
    ]);
  });

  it("counts by channel what was transmitted, deleveraging as counterparty", () => {
    expect(figures.byChannel).to.deep.equal({
      price: { count: 2, usd: "27000.00" },
      collateral: { count: 1, usd: "300.00" },
      liquidity: { count: 0, usd: "0.00" },
      counterparty: { count: 2, usd: "970.00" },
    });
  });

  it("says which channels were open, all of them unless the world says otherwise", () => {
    const channels = { price: true, collateral: true, liquidity: true, counterparty: false };

    expect(measure(contagion(), [vaultWorld({ channels })]).channels).to.deep.equal(channels);
    expect(measure(contagion(), [world()]).channels).to.deep.equal({ ...channels, counterparty: true });
  });

  it("has forced sales of vaults in the cascade and not among liquidated accounts", () => {
    expect(measure(cascade(), EVENTS).rounds).to.equal(4);
    expect(measure(liquidations(), [vaultWorld(), ...EVENTS]).count).to.equal(3);
  });
});

describe("vaults", () => {
  it("stand before and after, with what was paid out and what they were made to sell", () => {
    const end = { phase: "block" as const, sharePrice: "0.9", netAssetsUsd: "200000", pendingShares: whole(25, 24) };
    const rows = [
      vaultWorld(),
      loopState(),
      basisState(),
      vaultAction({ amountUsd: "1000.25" }),
      vaultAction({ action: "rebalance", amountUsd: "7", direct: null, round: null }),
      vaultAction({ action: "withdraw", amountUsd: "40", direct: null, round: null }),
      vaultAction({ action: "fulfil", amountUsd: "60", direct: null, round: null }),
      vaultAction({ action: "claim", amountUsd: "60", direct: null, round: null }),
      loopState({ ...end, liquidationNavUsd: "-5000", leverage: "inf" }),
      basisState({ phase: "block", hedgeRatio: "0.500000", supply: "0" }),
    ];

    expect(measure(vaults(), rows)).to.deep.equal({
      loopETH: {
        kind: "loop",
        ...{ sharePriceStart: "1", sharePriceEnd: "0.9", navStartUsd: "250000.00", navEndUsd: "200000.00" },
        ...{ liquidationNavStartUsd: "240000.00", liquidationNavEndUsd: "-5000.00" },
        ...{ leverageStart: 5, leverageEnd: null, hedgeRatioEnd: null },
        ...{ pendingSharesEndUsd: "50000.00", redeemedUsd: "100.00", forcedSalesUsd: "1000.25" },
      },
      basisUSD: {
        kind: "basis",
        ...{ sharePriceStart: "1", sharePriceEnd: "1", navStartUsd: "100000.00", navEndUsd: "100000.00" },
        ...{ liquidationNavStartUsd: "99000.00", liquidationNavEndUsd: "99000.00" },
        ...{ leverageStart: null, leverageEnd: null, hedgeRatioEnd: 0.5 },
        ...{ pendingSharesEndUsd: "0.00", redeemedUsd: "0.00", forcedSalesUsd: "0.00" },
      },
    });
  });
});
