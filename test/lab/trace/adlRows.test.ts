import { expect } from "chai";
import { WAD } from "../../../src/units.ts";
import { ETH, PerpBlock, perpLog, trader, USDC } from "../../support/perpBlock.ts";

const [DELEVERAGED, POOL] = [1, 2];

describe("rows of deleveraging", () => {
  /** The engine lacks 200: long one ether from 4,100, with 100 in the fund, and ether falls to 3,800. */
  const lacking = (overrides: readonly string[] = []) => {
    const block = new PerpBlock(({ hold, engine, book }) => {
      hold(0, { settled: 900n * USDC, positions: { ETH: { size: -WAD } } });
      hold(1, {
        settled: 5_000n * USDC,
        positions: { ETH: { size: -WAD }, BTC: { size: WAD, entry: 125_000n * WAD } },
      });
      engine({ positions: { ETH: { size: WAD, entry: 4_100n * WAD } } });
      book.books = { ...book.books, insurance: 100n * USDC };
    }, overrides);
    return block.open().print("WETH", 3_800n);
  };
  const taken = (n: number, share: bigint) => {
    const size = WAD / share;
    return perpLog(
      "Deleveraged",
      ETH,
      trader(n),
      size,
      size - WAD,
      4_100n * WAD,
      (-100n * USDC) / share,
      3n * WAD,
      (300n * USDC) / share,
      200n * USDC,
      1_100n * USDC,
    );
  };

  it("give score, haircut, leverage and whether the account as a whole was in profit", () => {
    const block = lacking().send(taken(0, 2n), taken(1, 4n));

    const [first, second] = block.of("adl");
    expect(first).to.include({
      venue: "perps",
      rank: 1,
      score: "3",
      size: "-0.5",
      price: "4100.00000000",
      notionalUsd: "2050",
    });
    // 3,800 of notional on 1,100 of equity; 150 of 200 given up.
    expect(first).to.include({ takenUsd: "150", haircut: "0.75", leverage: "3.454545", accountInProfit: true });
    // The other's bitcoin lost 5,000: in profit on this position alone.
    expect(second).to.include({ rank: 2, accountInProfit: false, policy: "hyperliquid-queue" });
  });

  it("belong to the round after the largest of the takeovers since the engine had equity", () => {
    const takeover = (n: number) => perpLog("TakenOver", ETH, trader(n), trader(9), -WAD, 0n, 0n, 0n, 0n);
    const block = new PerpBlock(({ hold, book }) => {
      hold(0, { settled: 150n * USDC, positions: { ETH: { size: WAD } } });
      hold(1, { settled: 350n * USDC, positions: { ETH: { size: WAD } } });
      hold(2, { settled: 900n * USDC, positions: { ETH: { size: -2n * WAD } } });
      book.books = { ...book.books, insurance: -1n };
    });
    // The path alone brings the first below; its sale and the print after it, the second.
    block.open({ WETH: 3_950n }).print("WETH", 3_950n).send(takeover(0)).print("WETH", 3_700n).send(takeover(1));
    block.send(taken(2, 2n));

    expect(block.of("perpLiquidation").map(({ round }) => round)).to.deep.equal([0, 1]);
    expect(block.of("adl").map(({ round }) => round)).to.deep.equal([2]);
  });

  it("belong to round 1 where the engine had equity before", () => {
    expect(lacking().send(taken(0, 2n)).of("adl")[0]?.round).to.equal(1);
  });

  it("measure a round against what the engine lacked when it began", () => {
    const ended = perpLog("RoundEnded", ETH, false, WAD, (WAD * 3n) / 4n, WAD / 4n);
    const block = lacking().send(
      taken(0, 2n),
      taken(1, 4n),
      perpLog("LossBorne", ETH, DELEVERAGED, 225n * USDC),
      ended,
    );

    expect(block.of("adlRound")).to.deep.equal([
      {
        kind: "adlRound",
        block: 0,
        transaction: "0x1",
        market: "ETH",
        policy: "hyperliquid-queue",
        side: "short",
        against: "engine",
        target: "1",
        closed: "0.75",
        passed: "0.25",
        accounts: 2,
        takenUsd: "225",
        deficitUsd: "200",
      },
    ]);
  });

  it("let a round of several transactions be one, and the next begin from what is left", () => {
    const borne = (usd: bigint) => perpLog("LossBorne", ETH, DELEVERAGED, usd * USDC);
    const ended = perpLog("RoundEnded", ETH, false, WAD, WAD / 2n, 0n);
    const block = lacking()
      .send(taken(0, 4n), borne(75n))
      .send(taken(1, 4n), borne(75n), ended)
      .send(taken(0, 4n), borne(75n), ended);

    expect(block.of("adlRound").map(({ takenUsd, deficitUsd }) => [takenUsd, deficitUsd])).to.deep.equal([
      ["150", "200"],
      ["75", "50"],
    ]);
  });

  it("count a round against the pool where the engine lacks nothing", () => {
    const block = new PerpBlock(({ hold }) => hold(0, { settled: USDC, positions: { ETH: { size: -WAD } } }));
    const closed = perpLog(
      "Deleveraged",
      ETH,
      trader(0),
      WAD,
      0n,
      3_800n * WAD,
      200n * USDC,
      WAD,
      0n,
      200n * USDC,
      201n * USDC,
    );
    block
      .open()
      .print("WETH", 3_800n)
      .send(closed, perpLog("RoundEnded", ETH, false, WAD, WAD, 0n));

    expect(block.of("adlRound")[0]).to.include({ against: "pool", deficitUsd: "0", takenUsd: "0" });
    expect(block.of("adl")[0]).to.include({ haircut: "0" });
  });

  it("spare no position of an engine that went under as an account", () => {
    const block = lacking(["perps.adl.scope=account"]);
    const borne = perpLog("LossBorne", ETH, DELEVERAGED, 225n * USDC);
    const ended = perpLog("RoundEnded", ETH, false, WAD, WAD, 0n);
    block.send(taken(0, 2n), taken(1, 4n), borne, ended).send(taken(0, 4n), ended);

    // Its equity is 25 again, and the rest of its loss goes to counterparties all the same.
    expect(block.of("adlRound").map(({ against, deficitUsd }) => [against, deficitUsd])).to.deep.equal([
      ["engine", "200"],
      ["engine", "0"],
    ]);
  });

  it("measure a round that found nobody to take by what the engine lacked before the pool bore it", () => {
    const borne = perpLog("LossBorne", ETH, POOL, 300n * USDC);
    const block = lacking().send(borne, perpLog("RoundEnded", ETH, false, WAD, 0n, WAD));

    expect(block.of("adlRound")[0]).to.include({ against: "engine", deficitUsd: "200", takenUsd: "0", passed: "1" });
  });
});
