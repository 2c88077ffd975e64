import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Table from "cli-table3";
import type { Summary } from "../src/analysis/summary.ts";
import { runScenario } from "../src/lab/runScenario.ts";
import { ADL_POLICIES } from "../src/model/perps/terms.ts";
import { scenarioFiles } from "../src/scenario/catalogue.ts";
import { loadScenario } from "../src/scenario/load.ts";

/** The same crash under every deleveraging policy, by default `perp-2025-10-10`: who paid what. */
const [file = ""] = scenarioFiles(process.argv[2] ?? "perp-2025-10-10");
const folder = mkdtempSync(join(tmpdir(), "faultline-policies-"));

const table = new Table({
  head: ["policy", "deleveraged", "accounts", "gave up", "Gini", "overshoot", "insurance", "pool bore", "stranded"],
  colAligns: ["left", ...Array<"right">(8).fill("right")],
  style: { head: [], border: [] },
});
try {
  for (const policy of ADL_POLICIES) {
    const { summary } = await runScenario(loadScenario(file, [`perps.adl.policy=${policy}`]), { out: folder });
    table.push([policy, ...cellsOf(summary.perps)]);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(table.toString());

function cellsOf(perps: Summary["perps"]): string[] {
  const change = Number(perps.insuranceFundEndUsd) - Number(perps.insuranceFundStartUsd);
  return [
    dollars(perps.adlUsd),
    String(perps.deleveragedAccounts),
    dollars(perps.adlTakenUsd),
    perps.concentration?.gini.toFixed(2) ?? "–",
    dollars(perps.overshootUsd),
    `${change < 0 ? "−" : "+"}${dollars(String(Math.abs(change)))}`,
    dollars(perps.shortfall.pool),
    dollars(perps.strandedPerps.notionalUsd),
  ];
}

/** Whole dollars, for reading. */
function dollars(usd: string): string {
  return `$${Math.round(Number(usd)).toLocaleString("en-US")}`;
}
