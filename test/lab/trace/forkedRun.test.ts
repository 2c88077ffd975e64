import { expect } from "chai";
import type { AttributionRow, ConservationRow, Row } from "../../../src/trace/row.ts";
import { FOUND } from "../../../src/world/forkOrigin.ts";
import { asFork } from "../../support/asFork.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";

const CAUSES = ["price", "carry", "slippage", "fees", "bonuses", "funding", "socialised"] as const;

const conservation = (rows: readonly Row[]) => rows.find((row): row is ConservationRow => row.kind === "conservation");
const attributions = (rows: readonly Row[]) =>
  new Map(rows.flatMap((row) => (row.kind === "attribution" ? [[row.group, row] as const] : [])));
const open = (row: AttributionRow) =>
  Number(row.endUsd) - Number(row.startUsd) - CAUSES.reduce((sum, cause) => sum + Number(row[cause]), 0);

describe("a run on a fork", () => {
  let tiny: TinyWorld;
  let local: TinyRun;
  let forked: TinyRun;
  before(async () => {
    // On a fork nobody reads a real token's rate: it stands still.
    tiny = await TinyWorld.build("assets.wstETH.staked.growthPerYear=0%");
    local = await tiny.run();
    const head = Number(await tiny.built.chain.request("eth_blockNumber")) - local.blocks.length;
    tiny.otherwise = { fork: asFork(head), setup: [] };
    forked = await tiny.run();
  });
  after(() => tiny.close());

  it("writes the rows of a local run, though it was told nothing of what happened before it", () => {
    const kinds = new Set(["world", "prediction", "conservation"]);
    // There all claims but borrowers' are lenders', the treasury's among them.
    const alike = (rows: readonly Row[]) =>
      rows
        .filter((row) => !kinds.has(row.kind) && !(row.kind === "attribution" && row.group === "others"))
        .map((row) => (row.kind === "block" ? { ...row, lockedShare: undefined } : row));
    expect(alike(forked.rows)).to.deep.equal(alike(local.rows));
    expect(local.rows.filter(({ kind }) => kind === "liquidation")).not.to.deep.equal([]);
  });

  it("leaves others nothing where everybody takes part", () => {
    const others = attributions(forked.rows).get("others");
    for (const figure of ["startUsd", "endUsd", ...CAUSES] as const) expect(others?.[figure]).to.equal("0.000000");
    expect(attributions(local.rows).has("others")).to.equal(false);
  });

  it("closes its books by what holders had before it", () => {
    const [checked, known] = [conservation(forked.rows), conservation(local.rows)];
    expect(checked?.ok).to.equal(true);
    const transfers = (row?: ConservationRow) => row?.checks.filter(({ venue }) => venue === "transfers");
    expect(transfers(checked)?.every(({ errorWei }) => errorWei === "0")).to.equal(true);
    expect(transfers(checked)?.map(({ asset }) => asset)).to.have.members(
      transfers(known)?.map(({ asset }) => asset) ?? [],
    );
  });

  it("predicts nothing, where a local run would", async () => {
    const isPredicted = async () => {
      const { rows } = await tiny.run("market.recoveryHalfLifeSeconds=never", "chain.maxBlocks=2");
      return rows.some(({ kind }) => kind === "prediction");
    };
    expect(await isPredicted()).to.equal(false);
    const { otherwise } = tiny;
    tiny.otherwise = {};
    expect(await isPredicted()).to.equal(true);
    tiny.otherwise = otherwise;
  });

  it("says what it goes on from, in plain values", () => {
    const [world] = forked.rows;
    expect(JSON.parse(JSON.stringify(world)).fork).to.deep.include({
      chainId: 1,
      blockHash: `0x${"ab".repeat(32)}`,
      depth: { file: "depth.yaml", depthUsdPerLog: { WETH: "30000000" } },
    });
    expect(local.rows[0]).not.to.have.property("fork");
  });

  it("gives whoever does not take part what is nobody else's, and found borrowers their positions alone", async () => {
    const strangers = tiny.built.holders.filter(({ kind }) => kind === "lender");
    const holders = tiny.built.holders
      .filter((holder) => !strangers.includes(holder))
      .map((holder) => (holder.group === "borrowers" ? { ...holder, group: FOUND } : holder));
    const { otherwise } = tiny;
    tiny.otherwise = { ...otherwise, holders };
    const apart = await tiny.run();
    tiny.otherwise = otherwise;

    const [rows, whole] = [attributions(apart.rows), attributions(forked.rows)];
    const [others, lenders] = [rows.get("others"), whole.get(strangers[0]?.group ?? "")];
    expect(Number(others?.startUsd)).to.be.closeTo(Number(lenders?.startUsd), 1e-3);
    for (const cause of CAUSES) expect(Number(others?.[cause]), cause).to.be.closeTo(Number(lenders?.[cause]), 1e-3);
    const [found, borrowers] = [rows.get(FOUND), whole.get("borrowers")];
    const equity = apart.rows.reduce(
      (sum, row) =>
        row.kind === "account" && row.phase === "start" && row.group === FOUND
          ? sum + Number(row.collateralUsd) - Number(row.debtUsd)
          : sum,
      0,
    );
    expect(Number(found?.startUsd)).to.be.closeTo(equity, 0.1);
    expect(Number(found?.bonuses)).to.be.closeTo(Number(borrowers?.bonuses), 1e-3);
    for (const row of rows.values()) expect(open(row), row.group).to.be.closeTo(0, 1e-3);
    expect(conservation(apart.rows)?.ok).to.equal(true);
  });
});
