import { expect } from "chai";
import { spanFigures } from "../../../src/analysis/spanFigures.ts";
import { parseScenarioDocument } from "../../../src/scenario/document.ts";
import { validateScenario } from "../../../src/scenario/validate.ts";
import { account, block, liquidation, world } from "./rows.ts";

const scenario = validateScenario(
  parseScenarioDocument(
    `
name: spans
question: How much in which span?
assets: { WETH: { decimals: 18, priceUsd: 2000 }, USDC: { decimals: 6, priceUsd: 1 } }
lending: { reserves: { WETH: { ltv: 80%, liquidationThreshold: 83% } } }
population: { borrowers: { kind: account, supply: {}, borrow: {} } }
spans:
  early: { from: "1970-01-01T00:00:00Z", to: "1970-01-01T00:02:00Z" }
  never: { from: "1971-01-01T00:00:00Z", to: "1971-01-01T00:02:00Z" }
`,
    "spans.yaml",
  ),
);
const call = { debtAsset: "USDC", collateralAsset: "WETH", debtRepaid: "1500000", collateralSeized: "2" };
const rows = [
  world(),
  liquidation(call),
  block({}, { block: 0, time: 30 }),
  liquidation(call),
  liquidation(call),
  block({}, { block: 1, time: 120 }),
  liquidation(call),
  block({}, { block: 2, time: 132 }),
  account(0, 0, { phase: "start", debt: { USDC: "9" } }),
  account(0, 0, { phase: "end", debt: { USDC: "250000" } }),
  account(0, 0, { phase: "end", debt: { USDC: "250001" } }),
  account(0, 0, { phase: "end", group: "others", debt: { USDC: "7" } }),
];
const figures = spanFigures(rows, scenario);

describe("spanFigures", () => {
  it("counts the calls of a span, both ends included, and of the run", () => {
    expect(figures).to.include({ "early.calls": 3, "run.calls": 4, "never.calls": 0 });
  });

  it("adds what they repaid and seized, in whole units", () => {
    expect(figures).to.include({ "early.repaid.USDC": "4.5", "early.seized.WETH": "0.000000000000000006" });
    expect(figures).to.include({ "early.repaid.WETH": "0", "never.repaid.USDC": "0" });
  });

  it("gives the minutes between the first call and the last", () => {
    expect(figures).to.include({ "early.minutes": "1.5", "run.minutes": "1.7", "never.minutes": "0.0" });
  });

  it("gives what a group ends with", () => {
    expect(figures).to.include({ "end.borrowers.debt.USDC": "0.500001", "end.borrowers.collateral.WETH": "0" });
  });
});
