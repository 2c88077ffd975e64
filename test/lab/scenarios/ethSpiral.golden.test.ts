import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { summarise } from "../../../src/analysis/summarise.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { runRows } from "../../support/runRows.ts";
import { SMALL_SPIRAL } from "../../support/smallSpiral.ts";

const [FILE = ""] = scenarioFiles("eth-spiral");
const GOLDEN = new URL("../../golden/eth-spiral.headline.json", import.meta.url);

describe("golden headline of eth-spiral", function () {
  this.timeout(120_000);

  // FAULTLINE_GOLDEN=write puts what the run gives in place of what is kept: commit the difference with its cause.
  it("is what is kept, on a sixth of the accounts", async () => {
    const rows = await runRows(loadScenario(FILE, SMALL_SPIRAL));
    const { prices, liquidations, defences, stranded, badDebtUsd, cascade, prediction, attribution, ...summary } =
      summarise(rows, {
        version: "golden",
        compare: [],
      });
    const { blocks, converged, transactions, failedTransactions, leverage, conservation } = summary;
    const headline = {
      ...{ blocks, converged, transactions, failedTransactions, prices, leverage, liquidations, defences, stranded },
      ...{ badDebtUsd, cascade, prediction, attribution, conservation },
    };
    const text = `${JSON.stringify(headline, null, 2)}\n`;
    if (process.env.FAULTLINE_GOLDEN === "write") writeFileSync(GOLDEN, text);
    expect(JSON.parse(text)).to.deep.equal(JSON.parse(readFileSync(GOLDEN, "utf8")));
  });
});
