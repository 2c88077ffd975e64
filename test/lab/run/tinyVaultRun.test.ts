import { expect } from "chai";
import type { Row } from "../../../src/trace/row.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const of = <Kind extends Row["kind"]>(rows: readonly Row[], kind: Kind) =>
  rows.filter((row): row is Extract<Row, { kind: Kind }> => row.kind === kind);
const sent = ({ blocks }: TinyRun) => blocks.reduce((sum, { mined }) => sum + mined.receipts.length, 0);
const EVERYBODY = ["population.savers.run.share=100%", "population.savers.run.rumour.share=100%"];

/** Builds a stack, runs it once and lets it go. */
async function runOf(...overrides: string[]): Promise<TinyRun> {
  const world = await TinyWorld.of(TINY_VAULTS, ...overrides);
  try {
    return await world.run(...overrides);
  } finally {
    await world.close();
  }
}

describe("a run of a stack of vaults", function () {
  this.timeout(120_000);
  let run: TinyRun;

  before(async () => {
    run = await runOf("market.paths.0.asset=WETH", "market.paths.0.change=-25%", ...EVERYBODY);
  });

  it("runOfAStack_afterACrash_endsByItself", () => {
    expect(run.end.converged).to.equal(true);
  });

  it("runOfAStack_withoutCongestion_hardlyAnyTransactionFails", () => {
    expect(of(run.rows, "failed").length / sent(run)).to.be.lessThan(0.05);
  });

  it("runOfAStack_nobody_spins", () => {
    const actions = of(run.rows, "vaultAction").map(({ agent, action, venue, account }) =>
      [agent, action, venue, action === "claim" ? account : ""].join(" "),
    );
    for (const count of [...Map.groupBy(actions, (each) => each).values()].map(({ length }) => length))
      expect(count).to.be.at.most(run.end.blocks / 2);
  });

  it("runOfAStack_ripcordLeverage_isLoweredInTheBlockOfThePrint", () => {
    const [print] = of(run.rows, "oracle");
    const [ripcord] = of(run.rows, "vaultAction").filter(({ action }) => action === "ripcord");
    expect(ripcord?.block).to.equal(print?.block);
    expect(Number(ripcord?.after)).to.be.lessThan(Number(ripcord?.before));
  });

  it("runOfAStack_everyRunner_leavesWithAllItHas", () => {
    const ran = new Set(
      of(run.rows, "redemption")
        .filter(({ trigger }) => trigger !== null)
        .map(({ account }) => account),
    );
    const holders = run.world.holders.filter(({ address, run: rule }) => ran.has(address) && rule !== undefined);
    expect(holders.length).to.be.greaterThan(2);
    for (const { address, run: rule } of holders)
      expect(run.venues.vaults?.of(rule?.vault ?? "")?.register.balanceOf(address)).to.equal(0n);
  });

  it("runOfAStack_priceChannelCut_printsThePathAlone", async () => {
    const cut = await runOf("market.paths.0.asset=WETH", "market.paths.0.change=-25%", "channels.price=off");
    const prints = (rows: readonly Row[]) => of(rows, "oracle").map(({ asset, price }) => `${asset} ${price}`);
    expect(prints(cut.rows)).to.deep.equal(["WETH 3000.00000000"]);
    expect(prints(run.rows).length).to.be.greaterThan(1);
    expect(of(cut.rows, "liquidation").length).to.be.greaterThan(0);
  });

  it("runOfAStack_hedgeTakenByDeleveraging_isMendedByTheHedgerAtOnce", async () => {
    const broken = await runOf(
      "market.paths.0.asset=WETH",
      "market.paths.0.change=-45%",
      "perps.preset=hyperliquid",
      "perps.insuranceUsd=1000",
      "perps.poolUsd=1000000",
      "population.longs.count=30",
      "population.longs.equityUsd.min=30000",
      "assets.basisUSD.vault.hedge.rule=rehedge",
    );
    const taken = of(broken.rows, "adlRound").at(-1);
    const [mended] = of(broken.rows, "vaultAction").filter(({ action }) => action === "hedge");
    expect(mended?.agent).to.equal("hedge-desk");
    expect(mended?.block).to.equal((taken?.block ?? 0) + 1);
    expect([Number(mended?.before), Number(mended?.after)]).to.deep.equal([0, 1]);
  });

  it("runOfAStack_noKeeperForABasisVault_theHedgerTopsItsMarginUp", async () => {
    const rise = ["market.paths.0.asset=WETH", "market.paths.0.change=16%", "agents.stewards.vaults=[loopETH]"];
    const { rows } = await runOf(...rise);
    const [print] = of(rows, "oracle");
    const topUps = of(rows, "vaultAction").filter(
      ({ venue, action }) => venue === "basisUSD" && action === "rebalance",
    );
    expect(topUps.map(({ agent, block }) => [agent, block])[0]).to.deep.equal(["hedge-desk", print?.block]);
  });
});
