import { expect } from "chai";
import { summarise } from "../../../src/analysis/summarise.ts";
import { summarySchema } from "../../../src/analysis/summary.ts";
import { run } from "../../../src/run/run.ts";
import type { Row } from "../../../src/trace/row.ts";
import { TraceRecorder } from "../../../src/trace/traceRecorder.ts";
import { formatDecimal, parseDecimal } from "../../../src/units.ts";
import type { PerpBook } from "../../../src/venues/perpBook.ts";
import { createVenues } from "../../../src/venues/venues.ts";
import { buildWorld } from "../../../src/world/build.ts";
import type { World } from "../../../src/world/world.ts";
import { type PerpAnswer, perpGetter } from "../../support/perpGetters.ts";
import { TINY_PERPS } from "../../support/tinyPerps.ts";
import { loadText } from "../../support/tinyScenario.ts";

/** Deleveraging by queue, orders that wait a block. */
const SHAKEN = [
  "perps.preset=hyperliquid",
  "perps.trading={settlementDelay: 1, settlementWindow: 5, settlementRewardUsd: 2}",
];

/** Runs the tiny exchange; `atEnd` sees the chain as the last block left it, before the run's end is written. */
async function perpRun(
  overrides: readonly string[],
  atEnd: (world: World, book: PerpBook, rows: readonly Row[]) => Promise<void> | void = () => {},
): Promise<Row[]> {
  const world = await buildWorld(loadText(TINY_PERPS, overrides), 1);
  const venues = createVenues(world);
  const rows: Row[] = [];
  const trace = new TraceRecorder(world, venues, "test", (row) => rows.push(row));
  await run(world, venues, {
    start: (outside) => trace.start(outside),
    decode: (record) => trace.decode(record),
    close: (record) => trace.close(record),
    async end(...args) {
      await atEnd(world, venues.perps as PerpBook, rows);
      await trace.end(...args);
    },
  });
  await world.chain.close();
  return rows;
}

function of<Kind extends Row["kind"]>(rows: readonly Row[], kind: Kind): Extract<Row, { kind: Kind }>[] {
  return rows.filter((row): row is Extract<Row, { kind: Kind }> => row.kind === kind);
}

const quote = (usd: string) => parseDecimal(usd, 6);
const wad = (text: string) => parseDecimal(text, 18);

describe("the trace of a run on an exchange", function () {
  this.timeout(120_000);
  let rows: Row[];
  const margins = new Map<string, PerpAnswer>();
  const chain = { pool: 0n, engine: 0n, markets: [] as PerpAnswer[] };

  before(async () => {
    rows = await perpRun(SHAKEN, async (world, book) => {
      for (const { account } of book.accounts) margins.set(account, await perpGetter(world, "getMargin", account));
      for (const { id } of book.markets) chain.markets.push(await perpGetter(world, "getMarket", id));
      chain.pool = BigInt((await perpGetter(world, "poolEquity")) as unknown as bigint);
      chain.engine = BigInt((await perpGetter(world, "engineEquity")) as unknown as bigint);
    });
  });

  it("closes all books", () => {
    const [conservation] = of(rows, "conservation");
    expect(conservation).to.deep.include({ ok: true, maxErrorWei: "0" });
    expect(conservation?.checks.filter(({ venue }) => venue === "perps").length).to.be.greaterThan(7);
    expect(of(rows, "end")[0]?.converged).to.equal(true);
  });

  it("has something of everything", () => {
    const kinds = ["perpMarket", "perpBooks", "perpAccount", "perpTrade", "adl", "adlRound", "waterfall"];
    for (const kind of kinds) expect(of(rows, kind as Row["kind"]).length, kind).to.be.greaterThan(0);
    const stages = new Set(of(rows, "perpLiquidation").map(({ stage }) => stage));
    expect([...stages]).to.include.members(["takeover", "disposal"]);
  });

  it("ends with markets, books and accounts as the chain states them", () => {
    const ends = of(rows, "perpMarket").slice(-2);
    ends.forEach((row, id) => {
      const { index, mark, premium, fundingRate, fundingIndex } = chain.markets[id] as PerpAnswer;
      expect([row.index, row.mark]).to.deep.equal([index, mark].map((price) => formatDecimal(price as bigint, 18, 8)));
      const state = [wad(row.premium), wad(row.fundingRate), wad(row.fundingIndex)];
      expect(state).to.deep.equal([premium, fundingRate, fundingIndex]);
    });
    const books = of(rows, "perpBooks").at(-1);
    expect([quote(books?.poolUsd ?? ""), quote(books?.engineEquityUsd ?? "")]).to.deep.equal([
      chain.pool,
      chain.engine,
    ]);
    for (const row of of(rows, "perpAccount").filter(({ phase }) => phase === "end")) {
      const margin = margins.get(row.account);
      if (margin === undefined) continue;
      expect([quote(row.equityUsd), quote(row.maintenanceUsd)]).to.deep.equal([margin.equity, margin.maintenance]);
    }
  });

  it("writes each account's rows for traders and providers, whose shares are the pool's worth", () => {
    const start = of(rows, "perpAccount").filter(({ phase }) => phase === "start");
    expect(start.filter(({ group }) => group !== "liquidity providers")).to.have.lengthOf(24);
    const provided = start.reduce((sum, { poolUsd }) => sum + quote(poolUsd), 0n);
    const [books] = of(rows, "perpBooks");
    // Virtual shares and each holder's rounding keep a few units back.
    expect(Number(quote(books?.poolUsd ?? "") - provided)).to.be.within(0, 30);
  });

  it("passes on every loss that a waterfall names, and takes no more than a position's profit", () => {
    for (const row of of(rows, "adl"))
      expect(quote(row.takenUsd) <= quote(row.positionProfitUsd) + 1n, row.account).to.equal(true);
    const step = (name: string) =>
      of(rows, "waterfall").reduce((sum, row) => sum + (row.step === name ? quote(row.amountUsd) : 0n), 0n);
    const taken = of(rows, "adl").reduce((sum, row) => sum + quote(row.takenUsd), 0n);
    expect(step("adl")).to.equal(taken);
    const insurance = of(rows, "perpBooks").map(({ insuranceUsd }) => quote(insuranceUsd));
    expect((insurance[0] ?? 0n) + penalties(rows) - step("insurance")).to.equal(insurance.at(-1));
  });

  it("adds up to a summary of the published shape whose venues and causes close", () => {
    const summary = summarise(rows, { version: "test", compare: [] });
    expect(summarySchema.parse(summary)).to.deep.equal(summary);
    expect(summary.liquidations.byVenue.perps?.collateralUsd).to.equal(summary.perps.liquidatedUsd.all);
    const funding = Object.values(summary.attribution).reduce((sum, row) => sum + parseDecimal(row.funding, 2), 0n);
    const socialised = Object.values(summary.attribution).reduce(
      (sum, row) => sum + parseDecimal(row.socialised, 2),
      0n,
    );
    expect([Number(funding), Number(socialised)].every((cents) => Math.abs(cents) <= 5)).to.equal(true);
  });

  it("is the same again, to the byte", async () => {
    expect((await perpRun(SHAKEN)).map((row) => JSON.stringify(row))).to.deep.equal(
      rows.map((row) => JSON.stringify(row)),
    );
  });

  it("calls everything direct while coupling is off", async () => {
    const uncoupled = await perpRun([...SHAKEN, "market.coupling=off"]);
    const sales = of(uncoupled, "perpLiquidation").filter(({ direct }) => direct !== null);
    expect(sales.length).to.be.greaterThan(0);
    expect(sales.every(({ direct, round }) => direct === true && round === 0)).to.equal(true);
  });

  it("fails where an account's cash, a position or the fund was tampered with", async () => {
    const tampered = await perpRun(SHAKEN, (_, book) => {
      const [account] = book.accounts;
      if (account !== undefined) account.settled += 1n;
      book.books = { ...book.books, insurance: book.books.insurance + 1n };
    });
    const [conservation] = of(tampered, "conservation");
    expect(conservation?.ok).to.equal(false);
    const broken = conservation?.checks.filter(({ errorWei }) => errorWei !== "0").map(({ asset }) => asset);
    expect(broken).to.deep.equal(["USDC", "settled margin"]);
  });
});

/** What liquidations and the engine's gains added to the insurance fund. */
function penalties(rows: readonly Row[]): bigint {
  return of(rows, "perpLiquidation").reduce((sum, row) => {
    const gain = row.stage === "disposal" ? quote(row.pnlUsd) : 0n;
    return sum + quote(row.penaltyUsd) + (gain > 0n ? gain : 0n);
  }, 0n);
}
