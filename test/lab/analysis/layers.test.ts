import { expect } from "chai";
import { badDebt } from "../../../src/analysis/badDebt.ts";
import { layers } from "../../../src/analysis/layers.ts";
import { lenders } from "../../../src/analysis/lenders.ts";
import { adl, perpAccount, perpBooks, position, waterfall } from "../../support/perpRows.ts";
import { basisState, loopState, redemption, shareholder, vaultWorld, whole } from "../../support/vaultRows.ts";
import { account, block, defence, deficit, measure, world } from "./rows.ts";

const end = { phase: "end" as const };
const usdc = (amount: number) => whole(amount, 6);
const fallen = block({ WETH: { reference: "1000" }, wstETH: { reference: "1250" }, USDC: { reference: "1" } });

describe("layers", () => {
  const layer = (rows: Parameters<typeof measure>[1], venue: string) =>
    measure(layers(), rows).find((row) => row.venue === venue);

  it("gives lending its suppliers' claims less what nothing backs, and its borrowers' equity", () => {
    const rows = [
      world(),
      account(0, 0, { collateral: { USDC: usdc(10_000) } }),
      account(0, 0, { account: "0xb", collateral: { WETH: whole(2) }, debt: { USDC: usdc(3_000) } }),
      fallen,
      deficit("100"),
      defence({ action: "repay", repaidUsd: "50" }),
      redemption({ venue: "lending", valueUsd: "400" }),
      account(0, 0, { ...end, collateral: { USDC: usdc(9_600) } }),
      account(0, 0, { ...end, account: "0xb", collateral: { WETH: whole(2) }, debt: { USDC: usdc(2_950) } }),
    ];

    // 10,000 + 1,000 before; 9,600 − 950 − 100 after; 50 came and 400 went.
    expect(layer(rows, "lending")).to.include({
      equityStartUsd: "11000.00",
      equityEndUsd: "8550.00",
      lostUsd: "2100.00",
    });
  });

  it("leaves a vault's equity to the vault, and what its position lacks to the lenders", () => {
    const vault = { account: "0xv", group: "loopETH", vault: "loopETH", collateral: { wstETH: whole(500) } };
    const rows = [
      vaultWorld(),
      account(0, 0, { collateral: { USDC: usdc(5_000) } }),
      account(1_250_000, 1_000_000, { ...vault, debt: { WETH: whole(500) } }),
      loopState(),
      fallen,
      loopState({ phase: "block", netAssetsUsd: "1", referenceNavUsd: "1" }),
      account(0, 0, { ...end, collateral: { USDC: usdc(5_000) } }),
      account(1, 2, { ...end, ...vault, debt: { WETH: whole(626) } }),
    ];

    // 500 × 1,250 less 626 × 1,000 is 1,000 short.
    expect(layer(rows, "lending")).to.include({ equityStartUsd: "5000.00", lostUsd: "1000.00" });
    expect(layer(rows, "loopETH")).to.include({ equityStartUsd: "250000.00", lostUsd: "249999.00" });
    expect(layer(rows, "lending")).to.include({ nominalLeverageStart: 5, effectiveLeverageStart: null });
  });

  it("does not take for a loss what shareholders took out", () => {
    const rows = [
      vaultWorld(),
      loopState(),
      loopState({ phase: "block", referenceNavUsd: "120000", supply: whole(50, 24) }),
      loopState({ phase: "block", referenceNavUsd: "90000", supply: whole(50, 24) }),
      shareholder({ loopETH: 100 }),
    ];

    // Half left at 2,400 a share instead of 2,500: 100 shares lost 100 each; then 50 lost 600 each.
    expect(layer(rows, "loopETH")).to.include({
      ...{ equityStartUsd: "250000.00", equityEndUsd: "90000.00", lostUsd: "40000.00" },
      ...{ nominalLeverageStart: 5, effectiveLeverageStart: 5, effectiveLeverageEnd: null },
    });
  });

  it("adds up traders, the pool and the engine, without the vaults' accounts and without what providers bring", () => {
    const vault = perpAccount({ account: "0xv", vault: "basisUSD", settledUsd: "9000", notionalUsd: "70000" });
    const trader = perpAccount({ positions: { ETH: position(1, "0") }, notionalUsd: "2000", equityUsd: "100" });
    const rows = [
      vaultWorld(),
      vault,
      trader,
      perpBooks({ phase: "start", poolUsd: "1000", engineEquityUsd: "50" }),
      perpBooks({ poolUsd: "1200", engineEquityUsd: "-10", poolFlowUsd: "150" }),
      { ...vault, ...end },
      { ...trader, ...end, positions: { ETH: position(1, "-95") }, equityUsd: "5" },
    ];

    // 100 + 1,000 + 50 before, 5 + 1,200 − 10 after, 150 brought.
    expect(layer(rows, "perps")).to.include({
      equityStartUsd: "1150.00",
      equityEndUsd: "1195.00",
      lostUsd: "105.00",
      nominalLeverageStart: 360,
      effectiveLeverageStart: 21,
    });
  });
});

describe("lenders", () => {
  it("are locked in by what a full reserve has no cash for", () => {
    const rows = [
      world(),
      block({ USDC: { oracle: "1" } }, { utilisation: { USDC: "0.800000", WETH: "0.999999" } }),
      block({ USDC: { oracle: "1" } }, { utilisation: { USDC: "0.999000", WETH: "0.500000" } }),
      account(0, 0, { ...end, collateral: { USDC: usdc(999_999), WETH: whole(9) } }),
      account(0, 0, { ...end, collateral: { WETH: whole(999) }, debt: { USDC: usdc(999_000) } }),
    ];

    expect(measure(lenders(), rows)).to.deep.equal({
      lockedBlockHours: 0,
      lockedUsdEnd: "998999.00",
      peakUtilisation: { USDC: 0.999, WETH: 0.999999 },
      blocksAtFull: { USDC: 1, WETH: 1 },
    });
  });

  it("count hours by the share of claims that could not leave, each block until the next begins", () => {
    const rows = [
      world(),
      block({}, { block: 0, time: 0 }),
      block({}, { block: 1, time: 12, lockedShare: "0.5" }),
      block({}, { block: 2, time: 3612 }),
      block({}, { block: 3, time: 3624, lockedShare: "1" }),
    ];

    // An hour of one half, and the last block's twelve seconds.
    expect(measure(lenders(), rows).lockedBlockHours).to.equal(0.503333);
  });

  it("say nothing where no block does", () => {
    expect(measure(lenders(), [world(), block()])).to.deep.equal({
      ...{ lockedBlockHours: 0, lockedUsdEnd: "0.00", peakUtilisation: {}, blocksAtFull: {} },
    });
  });
});

describe("bad debt with vaults", () => {
  const stacked = { collateral: { loopETH: whole(10, 24) }, debt: { USDC: usdc(23_000) } };

  it("takes shares at liquidation NAV, and the worst moment of the run", () => {
    const rows = [
      vaultWorld(),
      loopState(),
      block({}, { economicBadDebtUsd: "1500.00" }),
      loopState({ phase: "block", liquidationNavUsd: "220000" }),
      block({}, { economicBadDebtUsd: "1000.00" }),
      account(25_000, 23_000, { ...end, ...stacked }),
      perpAccount({ ...end, equityUsd: "5", settledUsd: "-25000", collateral: { loopETH: whole(10, 24) } }),
    ];

    // Ten shares of 2,200: 1,000 short in lending, and 3,000 on the exchange.
    expect(measure(badDebt(), rows)).to.deep.include({
      ...{ recognised: "0.00", economic: "4000.00", ultimate: "4000.00", economicPeak: "4000.00" },
      byVenue: {
        lending: { recognised: "0.00", economic: "1000.00" },
        perps: { recognised: "0.00", economic: "3000.00" },
      },
    });
  });

  it("values what a vault would be left with by its asset's reference, as everything else", () => {
    const rows = [
      vaultWorld(),
      loopState({ liquidationNavUsd: "250000" }),
      block({ wstETH: { oracle: "2500", reference: "2000" } }),
      account(25_000, 23_000, { ...end, ...stacked }),
    ];

    // Ten of a hundred shares of 200,000.
    expect(measure(badDebt(), rows).economic).to.equal("3000.00");
  });

  it("counts once what a vault lost to others and then does not pay: 140 by venue, 100 ultimate", () => {
    const vault = { account: "0xv", group: "basisUSD", vault: "basisUSD" };
    const rows = [
      vaultWorld(),
      account(0, 0, vault),
      basisState(),
      adl({ account: "0xv", group: "basisUSD", takenUsd: "100" }),
      waterfall("adl", "100"),
      account(0, 0, { ...end, ...vault, collateral: { USDC: usdc(60) }, debt: { USDC: usdc(100) } }),
    ];

    expect(measure(badDebt(), rows)).to.deep.include({
      ultimate: "100.00",
      byVenue: {
        lending: { recognised: "0.00", economic: "40.00" },
        perps: { recognised: "100.00", economic: "0.00" },
      },
    });
  });

  it("counts once what the loss in shares left unpaid, and no more than they lost", () => {
    const holder = { account: "0xs", collateral: { basisUSD: whole(50_000, 12) }, debt: { USDC: usdc(49_900) } };
    const rows = [
      vaultWorld(),
      account(0, 0, holder),
      basisState(),
      adl({ account: "0xv", group: "basisUSD", takenUsd: "1000" }),
      waterfall("adl", "800"),
      basisState({ phase: "block", liquidationNavUsd: "98000" }),
      account(0, 0, { ...end, ...holder }),
    ];

    // 49,900 over 49,000 is 900 short; the half of the shares lost 500 by it.
    expect(measure(badDebt(), rows)).to.include({ recognised: "800.00", economic: "900.00", ultimate: "1200.00" });
  });
});
