import { expect } from "chai";
import { Interface } from "ethers";
import type { Row } from "../../../src/trace/row.ts";
import { WAD } from "../../../src/units.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";

const POOL = new Interface([
  "function getUserAccountData(address) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 health)",
]);
/** The threshold of WETH falls from 83 % to 75 % within four minutes of the second block. */
const TREATMENTS =
  "treatments={ thresholdRamp: { asset: WETH, to: 75%, fromBlock: 2, durationSeconds: 240 }, margin: { assets: [WETH, USDC], base: 18%, upPerHour: 300% } }";
/** Nobody is liquidated by that alone. */
const FALL = "market.paths=[{ kind: shock, asset: WETH, change: -6%, atBlock: 2 }]";
/** An LTV below where the threshold goes carries no more. */
const LOOPERS = "population.loopers.leverage={ min: 2.4, max: 3 }";
const BORROWERS = "population.borrowers.healthFactor={ min: 1.13, max: 1.2 }";

describe("a run in which thresholds and margins move", () => {
  let tiny: TinyWorld;
  let run: TinyRun;
  before(async () => {
    const overrides = [TREATMENTS, FALL, "lending.reserves.WETH.ltv=74%", LOOPERS, BORROWERS];
    tiny = await TinyWorld.build(...overrides);
    run = await tiny.run(...overrides);
  });
  after(() => tiny.close());

  const rowsOf = <K extends Row["kind"]>(kind: K) =>
    run.rows.filter((row): row is Extract<Row, { kind: K }> => row.kind === kind);

  it("values every account as the pool does, to the wei, after every block", async () => {
    const { chain, deployment } = run.world;
    const seen = new Set<bigint>();
    for (const { mined, accounts } of run.blocks) {
      for (const [account, data] of accounts) {
        const call = { to: deployment.lendingPool, data: POOL.encodeFunctionData("getUserAccountData", [account]) };
        const answer = await chain.request<string>("eth_call", [call, `0x${mined.number.toString(16)}`]);
        expect([...POOL.decodeFunctionResult("getUserAccountData", answer)]).to.deep.equal([
          data.collateralBase,
          data.debtBase,
          data.availableBorrowsBase,
          data.averageThreshold,
          data.averageLtv,
          data.healthFactor,
        ]);
        if (data.averageThreshold < 8_300n && data.averageThreshold > 7_500n) seen.add(data.averageThreshold);
      }
    }
    expect(seen.size).to.be.greaterThan(10);
  });

  it("liquidates whom a lower threshold leaves below, and blames what is exogenous", () => {
    const liquidations = rowsOf("liquidation");
    expect(liquidations.length).to.be.greaterThan(0);
    for (const { healthFactorBefore } of liquidations) expect(Number(healthFactorBefore)).to.be.lessThan(1);
    expect(liquidations[0]).to.include({ direct: true, round: 0 });
    const liquidated = new Set(liquidations.map(({ account }) => account));
    const { accounts } = run.blocks.at(-1) as TinyRun["blocks"][number];
    for (const account of liquidated)
      expect(accounts.get(account)?.healthFactor ?? 0n).to.satisfy((hf: bigint) => hf >= WAD);
    // Whoever fails came second: nobody misjudged where the threshold would be.
    for (const { block } of rowsOf("failed").filter(({ action }) => action === "liquidate"))
      expect(liquidations.filter((row) => row.block === block)).to.have.length.above(0);
    expect(rowsOf("conservation")[0]).to.include({ ok: true });
  });
});
