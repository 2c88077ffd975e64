import { expect } from "chai";
import type { Row } from "../../../src/trace/row.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";

const liquidations = ({ rows }: TinyRun) =>
  rows.filter((row): row is Extract<Row, { kind: "liquidation" }> => row.kind === "liquidation");

describe("a run whose blocks are not ordered by fee", () => {
  let tiny: TinyWorld;
  before(async () => {
    tiny = await TinyWorld.build("chain.ordering=fifo");
  });
  after(() => tiny.close());

  for (const ordering of ["fifo", "random"]) {
    it(`converges with its books closed, ${ordering}`, async () => {
      const run = await tiny.run(`chain.ordering=${ordering}`);
      expect(run.end.converged).to.equal(true);
      expect(run.rows.find(({ kind }) => kind === "conservation")).to.include({ ok: true });
      expect(liquidations(run).length).to.be.greaterThan(3);
    });
  }

  it("mines a block's transactions as they came, whatever they bid", async () => {
    const run = await tiny.run("chain.ordering=fifo");
    const bids = run.blocks.map(({ mined }) => mined.receipts.map(({ gasPrice }) => gasPrice));
    const sorted = bids.every((block) => block.every((bid, i) => i === 0 || bid <= (block[i - 1] as bigint)));
    expect(sorted).to.equal(false);
  });

  it("draws the random order from the seed: the same again", async () => {
    const [one, two] = [await tiny.run("chain.ordering=random"), await tiny.run("chain.ordering=random")];
    expect(JSON.stringify(one.rows)).to.equal(JSON.stringify(two.rows));
  });
});
