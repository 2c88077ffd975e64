import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { summarise } from "../../../src/analysis/summarise.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import { runRows } from "../../support/runRows.ts";

const [FILE = ""] = scenarioFiles("perp-2025-10-10");
const GOLDEN = new URL("../../golden/perp-2025-10-10.perps.json", import.meta.url);

describe("golden figures of perp-2025-10-10", function () {
  this.timeout(300_000);

  // FAULTLINE_GOLDEN=write puts what the run gives in place of what is kept: commit the difference with its cause.
  it("are what is kept, on all accounts, with books that close", async () => {
    const rows = await runRows(loadScenario(FILE));
    const { blocks, converged, failedTransactions, perps, conservation } = summarise(rows, {
      version: "golden",
      compare: [],
    });
    const text = `${JSON.stringify({ blocks, converged, failedTransactions, perps, conservation }, null, 2)}\n`;
    if (process.env.FAULTLINE_GOLDEN === "write") writeFileSync(GOLDEN, text);
    expect(conservation.ok).to.equal(true);
    expect(JSON.parse(text)).to.deep.equal(JSON.parse(readFileSync(GOLDEN, "utf8")));
  });
});
