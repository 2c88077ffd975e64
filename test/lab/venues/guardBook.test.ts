import { expect } from "chai";
import { WAD } from "../../../src/units.ts";
import type { GuardAsk } from "../../../src/venues/guardRefusal.ts";
import { MAX_UINT } from "../../../src/world/encode.ts";
import { LOOK, tinyGuards } from "../../support/tinyGuards.ts";

const ACTIONS: readonly GuardAsk["action"][] = ["borrow", "order", "withdraw", "exit", "deposit", "grow", "liquidate"];
const AFTER = BigInt(LOOK + 1);
const HALT = { assets: ["WETH"], response: "halt", stopsLiquidations: false, stopsWithdrawals: false };

describe("GuardBook", () => {
  const refusedOf = (book: ReturnType<typeof tinyGuards>, venue: string, symbol: string, more: object = {}) =>
    ACTIONS.filter((action) => book.refusalOf({ venue, symbol, action, ...more }) !== undefined);

  it("refuses nothing where nothing binds", () => {
    const book = tinyGuards({ pause: {}, throttle: {}, outflow: {} }, { "lending/WETH": {} });
    expect(refusedOf(book, "lending", "WETH")).to.deep.equal([]);
    expect(refusedOf(book, "lending", "unknown")).to.deep.equal([]);
    expect(book.liquidationRoomUsd("lending", "WETH")).to.equal(undefined);
    expect(book.outflowRoom("lending", "WETH")).to.equal(undefined);
    expect(book.stepRoomUsd("0x01", 10n ** 30n, WAD)).to.equal(undefined);
  });

  it("stops everything in a pause, and liquidations through its grace, up to the second of its end", () => {
    const book = tinyGuards({ pause: {} }, { "lending/WETH": { pausedUntil: AFTER, graceUntil: AFTER + 60n } });
    expect(refusedOf(book, "lending", "WETH")).to.deep.equal(ACTIONS);
    expect(book.stopsWithdrawals("lending", "WETH")).to.equal(true);
    book.time = Number(AFTER);
    expect(refusedOf(book, "lending", "WETH")).to.deep.equal(["liquidate"]);
    expect(book.refusalOf({ venue: "lending", symbol: "WETH", action: "liquidate" })).to.deep.equal({
      control: "pause",
      reason: "CircuitBreaker_Grace",
      passes: true,
    });
    book.time += 60;
    expect(book.stopsLiquidations("lending", "WETH")).to.equal(false);
  });

  it("stops by a halt what adds risk, and by choice exits and liquidations", () => {
    const at = {
      "lending/WETH": { haltedUntil: AFTER },
      "lending/USDC": {},
      "perps/USDC": {},
      "perps/WETH": { haltedUntil: AFTER },
    };
    const risks = ["borrow", "order", "deposit", "grow"];
    expect(refusedOf(tinyGuards({ priceVelocity: HALT }, at), "lending", "WETH")).to.deep.equal(risks);
    const exits = tinyGuards({ priceVelocity: { ...HALT, stopsWithdrawals: true } }, at);
    expect(refusedOf(exits, "lending", "WETH")).to.deep.equal(ACTIONS.filter((action) => action !== "liquidate"));
    const closes = tinyGuards({ priceVelocity: { ...HALT, stopsLiquidations: true } }, at);
    expect(closes.stopsLiquidations("lending", "WETH")).to.equal(true);
    expect(
      refusedOf(tinyGuards({ priceVelocity: { ...HALT, response: "widen" } }, at), "lending", "WETH"),
    ).to.deep.equal([]);
  });

  it("binds all that a venue does by the prices that it watches, and margin that leaves the exchange as risk", () => {
    const book = tinyGuards(
      { priceVelocity: HALT },
      {
        "lending/WETH": { haltedUntil: AFTER },
        "lending/USDC": {},
        "perps/USDC": {},
        "perps/WETH": { haltedUntil: AFTER },
      },
    );
    expect(refusedOf(book, "lending", "USDC")).to.deep.equal(["borrow", "order", "deposit", "grow"]);
    expect(refusedOf(book, "perps", "USDC")).to.include("withdraw");
    book.time = Number(AFTER);
    expect(refusedOf(book, "lending", "USDC")).to.deep.equal([]);
  });

  it("limits what is borrowed, what leaves and what is seized, each to its room", () => {
    const rooms = { borrowRoom: 5n, outflowRoom: 3n, liquidationRoom: 0n };
    const book = tinyGuards({ throttle: {}, outflow: {}, borrowVelocity: {} }, { "lending/WETH": rooms });
    expect(refusedOf(book, "lending", "WETH", { amount: 3n })).to.deep.equal(["liquidate"]);
    expect(refusedOf(book, "lending", "WETH", { amount: 4n })).to.deep.equal([
      "borrow",
      "withdraw",
      "exit",
      "liquidate",
    ]);
    const reasonOf = (action: GuardAsk["action"], amount: bigint) =>
      book.refusalOf({ venue: "lending", symbol: "WETH", action, amount })?.control;
    expect(reasonOf("borrow", 4n)).to.equal("outflow");
    expect(reasonOf("borrow", 6n)).to.equal("borrowVelocity");
    expect(reasonOf("order", 6n)).to.equal("borrowVelocity");
    expect(reasonOf("liquidate", 1n)).to.equal("throttle");
  });

  it("stops borrowing and orders after a loss, for ever where nothing resumes it", () => {
    const stop = (lossUntil: bigint) =>
      tinyGuards({ lossStop: {} }, { "lending/WETH": { lossUntil } }).refusalOf({
        venue: "lending",
        symbol: "WETH",
        action: "borrow",
      });
    expect(stop(AFTER)).to.include({ control: "lossStop", passes: true });
    expect(stop(MAX_UINT)).to.include({ control: "lossStop", passes: false });
    expect(stop(BigInt(LOOK))).to.equal(undefined);
  });

  it("holds a vault to its cap and growth to the system's, where the registry enforces and has looked lately", () => {
    const capped = (mode: string) => {
      const book = tinyGuards({ cap: { mode, maxAgeSeconds: 60 } });
      book.vaults = new Map([["loopETH", { leverage: 3n * WAD, takenAt: LOOK, cap: 4n * WAD }]]);
      [book.systemLeverage, book.systemTakenAt] = [2n * WAD, LOOK];
      return book;
    };
    const grow = { venue: "loopETH", symbol: "wstETH", action: "grow" } as const;
    const book = capped("enforce");
    expect(book.refusalOf({ ...grow, leverage: 4n * WAD })).to.equal(undefined);
    expect(book.refusalOf({ ...grow, leverage: 4n * WAD + 1n })).to.deep.equal({
      control: "cap",
      reason: "LeverageRegistry_AboveCap",
      passes: false,
    });
    expect(capped("observe").refusalOf({ ...grow, leverage: 9n * WAD })).to.equal(undefined);
    book.systemCap = 2n * WAD;
    expect(refusedOf(book, "lending", "WETH")).to.deep.equal([]);
    book.systemCap = 2n * WAD - 1n;
    expect(refusedOf(book, "lending", "WETH")).to.deep.equal(["borrow", "order", "deposit", "grow"]);
    book.systemCap = 2n * WAD;
    book.time += 61;
    expect(book.refusalOf(grow)).to.include({ reason: "LeverageRegistry_Stale", passes: true });
  });

  it("knows which places share a throttle, and while its period or a step is under way", () => {
    const throttle = { limitUsd: 100n * WAD };
    const book = tinyGuards({ throttle }, { "lending/WETH": { liquidationRoom: 100n * WAD }, "perps/ETH": {} });
    expect(book.throttleKey("lending", "WETH")).to.equal(book.throttleKey("perps", "ETH"));
    expect(book.delaysLiquidation("0x01")).to.equal(false);
    book.steps.set("0x01", { until: AFTER, budget: 1n, used: 1n });
    expect([book.delaysLiquidation("0x01"), book.delaysLiquidation("0x02")]).to.deep.equal([true, false]);
    book.set("lending", "WETH", { ...book.at("lending", "WETH"), liquidationRoom: 99n * WAD });
    expect(book.delaysLiquidation("0x02")).to.equal(true);
  });
});
