import { expect } from "chai";
import { Interface } from "ethers";
import { priceFromSqrtPrice } from "../../../src/model/marketPrice.ts";
import type { Row } from "../../../src/trace/row.ts";
import { formatDecimal } from "../../../src/units.ts";
import { type TinyRun, TinyWorld } from "../../support/tinyRun.ts";

const ABI = new Interface([
  "function getUserAccountData(address) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 health)",
  "function getAssetPrice(address) view returns (uint256)",
  "function latestAnswer() view returns (int256)",
  "function slot0() view returns (uint160 sqrtPriceX96, int24 tick, uint16, uint16, uint16, uint8, bool)",
  "function balanceOf(address) view returns (uint256)",
]);

function rowsOf<K extends Row["kind"]>({ rows }: TinyRun, kind: K): Extract<Row, { kind: K }>[] {
  return rows.filter((row): row is Extract<Row, { kind: K }> => row.kind === kind);
}

/** What a view function answers on the chain as it stood after a block. */
async function read(
  { world }: TinyRun,
  to: string,
  name: string,
  args: unknown[],
  block: number | "latest",
): Promise<bigint[]> {
  const tag = block === "latest" ? block : `0x${block.toString(16)}`;
  const data = await world.chain.request<string>("eth_call", [{ to, data: ABI.encodeFunctionData(name, args) }, tag]);
  return [...ABI.decodeFunctionResult(name, data)] as bigint[];
}

describe("a run of a dozen accounts", () => {
  let tiny: TinyWorld;
  let base: TinyRun;
  before(async () => {
    tiny = await TinyWorld.build();
    base = await tiny.run();
  });
  after(() => tiny.close());

  it("converges, with its books closed", () => {
    expect(base.end).to.include({ converged: true });
    expect(rowsOf(base, "conservation")[0]).to.include({ ok: true });
    expect(base.world.transactor.waiting.size).to.equal(0);
  });

  it("has something of everything", () => {
    const kinds = new Set(base.rows.map(({ kind }) => kind));
    expect(kinds).to.include.all.keys("liquidation", "defence", "swap", "external", "oracle", "failed", "health");
    const groups = new Set(rowsOf(base, "liquidation").map(({ group }) => group));
    expect(groups.size).to.be.greaterThan(2);
    expect(new Set(rowsOf(base, "defence").map(({ action }) => action))).to.deep.equal(
      new Set(["deleverage", "repay"]),
    );
  });

  it("knows every holder's position as the pool does, to the wei, after every block", async () => {
    const { lendingPool } = base.world.deployment;
    for (const { mined, accounts } of base.blocks) {
      for (const [account, data] of accounts) {
        const [collateral, debt, available, threshold, ltv, health] = await read(
          base,
          lendingPool,
          "getUserAccountData",
          [account],
          mined.number,
        );
        expect(
          [collateral, debt, available, threshold, ltv, health],
          `${account} after block ${mined.number}`,
        ).to.deep.equal([
          data.collateralBase,
          data.debtBase,
          data.availableBorrowsBase,
          data.averageThreshold,
          data.averageLtv,
          data.healthFactor,
        ]);
      }
    }
  });

  it("opens every position where its group wants it", () => {
    const starts = rowsOf(base, "account").filter(({ phase }) => phase === "start");
    const of = (group: string) => starts.filter((row) => row.group === group);
    expect(starts).to.have.length(base.world.holders.length);
    for (const { healthFactor } of of("borrowers")) expect(Number(healthFactor)).to.be.within(1.049, 1.151);
    for (const { leverage } of of("loopers")) expect(Number(leverage)).to.be.within(2.98, 4);
    expect(Number(of("defenders-of-loops")[0]?.leverage)).to.be.closeTo(2.6, 0.015);
    expect(Number(of("staked-loopers")[0]?.leverage)).to.be.closeTo(6, 0.03);
    expect(of("staked-loopers")[0]?.eMode).to.equal(1);
    const [whale] = of("whale");
    expect(Number(whale?.collateral.WETH) / 1e20).to.be.within(1, 1.000_001);
    expect(Number(whale?.debt.USDC) / 2e11).to.be.within(1, 1.000_001);
  });

  it("writes oracle and pool prices as the chain has them, block by block", async () => {
    const { deployment } = base.world;
    const pool = base.venues.amm.pools[0] as (typeof base.venues.amm.pools)[number];
    for (const row of rowsOf(base, "block")) {
      for (const symbol of ["WETH", "wstETH", "USDC"]) {
        const [price] = await read(base, deployment.oracle, "getAssetPrice", [deployment.tokens[symbol]], row.number);
        expect(row.prices[symbol]?.oracle, `${symbol} in block ${row.block}`).to.equal(
          formatDecimal(price as bigint, 8, 8),
        );
      }
      const [sqrtPrice] = await read(base, pool.address, "slot0", [], row.number);
      expect(row.prices.WETH?.pool).to.equal(formatDecimal(priceFromSqrtPrice(sqrtPrice as bigint, pool), 18, 8));
    }
  });

  it("writes each print that the feed shows", async () => {
    const { feeds } = base.world.deployment;
    const numbers = new Map(rowsOf(base, "block").map(({ block, number }) => [block, number]));
    const prints = rowsOf(base, "oracle");
    expect(prints.length).to.be.greaterThan(1);
    for (const { block, asset, price } of prints) {
      const [answer] = await read(base, feeds[asset] ?? "", "latestAnswer", [], numbers.get(block) ?? 0);
      expect(price).to.equal(formatDecimal(answer as bigint, 8, 8));
    }
  });

  it("writes each liquidation's health factors as the chain has them", async () => {
    const { lendingPool } = base.world.deployment;
    const numbers = new Map(rowsOf(base, "block").map(({ block, number }) => [block, number]));
    const printed = new Set(rowsOf(base, "oracle").map(({ block }) => block));
    const liquidations = rowsOf(base, "liquidation");
    const health = async (account: string, number: number) =>
      Number((await read(base, lendingPool, "getUserAccountData", [account], number))[5]) / 1e18;
    let checked = 0;
    for (const row of liquidations) {
      const number = numbers.get(row.block) ?? 0;
      const same = liquidations.filter(({ block, account }) => block === row.block && account === row.account);
      if (same.at(-1) === row && row.healthFactorAfter !== "inf") {
        expect(Number(row.healthFactorAfter)).to.be.closeTo(await health(row.account, number), 0.000_001);
        checked += 1;
      }
      // Twelve seconds of interest and no new price lie between the two.
      if (same[0] === row && !printed.has(row.block)) {
        expect(Number(row.healthFactorBefore)).to.be.closeTo(await health(row.account, number - 1), 0.000_002);
        checked += 1;
      }
    }
    expect(checked).to.be.greaterThan(5);
  });

  it("liquidates below one, for a gain, and lets health rise wherever collateral still carries it", () => {
    for (const row of rowsOf(base, "liquidation")) {
      expect(Number(row.healthFactorBefore)).to.be.lessThan(1);
      expect(Number(row.profitUsd)).to.be.greaterThan(0);
      expect(row.round).to.equal(row.direct ? 0 : Math.max(1, row.round));
    }
  });

  it("writes a row for each transaction that failed, and counts all of them", () => {
    const failed = base.blocks.flatMap(({ mined }) => mined.receipts.filter(({ succeeded }) => !succeeded));
    expect(rowsOf(base, "failed").map(({ transaction }) => transaction)).to.deep.equal(failed.map(({ hash }) => hash));
    const counted = rowsOf(base, "block").reduce((sum, row) => sum + row.transactions, 0);
    expect(counted).to.equal(base.blocks.reduce((sum, { mined }) => sum + mined.receipts.length, 0));
  });

  it("leaves the inventory liquidator with its money and what is not worth selling", async () => {
    const { world } = base;
    expect(rowsOf(base, "liquidation").some(({ agent }) => agent === "desk")).to.equal(true);
    const [desk = ""] = world.agentAccounts.get("desk") ?? [];
    const held = async (symbol: string) =>
      (await read(base, world.deployment.tokens[symbol] ?? "", "balanceOf", [desk], "latest"))[0] as bigint;
    const worth = { WETH: 100_000 / 4_000, wstETH: 100_000 / 4_880 };
    for (const [symbol, first] of Object.entries(worth))
      expect((Number(await held(symbol)) / 1e18 - first) * 4_000, symbol).to.be.within(-0.01, 20);
    expect(Number(await held("USDC")) / 1e6).to.be.greaterThan(100_000);
  });

  it("lets the panic seller sell once, and nobody before the shock do anything", () => {
    const sales = rowsOf(base, "swap").filter(({ trader }) => trader === "panic");
    expect(sales.map(({ block }) => block)).to.deep.equal([2]);
    const early = rowsOf(base, "swap").filter(({ block, trader }) => block < 2 && trader !== "outside");
    expect(early).to.deep.equal([]);
  });

  it("is the same again, to the byte", async () => {
    const again = await tiny.run();
    expect(JSON.stringify(again.rows)).to.equal(JSON.stringify(base.rows));
  });

  it("moves the reference by nothing but the path while coupling is off, as the counterfactual foretold", async () => {
    const twin = await tiny.run("market.coupling=off");
    for (const { prices } of rowsOf(twin, "block"))
      for (const price of Object.values(prices)) {
        expect(price.reference).to.equal(price.exogenous);
        expect(price.oracle).to.equal(price.counterfactual);
      }
    expect(rowsOf(twin, "liquidation").every(({ direct }) => direct)).to.equal(true);
    const lowest = (run: TinyRun) =>
      Math.min(...rowsOf(run, "block").map(({ prices }) => Number(prices.WETH?.counterfactual)));
    expect(lowest(base)).to.equal(lowest(twin));
  });

  it("spills over where blocks are small, and still converges", async () => {
    const crowded = await tiny.run("chain.blockGasLimit=4000000");
    expect(crowded.end.converged).to.equal(true);
    expect(crowded.end.blocks).to.be.greaterThan(base.end.blocks);
    for (const { mined } of crowded.blocks) expect(mined.gasUsed <= 4_000_000n).to.equal(true);
    expect(rowsOf(crowded, "conservation")[0]).to.include({ ok: true });
    const perBlock = (run: TinyRun) => Math.max(...run.blocks.map(({ mined }) => mined.receipts.length));
    expect(perBlock(crowded)).to.be.lessThan(perBlock(base));
  });

  it("goes on where gas costs more than the network's queue would take by default", async () => {
    const dear = await tiny.run("market.gasPriceGwei=20_000", "market.etherUsd=0.01");
    expect(dear.end.converged).to.equal(true);
    expect(rowsOf(dear, "liquidation").length).to.be.greaterThan(3);
  });

  it("prints as late as the feed's latency says, and not at all in an outage", async () => {
    const firstPrint = async (...overrides: string[]) =>
      rowsOf(await tiny.run(...overrides), "oracle").find(({ asset }) => asset === "WETH")?.block;
    expect(await firstPrint()).to.equal(2);
    expect(await firstPrint("assets.WETH.feed.latencyBlocks=3")).to.equal(5);
    expect(
      await firstPrint("assets.WETH.feed.outage={ fromBlock: 2, toBlock: 8 }", "market.quietSeconds=200"),
    ).to.equal(9);
  });

  it("lets the oracle follow the pool, or a mix of both", async () => {
    for (const follows of ["pool", "{ poolWeight: 50% }"]) {
      const permanent = "market.recoveryHalfLifeSeconds=never";
      const run = await tiny.run(`assets.WETH.feed.follows=${follows}`, "assets.WETH.feed.deviation=0", permanent);
      expect(run.end.converged, follows).to.equal(true);
      expect(rowsOf(run, "conservation")[0]).to.include({ ok: true });
      const prints = rowsOf(run, "oracle").filter(({ asset }) => asset === "WETH");
      expect(prints.length).to.be.greaterThan(3);
      const blocks = rowsOf(run, "block");
      for (const { block, price } of prints.slice(1)) {
        // Nodes look before anyone trades: at the reference of the block and the pool as the block before left it.
        const pool = Number(blocks[block - 1]?.prices.WETH?.pool);
        const reference = Number(blocks[block]?.prices.WETH?.reference);
        const wanted = follows === "pool" ? pool : (pool + reference) / 2;
        expect(Number(price), `${follows}, block ${block}`).to.be.closeTo(wanted, 0.000_001);
      }
    }
  });

  it("stops at its limit of blocks and says so", async () => {
    const cut = await tiny.run("chain.maxBlocks=4");
    expect(cut.end).to.deep.include({ blocks: 4, converged: false });
    expect(rowsOf(cut, "end")[0]).to.include({ converged: false });
  });

  it("writes the spread of health as often as the scenario asks", async () => {
    const sampled = await tiny.run("sampleEveryBlocks=5");
    const blocks = rowsOf(sampled, "health").map(({ block }) => block);
    expect(blocks).to.deep.equal([0, 0, 5, 10, sampled.end.blocks].filter((block) => block <= sampled.end.blocks));
  });
});
