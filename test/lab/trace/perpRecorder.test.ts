import { expect } from "chai";
import { WAD } from "../../../src/units.ts";
import { PERP_ERRORS } from "../../../src/world/perpErrors.ts";
import { BTC, ETH, EXCHANGE, KEEPER, PerpBlock, perpLog, trader, USDC } from "../../support/perpBlock.ts";

const NO_MARKET = 2n ** 256n - 1n;
const [INSURANCE, POOL] = [0, 2];

/** Closes a long of one ether of the n-th trader in full, at 3,700. */
const liquidated = (n: number) =>
  perpLog(
    "Liquidated",
    ETH,
    trader(n),
    KEEPER,
    -WAD,
    0n,
    3_700n * WAD,
    3_650n * WAD,
    -300n * USDC,
    10n * USDC,
    2n * USDC,
  );

/** Traders long one ether each from 4,000, with so many dollars of margin. */
const longs = (...margins: bigint[]) =>
  new PerpBlock(({ hold }) => {
    margins.forEach((margin, i) => {
      hold(i, { settled: margin * USDC, positions: { ETH: { size: WAD } } });
    });
  });

describe("rows of the exchange", () => {
  it("give a fill with its notional and its sender", () => {
    const block = longs(1_000n).open();
    block.send(perpLog("Traded", ETH, trader(0), -WAD / 2n, WAD / 2n, 3_999n * WAD, -USDC / 2n, 2n * USDC, USDC));

    expect(block.of("perpTrade")).to.deep.equal([
      {
        kind: "perpTrade",
        block: 0,
        transaction: "0x0",
        market: "ETH",
        account: trader(0),
        group: "longs",
        agent: "keepers",
        action: "act",
        sizeDelta: "-0.5",
        size: "0.5",
        fillPrice: "3999.00000000",
        notionalUsd: "1999.5",
        pnlUsd: "-0.5",
        feeUsd: "2",
        poolFeeUsd: "1",
      },
    ]);
  });

  it("name the error that dropped an order", () => {
    const reason = PERP_ERRORS.getError("PerpExchange_PriceBeyondAcceptable")?.selector;
    const block = longs(1_000n).open();
    block.send(perpLog("OrderDropped", ETH, trader(0), KEEPER, 3n * USDC, reason));

    expect(block.of("perpDropped")[0]).to.include({ rewardUsd: "3", reason: "PerpExchange_PriceBeyondAcceptable" });
  });

  it("give a liquidated account as it stood before the transaction, not as its own events left it", () => {
    const block = longs(400n).open({ WETH: 4_000n }).print("WETH", 3_700n);
    block.send(perpLog("Flagged", trader(0), KEEPER, 100n * USDC, 185n * USDC, 5n * USDC), liquidated(0));

    const [flag, sale] = block.of("perpLiquidation");
    expect(flag).to.include({ stage: "flag", equityUsd: "100", rewardUsd: "5", direct: null, market: null });
    // 400 − 300, and 5 % of 3,700.
    expect(sale).to.include({ stage: "full", equityUsd: "100", maintenanceUsd: "185", notionalUsd: "3700", size: "1" });
    expect(sale).to.include({ pnlUsd: "-300", penaltyUsd: "10", rewardUsd: "2", agent: "keepers", group: "longs" });
    expect(block.of("waterfall")).to.have.lengthOf(1);
    expect(block.of("waterfall")[0]).to.include({ step: "margin", market: "ETH", amountUsd: "300" });
  });

  it("call a close that leaves something a part", () => {
    const block = longs(400n).open().print("WETH", 3_700n);
    block.send(
      perpLog(
        "Liquidated",
        ETH,
        trader(0),
        KEEPER,
        -WAD / 5n,
        (WAD * 4n) / 5n,
        3_700n * WAD,
        3_650n * WAD,
        -60n * USDC,
        0n,
        0n,
      ),
    );

    expect(block.of("perpLiquidation")[0]).to.include({ stage: "partial", size: "0.2", notionalUsd: "740" });
  });

  it("call a sale direct where the path alone brings the account below maintenance, else transmitted", () => {
    const block = longs(400n, 300n)
      .open({ WETH: 3_850n })
      .print("WETH", 3_700n)
      .send(liquidated(1))
      .send(liquidated(0));

    // At 3,850 the first has 250 and the second 150, where 192.50 is the margin.
    expect(block.of("perpLiquidation").map(({ direct, round }) => ({ direct, round }))).to.deep.equal([
      { direct: true, round: 0 },
      { direct: false, round: 1 },
    ]);
  });

  it("count one round more for a print that a round brought", () => {
    const block = longs(300n, 400n, 500n).open({ WETH: 3_850n });
    block.print("WETH", 3_850n).send(liquidated(0)).print("WETH", 3_740n).send(liquidated(1));
    block.print("WETH", 3_600n).send(liquidated(2));

    expect(block.of("perpLiquidation").map(({ round }) => round)).to.deep.equal([0, 1, 2]);
  });

  it("give a takeover a row a position, each with the account's one equity", () => {
    const block = new PerpBlock(({ hold }) => {
      hold(0, { settled: 900n * USDC, positions: { ETH: { size: WAD }, BTC: { size: WAD / 10n } } });
    });
    block.open().print("WETH", 3_000n);
    block.send(
      perpLog("TakenOver", ETH, trader(0), KEEPER, WAD, 3_000n * WAD, 3_200n * WAD, -800n * USDC, -200n * USDC),
      perpLog(
        "TakenOver",
        BTC,
        trader(0),
        KEEPER,
        WAD / 10n,
        120_000n * WAD,
        123_000n * WAD,
        300n * USDC,
        -300n * USDC,
      ),
    );

    const rows = block.of("perpLiquidation");
    expect(rows.map(({ market, equityUsd, notionalUsd }) => ({ market, equityUsd, notionalUsd }))).to.deep.equal([
      { market: "ETH", equityUsd: "-100", notionalUsd: "3200" },
      { market: "BTC", equityUsd: "-100", notionalUsd: "12300" },
    ]);
    expect(rows.every(({ stage, direct }) => stage === "takeover" && direct === false)).to.equal(true);
  });

  it("write a debt off with what others bore", () => {
    const block = new PerpBlock(({ hold }) => hold(0, { settled: -7n * USDC })).open();
    block.send(
      perpLog("LossBorne", NO_MARKET, INSURANCE, 4n * USDC),
      perpLog("LossBorne", NO_MARKET, POOL, 3n * USDC),
      perpLog("WrittenOff", trader(0), KEEPER, 7n * USDC),
    );

    expect(block.of("perpLiquidation")[0]).to.include({
      stage: "write-off",
      equityUsd: "-7",
      notionalUsd: "0",
      direct: null,
    });
    expect(block.of("waterfall").map(({ step, market, amountUsd }) => [step, market, amountUsd])).to.deep.equal([
      ["insurance", null, "4"],
      ["pool", null, "3"],
    ]);
  });

  it("give the engine's own closes no direction, and none where nothing was closed", () => {
    const block = new PerpBlock().open();
    block.send(
      perpLog("Disposed", ETH, -WAD, 0n, 3_900n * WAD, 5n * USDC),
      perpLog("Disposed", ETH, 0n, 0n, 3_900n * WAD, -1n),
    );

    const [row, more] = block.of("perpLiquidation");
    expect(row).to.include({ stage: "disposal", group: "engine", account: EXCHANGE, direct: null, pnlUsd: "5" });
    expect(more).to.equal(undefined);
  });
});
