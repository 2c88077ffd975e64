import { expect } from "chai";
import { Interface } from "ethers";
import fc from "fast-check";
import type { Row } from "../../../src/trace/row.ts";
import { TinyWorld } from "../../support/tinyRun.ts";

const ABI = new Interface([
  "function getUserAccountData(address) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 health)",
]);

/** Overrides of everything that a run may change on a world that stands. */
const market = fc
  .record({
    change: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -95, max: -5 }) }, fc.integer({ min: -5, max: 60 })),
    depth: fc.constantFrom(2_000_000, 30_000_000, 1_000_000_000),
    recovery: fc.constantFrom("never", "60", "3600"),
    coupling: fc.constantFrom("on", "off"),
    arrival: fc.constantFrom("everywhere", "reference"),
    follows: fc.constantFrom("reference", "pool", "{ poolWeight: 30% }"),
    twap: fc.constantFrom(0, 60),
    latency: fc.integer({ min: 0, max: 3 }),
    gas: fc.constantFrom(0, 1, 500),
    limit: fc.constantFrom(4_000_000, 60_000_000),
    budget: fc.constantFrom(1_000, 200_000, 50_000_000),
    pace: fc.integer({ min: 1, max: 5 }),
    call: fc.constantFrom(500, 20_000, 10_000_000),
    delay: fc.integer({ min: 0, max: 3 }),
  })
  .map((drawn) => [
    `market.paths=[{ kind: shock, asset: WETH, change: ${drawn.change}%, atBlock: 2 }]`,
    `market.depthUsdPerLog.WETH=${drawn.depth}`,
    `market.recoveryHalfLifeSeconds=${drawn.recovery}`,
    `market.coupling=${drawn.coupling}`,
    `market.arrival=${drawn.arrival}`,
    `market.gasPriceGwei=${drawn.gas}`,
    `assets.WETH.feed={ follows: ${drawn.follows}, twapSeconds: ${drawn.twap}, latencyBlocks: ${drawn.latency} }`,
    `chain.blockGasLimit=${drawn.limit}`,
    `agents.arbitrage.budgetUsd=${drawn.budget}`,
    `agents.arbitrage.recoveryBlocks=${drawn.pace}`,
    `agents.flash.maxCallUsd=${drawn.call}`,
    `agents.flash.reactionBlocks=${drawn.delay}`,
  ]);

for (const [preset, numRuns] of [
  ["aave-v2", 8],
  ["aave-v3.0", 8],
  ["aave-v3.6", 25],
] as const)
  describe(`a run in any market, ${preset}`, () => {
    const rules = `lending.preset=${preset}`;
    let tiny: TinyWorld;
    before(async () => {
      tiny = await TinyWorld.build(rules);
    });
    after(() => tiny.close());

    it("closes its books and knows every position to the wei", async () => {
      let liquidations = 0;
      await fc.assert(
        fc.asyncProperty(market, async (overrides) => {
          const { world, rows, blocks } = await tiny.run(rules, ...overrides);
          const of = <K extends Row["kind"]>(kind: K) =>
            rows.filter((row) => row.kind === kind) as Extract<Row, { kind: K }>[];
          expect(of("conservation")[0]?.ok, JSON.stringify(of("conservation")[0])).to.equal(true);
          expect(of("block")).to.have.length(blocks.length);
          for (const { healthFactorBefore, round, direct } of of("liquidation")) {
            expect(Number(healthFactorBefore)).to.be.lessThan(1);
            expect(round > 0).to.equal(!direct);
          }
          liquidations += of("liquidation").length;

          for (const [account, { healthFactor, debtBase }] of blocks.at(-1)?.accounts ?? []) {
            const data = ABI.encodeFunctionData("getUserAccountData", [account]);
            const answer = await world.chain.request<string>("eth_call", [
              { to: world.deployment.lendingPool, data },
              "latest",
            ]);
            const { health, debt } = ABI.decodeFunctionResult("getUserAccountData", answer);
            expect([health, debt]).to.deep.equal([healthFactor, debtBase]);
          }
        }),
        { seed: 20_251_010, numRuns },
      );
      expect(liquidations).to.be.greaterThan(2 * numRuns);
    }).timeout(180_000);
  });
