import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { treatmentSchema } from "../../../../src/scenario/treatmentSchema.ts";
import { controlRow } from "../../../../src/trace/guards/controlRow.ts";
import { WAD } from "../../../../src/units.ts";
import { GuardBook } from "../../../../src/venues/guardBook.ts";
import { EMPTY_PLACE } from "../../../../src/venues/guardPlace.ts";
import type { GuardDeployment, GuardScope } from "../../../../src/world/deployment.ts";
import { MAX_UINT } from "../../../../src/world/encode.ts";

const PLACES = ["WETH", "USDC"].map((symbol) => ({
  ...{ venue: "lending", symbol, addresses: { venue: "0x1", asset: `0x${symbol}` } },
}));

function bookOf(treatments: object, scopes: GuardScope[] = []): GuardBook {
  return new GuardBook(
    treatmentSchema.parse(treatments),
    { scopes, venues: { lending: "0x1" }, toxicZones: {} } as unknown as GuardDeployment,
    PLACES,
  );
}
const HALT = { assets: ["WETH"], maxMove: "5%" };

describe("controlRow", () => {
  it("is empty where nothing is in force", () => {
    expect(controlRow(bookOf({}), 3, 100)).to.deep.equal({
      ...{ kind: "controls", block: 3, systemLeverage: null, halts: {}, liquidationRoomUsd: {}, margins: {} },
    });
  });

  it("names what is stopped, by the latest end of all that stops it, and nothing whose time is over", () => {
    const book = bookOf({ priceVelocity: HALT });
    book.set("lending", "WETH", { ...EMPTY_PLACE, haltedUntil: 160n, pausedUntil: 130n, graceUntil: 200n });
    book.set("lending", "USDC", { ...EMPTY_PLACE, pausedUntil: 100n });

    expect(controlRow(book, 0, 100).halts).to.deep.equal({ "lending/WETH": 200 });
    expect(controlRow(book, 0, 200).halts).to.deep.equal({});
  });

  it("has no end for what is reset by hand only", () => {
    const book = bookOf({});
    book.set("lending", "USDC", { ...EMPTY_PLACE, lossUntil: MAX_UINT });

    expect(controlRow(book, 0, 100).halts).to.deep.equal({ "lending/USDC": null });
  });

  it("takes no spread for a halt", () => {
    const book = bookOf({ priceVelocity: { ...HALT, response: "widen" } });
    book.set("lending", "WETH", { ...EMPTY_PLACE, haltedUntil: 160n, spread: WAD / 10n });

    expect(controlRow(book, 0, 100).halts).to.deep.equal({});
  });

  it("gives a throttle's room once, by its scope, and margins and leverage with six digits", () => {
    const book = bookOf({ throttle: { limitUsd: 1000, periodSeconds: 60, venues: ["lending"] } }, [
      { control: "throttle", venue: "lending", asset: null, isMarket: false, at: { venue: "0x1", asset: ZeroAddress } },
    ]);
    for (const { venue, symbol } of PLACES) book.set(venue, symbol, { ...EMPTY_PLACE, liquidationRoom: 250n * WAD });
    book.margins = new Map([["WETH", WAD / 8n]]);
    book.systemLeverage = (5n * WAD) / 2n;

    expect(controlRow(book, 0, 100)).to.deep.include({
      liquidationRoomUsd: { "lending/*": "250.00" },
      margins: { WETH: "0.125000" },
      systemLeverage: "2.500000",
    });
  });
});
