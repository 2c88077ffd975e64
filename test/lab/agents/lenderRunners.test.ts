import { expect } from "chai";
import type { FailedRow } from "../../../src/trace/row.ts";
import { faultOf } from "../../support/faultOf.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";
import { loadText } from "../../support/tinyScenario.ts";

const TEXT = `name: bank-run
question: Who gets out of a reserve that is nearly lent out?
chain: { maxBlocks: 30 }
assets:
  USDC: { decimals: 6, priceUsd: 1, feed: { heartbeatSeconds: 86400 } }
  WETH: { decimals: 18, priceUsd: 4000, quote: USDC }
lending:
  reserves:
    WETH: { ltv: 80%, liquidationThreshold: 83%, liquidationBonus: 5% }
    USDC: { ltv: 0%, liquidationThreshold: 0% }
pools:
  - { base: WETH, quote: USDC, feeTier: 500, depth: { constantUsdPerLog: 20_000_000 } }
population:
  savers: { kind: lender, asset: USDC, count: 4, equityUsd: { min: 250_000, max: 250_000 }, run: { utilisation: 85%, rumour: { atBlock: 3, share: 100% }, reactionBlocks: 2 } }
  patient: { kind: lender, asset: USDC, count: 1, equityUsd: { min: 100_000, max: 100_000 } }
  borrower: { kind: account, supply: { WETH: 1000 }, borrow: { USDC: 800_000 } }
agents: {}
`;

describe("lenderRunners", () => {
  let world: TinyWorld;
  let run: TinyRun;

  before(async () => {
    world = await TinyWorld.of(TEXT);
    run = await world.run();
  });

  after(() => world.close());

  const left = (blocks: TinyRun["blocks"], block: number) => blocks[block]?.mined.receipts.length;
  const supplied = ({ venues }: TinyRun, group: string) =>
    venues.lending.positions
      .filter((position) => position.group === group)
      .reduce((sum, position) => sum + (venues.lending.balances(position).supplied[1] ?? 0n), 0n);

  it("waits for the rumour and its reaction time, then takes all the cash there is and no more", () => {
    expect([4, 5].map((block) => left(run.blocks, block))).to.deep.equal([0, 2]);
    const { cash } = run.venues.lending.reserves[1] as { cash: bigint };
    expect(Number(cash)).to.be.lessThan(1_000_000);
    expect(Number(supplied(run, "savers")) / 1e6).to.be.closeTo(700_000, 10);
  });

  it("leaves those alone who do not run, and never sends what would revert", () => {
    expect(Number(supplied(run, "patient")) / 1e6).to.be.closeTo(100_000, 10);
    expect(run.rows.filter((row): row is FailedRow => row.kind === "failed")).to.deep.equal([]);
  });

  it("runs on utilisation as well", async () => {
    const nervous = await TinyWorld.of(TEXT, "population.savers.run.utilisation=70%");
    const { blocks } = await nervous.run();
    await nervous.close();
    expect([1, 2].map((block) => left(blocks, block))).to.deep.equal([0, 2]);
  });

  it("ends, though most of the money is still inside", () => {
    expect(run.end.converged).to.equal(true);
  });

  it("asks for a reserve that exists", () => {
    const fault = faultOf(() => loadText(TEXT, ["population.savers.asset=DAI"]));
    expect(fault.place).to.include("population.savers.asset");
  });
});
