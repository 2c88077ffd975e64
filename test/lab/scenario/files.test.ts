import { expect } from "chai";
import { formatPlace } from "../../../src/errors.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { WAD } from "../../../src/units.ts";
import { faultOf } from "../../support/faultOf.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const SHOCK = "{ kind: shock, asset: WETH, change: -15%, atBlock: 2 }";
const WALKED = TINY.replace(
  SHOCK,
  '{ kind: candles, asset: WETH, file: c.csv, candleSeconds: 60, from: "2025-10-10T20:45:00Z", to: "2025-10-10T20:48:00Z" }',
);
const HEAD = "# source\nstart,open,high,low,close\n";
const FIRST = "2025-10-10T20:45:00Z,4000,4010,3900,3950\n";
const REST = "2025-10-10T20:46:00Z,3950,3960,3800,3900\n2025-10-10T20:47:00Z,3900,3950,3890,3940\n";

const walk = (csv: string, ...overrides: string[]) => loadText(WALKED, overrides, { "c.csv": csv });

describe("candle files", () => {
  it("are read between from and to", () => {
    const candles = walk(`${HEAD}2025-10-10T20:44:00Z,1,2,1,2\n${FIRST}${REST}`).candles.get("c.csv");
    expect(candles?.map(({ open }) => open / WAD)).to.deep.equal([4000n, 3950n, 3900n]);
    expect(candles?.[0]).to.include({ high: 4010n * WAD, low: 3900n * WAD, close: 3950n * WAD });
  });

  for (const [code, what, csv, line] of [
    ["CANDLES_SYNTAX", "a missing column", `${HEAD}2025-10-10T20:45:00Z,4000,4010,3900\n`, 3],
    ["CANDLES_SYNTAX", "a start that is no time", `${HEAD}noon,4000,4010,3900,3950\n`, 3],
    ["UNIT_NOT_A_NUMBER", "a price that is no number", `${HEAD}2025-10-10T20:45:00Z,4000,high,3900,3950\n`, 3],
    ["CANDLES_VALUE", "a low above the open", `${HEAD}2025-10-10T20:45:00Z,4000,4010,4005,4007\n`, 3],
    ["CANDLES_VALUE", "a high below the close", `${HEAD}2025-10-10T20:45:00Z,4000,4010,3900,4011\n`, 3],
    ["CANDLES_VALUE", "a price of zero", `${HEAD}2025-10-10T20:45:00Z,4000,4010,0,3950\n`, 3],
    ["CANDLES_GAP", "a candle that is missing", HEAD + FIRST + REST.split("\n")[1], undefined],
    ["CANDLES_GAP", "no candle at all", HEAD, undefined],
    ["PRICE_MISMATCH", "another start", HEAD + FIRST.replace("4000", "4001") + REST, undefined],
  ] as const) {
    it(`meet ${code} for ${what}`, () => {
      const fault = faultOf(() => walk(csv));
      expect(fault.code).to.equal(code);
      expect(fault.exitCode).to.equal(2);
      expect(formatPlace(fault.place)).to.match(code === "PRICE_MISMATCH" ? /assets\.WETH\.priceUsd$/ : /c\.csv(:3)?$/);
      if (line !== undefined) expect(fault.place).to.have.property("line", line);
      expect(fault.hint).to.match(/\S/);
    });
  }

  it("are named when they are missing", () => {
    const fault = faultOf(() => loadText(WALKED));
    expect(fault.code).to.equal("CANDLES_MISSING");
    expect(formatPlace(fault.place)).to.match(/c\.csv$/);
  });

  it("need four blocks a candle, and an end after the beginning", () => {
    const steps = faultOf(() => walk(HEAD + FIRST + REST, "chain.blockSeconds=20"));
    expect([steps.code, steps.place]).to.deep.include("CANDLES_STEP");
    expect(faultOf(() => walk(HEAD + FIRST + REST, "market.paths.0.candleSeconds=90")).code).to.equal("CANDLES_STEP");
    expect(faultOf(() => walk(HEAD + FIRST + REST, "market.paths.0.to=2025-10-10T20:45:00Z")).code).to.equal(
      "CANDLES_RANGE",
    );
  });
});

describe("replay files", () => {
  it("name reserves that the pool lists, and no word that every object knows", () => {
    const text = `${TINY.replace(`    - ${SHOCK}\n`, "").replace("paths:", "paths: []")}replay: { file: r.csv, account: whale }\n`;
    const csv = "100,2025-10-10T20:45:00Z,price,constructor,3900,0\n";
    const fault = faultOf(() => loadText(text, ["chain.ordering=fifo"], { "r.csv": csv }));
    expect(fault.code).to.equal("RESERVE_UNKNOWN");
    expect(formatPlace(fault.place)).to.match(/r\.csv:1$/);
  });
});

describe("loadScenario", () => {
  it("says which file it cannot read", () => {
    const fault = faultOf(() => loadScenario("/nowhere/a.yaml"));
    expect(fault.code).to.equal("SCENARIO_UNREADABLE");
    expect(fault.place).to.deep.equal({ file: "/nowhere/a.yaml" });
  });
});
