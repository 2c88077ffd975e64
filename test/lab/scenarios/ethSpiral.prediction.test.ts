import { expect } from "chai";
import { summarise } from "../../../src/analysis/summarise.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";
import type { Row } from "../../../src/trace/row.ts";
import { formatDecimal } from "../../../src/units.ts";
import { DepthWorld } from "../../support/depthWorld.ts";

// Total fall is that of the reference: ln(R0 ÷ min R) of the run against the largest the model passes before it.
const [FILE = ""] = scenarioFiles("eth-spiral");
const BOUND = 0.1;
/** Depths as multiples of the thinnest, which is half of the scenario's own: 0.5, 1, 2, 10 and 100 times. */
const TIMES = [1n, 2n, 4n, 20n, 200n] as const;
/** Every run tries two, `npm run test:deep` all. */
const SEEDS = process.env.FAULTLINE_EFFORT === "deep" ? [1, 2, 3, 4, 5] : [1, 3];

/** The scenario's depths, outside and in the pools, times `times ÷ 2`. */
function depths(times: bigint): string[] {
  const { market, pools } = loadScenario(FILE).scenario;
  const scaled = (usd: bigint) => formatDecimal((usd * times) / 2n, 18);
  return [
    ...Object.entries(market.depthUsdPerLog).map(([symbol, usd]) => `market.depthUsdPerLog.${symbol}=${scaled(usd)}`),
    ...pools.flatMap(({ depth }, i) =>
      Object.entries(depth).flatMap(([key, usd]) =>
        usd === undefined ? [] : [`pools.${i}.depth.${key}=${scaled(usd)}`],
      ),
    ),
  ];
}

const summaryOf = (rows: readonly Row[]) => summarise(rows, { version: "test", compare: [] });
const oracleOf = (rows: readonly Row[], price: "oracle" | "counterfactual") =>
  rows.flatMap((row) => (row.kind === "block" ? [row.prices.WETH?.[price]] : []));

describe("prediction of eth-spiral", function () {
  this.timeout(300_000);

  for (const seed of SEEDS) {
    it(`holds within 10 % at five depths, which tame the cascade: seed ${seed}`, async () => {
      const world = await DepthWorld.build(FILE, seed, depths(TIMES[0]));
      const amplifications: number[] = [];
      for (const times of TIMES) {
        const { prediction, cascade } = summaryOf(await world.run(times, depths(times)));
        const { totalLogFall = 0, simulatedLogFall = 0, error = 1 } = prediction ?? {};
        const message = `${times}/2 times the depth: ${totalLogFall} predicted, ${simulatedLogFall} simulated`;
        expect(Math.abs(error ?? 1), message).to.be.at.most(BOUND);
        amplifications.push(cascade.amplification.WETH ?? 0);
      }
      await world.close();

      expect(amplifications.every((one, i) => i === 0 || one <= (amplifications[i - 1] ?? 0))).to.equal(true);
      expect(amplifications[0]).to.be.greaterThan(1.5);
      expect(amplifications.at(-1)).to.be.within(1, 1.02);
    });
  }

  it("has a twin without coupling that shows what the counterfactual oracle shows", async () => {
    const world = await DepthWorld.build(FILE, 1, depths(TIMES[0]));
    const coupled = await world.run(2n, depths(2n));
    const twin = await world.run(2n, [...depths(2n), "market.coupling=off"]);
    await world.close();

    const twinOracle = oracleOf(twin, "oracle");
    const expected = oracleOf(coupled, "counterfactual");
    const common = Math.min(twinOracle.length, expected.length);
    expect(twinOracle.slice(0, common)).to.deep.equal(expected.slice(0, common));
    expect(twinOracle).to.deep.equal(oracleOf(twin, "counterfactual"));
    expect(summaryOf(twin).cascade.amplification.WETH).to.equal(1);
    expect(summaryOf(twin).prediction).to.equal(null);
  });
});
