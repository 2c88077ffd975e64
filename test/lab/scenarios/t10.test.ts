import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { runawayThreshold, totalFall } from "../../../src/model/constantProductCascade.ts";
import { expWad } from "../../../src/model/transcendental.ts";
import { formatDecimal, parseWad, WAD } from "../../../src/units.ts";
import { DepthWorld } from "../../support/depthWorld.ts";

const FILE = fileURLToPath(new URL("t10.yaml", import.meta.url));
const RATIO = parseWad("0.5");
const RUNG = parseWad("0.01");
/** Down to a log fall of 1.6, past the turn of the cascade at −2·ln n = 1.386. */
const RUNGS = 160;
/** A sale brings what was repaid at least and the bonus of 1 % more at most: n is between the two. */
const LEAST_RATIO = (RATIO * 100n) / 101n;

/** One account a rung: $900 owed against collateral whose health is 1 in the middle of the rung. */
function ladder(): string[] {
  return Array.from({ length: RUNGS }, (_, rung) => {
    const price = 2000n * expWad(-(RUNG * BigInt(2 * rung + 1)) / 2n);
    const collateral = (900n * WAD * WAD * 100n) / (price * 55n);
    return `population.rung-${rung}={kind: account, supply: {WETH: ${formatDecimal(collateral, 18)}}, borrow: {USDC: 900}}`;
  });
}

const shock = (logFall: string) => `market.paths.0.change=${formatDecimal(expWad(-parseWad(logFall)) - WAD, 18)}`;

describe("T10 through the engine", function () {
  this.timeout(300_000);
  let world: DepthWorld;

  before(async () => {
    world = await DepthWorld.build(FILE, 1, ladder());
  });
  after(() => world.close());

  /** Log fall of the oracle at its lowest, and how many rungs were liquidated. */
  async function run(logFall: string) {
    const rows = await world.run(1n, [...ladder(), shock(logFall)]);
    const prices = rows.flatMap((row) => (row.kind === "block" ? [Number(row.prices.WETH?.oracle)] : []));
    const end = rows.find((row) => row.kind === "end");
    expect(end?.kind === "end" && end.converged).to.equal(true);
    const rungs = new Set(rows.flatMap((row) => (row.kind === "liquidation" ? [row.account] : []))).size;
    return { fall: Math.log(2000 / Math.min(...prices)), rungs };
  }

  for (const logFall of ["0.1", "0.2", "0.3"]) {
    it(`falls from ${logFall} to where e^(−e/2) − e^(−T/2) = n·T/2, to a rung and the pool's fee of 0.01 %`, async () => {
      const { fall, rungs } = await run(logFall);
      const [least, most] = [LEAST_RATIO, RATIO].map((ratio) => Number(totalFall(parseWad(logFall), ratio)) / 1e18);
      expect(fall).to.be.within((least ?? 1) - 0.01, (most ?? 0) + 0.01);
      expect((most ?? 1) - (least ?? 0)).to.be.lessThan(0.05);
      expect(rungs).to.be.within(Math.floor(fall * 100) - 1, Math.ceil(fall * 100) + 1);
    });
  }

  it("runs away above the threshold of 0.333 and not below it, within 0.02", async () => {
    expect(Number(runawayThreshold(RATIO)) / 1e18).to.be.closeTo(0.333, 5e-4);
    expect((await run("0.313")).rungs).to.be.lessThan(RUNGS);
    expect((await run("0.353")).rungs).to.equal(RUNGS);
  });
});
