import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { runFork } from "../../../../src/fork/run/runFork.ts";
import type { RunOutcome } from "../../../../src/lab/runWorld.ts";
import { AT, recordedFile, STATE_ABSENT } from "../../../support/mainnetState.ts";

const state = recordedFile("verbs-examples_aave_cache.json");
const SCENARIO = `
name: one-borrower
question: How far does a large liquidation push the forked pool?
fork:
  assets: { WETH: "${AT.weth}", DAI: "${AT.dai}" }
  pools: ["${AT.uniswap}"]
chain: { maxBlocks: 12 }
assets: { WETH: { priceUsd: 3265.59 }, DAI: { priceUsd: 1 } }
population:
  borrower: { kind: borrower, count: 1, collateral: WETH, debt: DAI, equityUsd: { min: 600_000, max: 600_000 }, healthFactor: { min: 1.28, max: 1.28 } }
agents:
  liquidator: { kind: liquidator, funding: inventory, capitalUsd: 5_000_000, minimumProfitUsd: 10 }
`;

/** What the run ends with: USD liquidated, and the pool's price as a share of the outside's. */
function endOf({ rows }: RunOutcome) {
  const liquidated = rows.filter((row) => row.kind === "liquidation").map(({ debtRepaid }) => debtRepaid);
  const last = rows.findLast((row) => row.kind === "block");
  const prices = (last?.kind === "block" && last.prices.WETH) || undefined;
  return { liquidated, share: Number(prices?.pool) / Number(prices?.reference) };
}

describe("a depth overlay on a forked pool", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "overlay-"));
  after(() => rmSync(folder, { recursive: true }));

  async function run(rows?: string) {
    const scenario = join(folder, "scenario.yaml");
    writeFileSync(scenario, SCENARIO);
    const depth = rows === undefined ? undefined : join(folder, "depth.csv");
    if (depth !== undefined) writeFileSync(depth, `asset,priceStep,usd\n${rows}\n`);
    const source = { kind: "state", file: state as string, strict: false } as const;
    const plan = { source, protocol: "aave-v3", scenario, shocks: [{ asset: "WETH", change: "-25%" }], depth };
    return endOf(await runFork(plan, { out: folder }));
  }

  it("leaves it nearer to the outside after the same liquidations, for arbitrage carries them elsewhere", async function () {
    if (state === undefined) {
      console.log(`      ${STATE_ABSENT}`);
      return this.skip();
    }
    const alone = await run();
    const deep = await run("WETH,2%,20_000_000");

    expect(alone.liquidated).to.not.be.empty;
    expect(deep.liquidated.slice(0, alone.liquidated.length)).to.deep.equal(alone.liquidated);
    expect(alone.share).to.be.lessThan(0.95);
    // Arbitrage stops where the pool's fee of 0.3 % eats the gain.
    expect(deep.share).to.be.within(0.995, 1);
  });
});
