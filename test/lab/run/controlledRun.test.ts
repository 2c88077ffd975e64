import { expect } from "chai";
import { sumOf } from "../../../src/analysis/sumOf.ts";
import type { RefusalRow } from "../../../src/trace/guardRow.ts";
import type { Row } from "../../../src/trace/row.ts";
import { parseWad, WAD } from "../../../src/units.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";
import { TINY } from "../../support/tinyScenario.ts";

const SECONDS = 12;
/** Block in which the price falls. */
const SHOCK = 2;

function rowsOf<K extends Row["kind"]>({ rows }: TinyRun, kind: K): Extract<Row, { kind: K }>[] {
  return rows.filter((row): row is Extract<Row, { kind: K }> => row.kind === kind);
}

async function runUnder(treatments: string, ...overrides: string[]): Promise<TinyRun> {
  const world = await TinyWorld.of(`${TINY}\ntreatments: ${treatments}\n`, ...overrides);
  const run = await world.run(...overrides);
  await world.close();
  return run;
}

const blocksOf = (rows: readonly { block: number | null }[]) => new Set(rows.map(({ block }) => block));
/** What was told of without being sent, block by block. */
const held = (run: TinyRun) =>
  rowsOf(run, "refusal").flatMap((row) =>
    row.transaction === null
      ? Array.from({ length: row.tries }, (_, i) => ({ ...row, block: (row.block ?? 0) + i }))
      : [],
  );
const liquidating = ({ action }: RefusalRow) => action === "liquidate";
/** Liquidations tried on the chain, whether they went through or not. */
const triedIn = (run: TinyRun) => [
  ...rowsOf(run, "liquidation").map(({ block }) => block),
  ...rowsOf(run, "failed").flatMap(({ action, block }) => (action === "liquidate" ? [block] : [])),
];

describe("a run under a throttle of liquidations", () => {
  const LIMIT = 200_000n * WAD;
  const PERIOD = 4;
  let run: TinyRun;
  let free: TinyRun;

  before(async () => {
    run = await runUnder(
      `{ throttle: { limitUsd: 200_000, periodSeconds: ${PERIOD * SECONDS}, tickSeconds: ${SECONDS} } }`,
    );
    const tiny = await TinyWorld.build();
    free = await tiny.run();
    await tiny.close();
  });

  it("goes on as the period slides, and converges once nothing more pays", () => {
    expect(run.end.converged).to.equal(true);
    expect(run.end.blocks).to.be.greaterThan(free.end.blocks + PERIOD);
    expect(blocksOf(rowsOf(run, "liquidation")).size).to.be.greaterThan(4);
  });

  it("seizes no more than the limit in any period, and most of it where more is wanted", () => {
    const seized = rowsOf(run, "liquidation").map(({ block, collateralUsd }) => ({
      block,
      usd: parseWad(collateralUsd),
    }));
    const most = Math.max(...seized.map(({ block }) => block));
    const sums = Array.from({ length: most }, (_, start) =>
      sumOf(
        seized.filter(({ block }) => block >= start && block < start + PERIOD),
        ({ usd }) => usd,
      ),
    );
    for (const sum of sums) expect(sum <= LIMIT).to.equal(true);
    expect(sums.some((sum) => sum > (LIMIT * 9n) / 10n)).to.equal(true);
  });

  it("tells once a block and liquidator whose liquidation waits, and holds nobody's else", () => {
    const rows = held(run);
    expect(rows.length).to.be.greaterThan(10);
    expect(rows.every((row) => row.control === "throttle" && liquidating(row))).to.equal(true);
    const keys = rows.map(({ block, agent, account }) => `${block} ${agent} ${account}`);
    expect(new Set(keys).size).to.equal(keys.length);
  });

  it("lets liquidators race for what is left: who is late is refused on the chain", () => {
    const refused = rowsOf(run, "refusal").filter(({ transaction }) => transaction !== null);
    expect(refused.length).to.be.greaterThan(0);
    expect(refused.every(({ reason }) => reason === "CircuitBreaker_AboveQuota")).to.equal(true);
  });
});

describe("a run under a halt that stops liquidations", () => {
  let run: TinyRun;
  let end: number;

  before(async () => {
    run = await runUnder(
      "{ priceVelocity: { assets: [WETH], maxMove: 5%, haltSeconds: 60, stopsLiquidations: true, stopsWithdrawals: true } }",
    );
    end = Math.max(...held(run).map(({ block }) => block ?? 0));
  });

  it("keeps the trip that the keeper's poke made, though every call that met it was undone", () => {
    const [trip, ...more] = rowsOf(run, "trip");
    expect(trip).to.include({ control: "priceVelocity", event: "tripped", block: SHOCK });
    expect(more).to.deep.equal([]);
    const poke = run.blocks[SHOCK]?.mined.receipts.find(({ hash }) => hash === trip?.transaction);
    expect(poke?.from).to.equal(run.world.agentAccounts.get("guard keeper")?.[0]);
  });

  it("sees nobody try to liquidate or to take collateral out until it ends, but for the block of the print", () => {
    const tried = triedIn(run).filter((block) => block <= end);
    expect(new Set(tried)).to.deep.equal(new Set([SHOCK]));
    expect(rowsOf(run, "defence").filter(({ block, action }) => block <= end && action === "deleverage")).to.deep.equal(
      [],
    );
  });

  it("lets who repays repay", () => {
    expect(rowsOf(run, "defence").some(({ block, action }) => block <= end && action === "repay")).to.equal(true);
  });

  it("is followed at once by those who waited, and converges", () => {
    expect(triedIn(run)).to.include(end + 1);
    expect(rowsOf(run, "defence").find(({ action }) => action === "deleverage")?.block).to.equal(end + 1);
    expect(run.end.converged).to.equal(true);
  });
});

describe("a run under a pause with grace", () => {
  const [FROM, PAUSED, GRACE] = [1, 5, 3];
  let run: TinyRun;

  before(async () => {
    run = await runUnder(
      `{ pause: { venues: [lending], fromBlock: ${FROM}, durationSeconds: ${PAUSED * SECONDS}, graceSeconds: ${GRACE * SECONDS} } }`,
    );
  });

  it("holds liquidations until the grace is over, and says which of the two holds them", () => {
    const reasons = new Map(
      held(run)
        .filter(liquidating)
        .map(({ block, reason }) => [block, reason]),
    );
    const paused = [2, 3, 4, 5].map((block) => reasons.get(block));
    expect(new Set(paused)).to.deep.equal(new Set(["CircuitBreaker_Paused"]));
    expect([6, 7, 8].map((block) => reasons.get(block))).to.deep.equal(new Array(GRACE).fill("CircuitBreaker_Grace"));
    expect(Math.min(...triedIn(run))).to.equal(FROM + PAUSED + GRACE);
  });

  it("lets accounts be mended in the grace", () => {
    const [first] = rowsOf(run, "defence").filter(({ action }) => action === "deleverage");
    expect(first?.block).to.equal(FROM + PAUSED);
  });
});

describe("a run in which large debts are closed in steps", () => {
  it("closes them in several, and goes on as the cool-downs pass", async () => {
    const tier = "{ aboveUsd: 100_000, share: 20%, cooldownSeconds: 24 }";
    const run = await runUnder(`{ steps: { tiers: [${tier}], wholeBelow: 0% } }`);
    const byAccount = Map.groupBy(rowsOf(run, "liquidation"), ({ account }) => account);
    const steps = [...byAccount.values()].map((rows) => blocksOf(rows).size);
    expect(Math.max(...steps)).to.be.greaterThan(4);
    expect(run.end.converged).to.equal(true);
    // While a fifth less is above the tier still, no block takes more than that fifth.
    const starts = rowsOf(run, "account").filter(({ phase, debt }) => phase === "start" && debt.USDC !== undefined);
    let checked = 0;
    for (const { account, debtUsd } of starts) {
      let left = parseWad(debtUsd);
      const blocks = Map.groupBy(byAccount.get(account) ?? [], ({ block }) => block);
      for (const rows of blocks.values()) {
        const repaid = sumOf(rows, ({ debtRepaidUsd }) => parseWad(debtRepaidUsd));
        if ((left * 4n) / 5n > 100_000n * WAD) {
          expect(repaid <= left / 5n + WAD, `${account} of ${left}`).to.equal(true);
          checked += 1;
        }
        left -= repaid;
      }
    }
    expect(checked).to.be.greaterThan(5);
  });
});

describe("a run under a halt in the toxic zone", () => {
  it("leaves alone whom a liquidation would harm, tells so, and ends all the same", async () => {
    const run = await runUnder("{ toxicZone: { rule: halt } }", "market.paths.0.change=-25%");
    // A bonus of 5 % lowers health below 0.83 × 1.05.
    const toxic = rowsOf(run, "liquidation").filter(({ healthFactorBefore }) => Number(healthFactorBefore) < 0.85);
    expect(toxic).to.deep.equal([]);
    expect(held(run).length).to.be.greaterThan(0);
    expect(held(run).every(({ control, reason }) => `${control} ${reason}` === "toxicZone ToxicZone_Halted")).to.equal(
      true,
    );
    expect(run.end.converged).to.equal(true);
  });
});
