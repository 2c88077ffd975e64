import { expect } from "chai";
import type { Row } from "../../../src/trace/row.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

/** A crash that takes the basis vault's hedge by deleveraging. */
const CRASH = [
  "market.paths.0.change=-45%",
  "perps.preset=hyperliquid",
  "perps.insuranceUsd=1000",
  "perps.poolUsd=1000000",
  "population.longs.count=30",
  "population.longs.equityUsd.min=30000",
  "assets.basisUSD.vault.hedge.rule=rehedge",
];

function rowsOf<K extends Row["kind"]>({ rows }: TinyRun, kind: K): Extract<Row, { kind: K }>[] {
  return rows.filter((row): row is Extract<Row, { kind: K }> => row.kind === kind);
}

async function runUnder(treatments: string, ...overrides: string[]): Promise<TinyRun> {
  const world = await TinyWorld.of(`${TINY_VAULTS}\ntreatments: ${treatments}\n`, ...overrides);
  const run = await world.run(...overrides);
  await world.close();
  return run;
}

describe("a stack of vaults under controls", () => {
  it("lets vaults lower themselves in a pause of lending, while nobody else is liquidated or let out", async () => {
    const run = await runUnder("{ pause: { venues: [lending], fromBlock: 1, durationSeconds: 96 } }");
    const ripcord = rowsOf(run, "vaultAction").find(({ action }) => action === "ripcord");
    expect(ripcord?.block).to.be.lessThan(9);
    expect(Math.min(...rowsOf(run, "liquidation").map(({ block }) => block))).to.be.greaterThanOrEqual(9);
    const refused = rowsOf(run, "refusal");
    expect(refused.length).to.be.greaterThan(0);
    expect(refused.every(({ transaction, action }) => transaction === null && action === "liquidate")).to.equal(true);
    expect(run.end.converged).to.equal(true);
  });

  it("leaves a hedge open while losses stop orders that grow, and mends it once they may", async () => {
    const run = await runUnder("{ lossStop: { venues: [perps], resumesAfterSeconds: 60 } }", ...CRASH);
    const taken = rowsOf(run, "adlRound").at(-1)?.block ?? 0;
    const refused = rowsOf(run, "refusal").filter(
      ({ agent, control }) => agent === "hedge-desk" && control === "lossStop",
    );
    const held = refused.filter(({ transaction }) => transaction === null);
    const [mended] = rowsOf(run, "vaultAction").filter(({ action }) => action === "hedge");
    expect(held.map(({ action }) => action)).to.include("order");
    // The keeper tells of the loss in the block after it, in which the hedger cannot know yet.
    expect(refused.length - held.length).to.be.lessThanOrEqual(1);
    expect(mended?.block).to.be.greaterThan(taken + 1);
    expect(mended?.block).to.equal(Math.max(...held.map(({ block, tries }) => (block ?? 0) + tries)));
    expect(run.end.converged).to.equal(true);
  });
});
