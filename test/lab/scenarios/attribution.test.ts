import { expect } from "chai";
import { scenarioFiles, scenarioNames } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import type { AttributionRow } from "../../../src/trace/row.ts";
import { abs, formatDecimal, parseWad, WAD } from "../../../src/units.ts";
import { runRows } from "../../support/runRows.ts";

const TRANSFERRED = ["slippage", "fees", "bonuses", "funding", "socialised"] as const;
const CAUSES = ["price", "carry", ...TRANSFERRED] as const;
const CENT = WAD / 100n;
/** Accounts a group: books close on a few as on hundreds. */
const FEW = 15;

function sum(rows: readonly AttributionRow[], cause: (typeof CAUSES)[number]): bigint {
  return rows.reduce((total, row) => total + parseWad(row[cause]), 0n);
}

/** The scenario with groups of at most a few accounts; lenders stay, for it is their money that the others borrow. */
function small(file: string) {
  const { population } = loadScenario(file).scenario;
  const large = Object.entries(population).filter(
    ([, group]) => group.kind !== "account" && group.kind !== "lender" && group.count > FEW,
  );
  return loadScenario(
    file,
    large.map(([name]) => `population.${name}.count=${FEW}`),
  );
}

describe("attribution of the bundled scenarios", function () {
  this.timeout(180_000);

  for (const file of scenarioNames().flatMap(scenarioFiles)) {
    const { name } = loadScenario(file).scenario;
    it(`closes for every group and over all of them: ${name}`, async () => {
      const rows = (await runRows(small(file))).filter((row) => row.kind === "attribution");
      expect(rows.length).to.be.greaterThan(4);
      for (const row of rows) {
        const caused = CAUSES.reduce((total, cause) => total + parseWad(row[cause]), 0n);
        const open = parseWad(row.endUsd) - parseWad(row.startUsd) - caused;
        expect(abs(open) <= CENT, `${row.group} misses ${formatDecimal(open, 18)}`).to.equal(true);
      }
      for (const cause of TRANSFERRED) {
        expect(abs(sum(rows, cause)) <= CENT, `${cause}: ${formatDecimal(sum(rows, cause), 18)}`).to.equal(true);
      }
    });
  }
});
