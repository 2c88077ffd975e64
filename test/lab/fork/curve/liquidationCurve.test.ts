import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type Curve, curveSchema } from "../../../../src/fork/curve/curveSchema.ts";
import { type CurveOptions, liquidationCurve } from "../../../../src/fork/curve/liquidationCurve.ts";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import { formatDecimal, WAD } from "../../../../src/units.ts";
import { type CurveUpstream, deployCurveUpstream } from "../../../support/curveUpstream.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import { plain, withMulticall3 } from "../../../support/multicall3.ts";
import { rejectionOf } from "../../live/rejection.ts";

const PRICE = 2_000n * 10n ** 8n;
const RATIO = (12n * WAD) / 10n;
const STEPS = 8;
const FALL = (-8n * WAD) / 10n;

describe("liquidationCurve, on real Aave v3.0", () => {
  let aave: CurveUpstream;
  let node: HostileRpc;
  let folder: string;
  let positions: Positions;
  let symbol: string;
  let other: string;
  const symbolOf = (asset: string) => positions.reserves.find((reserve) => reserve.asset === asset)!.symbol;
  const find = async (block: number) => {
    const out = join(folder, `${block}.json`);
    return findPositions({ rpc: node.url, block, pool: aave.address, accounts: undefined, out });
  };
  const curveOf = (over: Partial<CurveOptions> = {}) =>
    liquidationCurve({
      ...{ rpc: node.url, positions, asset: symbol, follow: [], to: FALL, steps: STEPS },
      ...over,
    });

  before(async () => {
    aave = await deployCurveUpstream(22);
    node = await new HostileRpc(aave.backend).listen();
    folder = mkdtempSync(join(tmpdir(), "faultline-curve-"));
    positions = await find(aave.block);
    symbol = symbolOf(aave.collateral);
    other = symbolOf(aave.debt);
  });
  beforeEach(() => node.behave());
  after(async () => {
    await node.close();
    rmSync(folder, { recursive: true });
  });

  it("values accounts as the pool does once the price has really moved, to the wei", async () => {
    const timestamp = positions.timestamp + 60;
    const block = aave.block + 1;
    const truth: Pick<Curve["points"][number], "accounts" | "debtValue" | "collateralValue">[] = [];
    for (let step = 0; step <= STEPS; step++) {
      const snapshot = await aave.provider.send("evm_snapshot", []);
      await aave.print(aave.collateral, PRICE + (PRICE * FALL * BigInt(step)) / (WAD * BigInt(STEPS)), timestamp);
      const all = await Promise.all(aave.borrowers.map((account) => aave.dataOf(account, block)));
      const below = all.filter(({ healthFactor }) => healthFactor < WAD);
      const sum = (key: "debtValue" | "collateralValue") =>
        formatDecimal(
          below.reduce((total, one) => total + one[key], 0n),
          8,
        );
      truth.push({ accounts: below.length, debtValue: sum("debtValue"), collateralValue: sum("collateralValue") });
      await aave.provider.send("evm_revert", [snapshot]);
    }
    const snapshot = await aave.provider.send("evm_snapshot", []);
    await aave.print(aave.collateral, PRICE, timestamp);
    const curve = await curveOf({ positions: await find(block) });
    await aave.provider.send("evm_revert", [snapshot]);

    expect(
      curve.points.map(({ accounts, debtValue, collateralValue }) => ({ accounts, debtValue, collateralValue })),
    ).to.deep.equal(truth);
    expect(curve.points.map(({ accounts }) => accounts)).to.satisfy(
      (counts: number[]) => counts[0] === 0 && counts.at(-1)! > 3,
    );
    expect(curveSchema.parse(curve)).to.deep.equal(curve);
    expect(curve.points[1]).to.deep.include({ change: "-0.1", prices: { [symbol]: "1800" } });
  });

  for (const [what, make] of [
    ["Multicall3", withMulticall3],
    ["calls of their own", plain],
  ] as const) {
    it(`comes out the same by the model where a node knows no overrides but ${what}`, async () => {
      const without = await new HostileRpc(make(aave.backend)).listen();
      try {
        const byPool = await curveOf();
        expect(byPool.by).to.equal("pool");
        expect(await curveOf({ rpc: without.url })).to.deep.equal({ ...byPool, by: "model" });
      } finally {
        await without.close();
      }
    });
  }

  it("does not trust a model that misses a health factor", async () => {
    const without = await new HostileRpc(plain(aave.backend)).listen();
    const [first, ...rest] = positions.accounts;
    const wrong = { ...positions, accounts: [{ ...first!, healthFactor: first!.healthFactor + 1n }, ...rest] };
    const fault = await rejectionOf(curveOf({ rpc: without.url, positions: wrong }));
    await without.close();
    expect(fault).to.include({ code: "MODEL_DIFFERS", exitCode: 2 });
  });

  it("counts the accounts under water, and what they hold by asset", async () => {
    const { points } = await curveOf({ to: (-9n * WAD) / 10n, steps: 1 });
    const { accounts, collateral, insolvent, debtValue, collateralValue } = points[1]!;
    expect([accounts, insolvent.accounts]).to.deep.equal([aave.borrowers.length, aave.borrowers.length]);
    expect(collateral.map((one) => one.symbol)).to.deep.equal([symbol]);
    const cents = (text: string) => BigInt(Math.round(Number(text) * 100));
    expect(cents(insolvent.shortfall)).to.equal(cents(debtValue) - cents(collateralValue));
    expect(points[0]!.insolvent).to.deep.equal({ accounts: 0, shortfall: "0" });
  });

  it("moves an asset whose price is read through the feed of another, and says so", async () => {
    const snapshot = await aave.provider.send("evm_snapshot", []);
    await aave.compose(aave.collateral, aave.debt, RATIO);
    const composed = await find(aave.block + 2);
    const both = await curveOf({ positions: composed, asset: other, steps: 2 });
    const alone = await curveOf({ positions: composed, steps: 2 });
    await aave.provider.send("evm_revert", [snapshot]);

    expect(both.movers.map(({ because, ...mover }) => [mover.symbol, because])).to.deep.equal([
      [other, "asked"],
      [symbol, "follows"],
    ]);
    expect(both.points[2]!.prices).to.deep.equal({ [other]: "400", [symbol]: "480" });
    expect(both.points.map(({ accounts }) => accounts)).to.deep.equal([0, 0, 0]);
    expect(alone.movers.map((mover) => mover.symbol)).to.deep.equal([symbol]);
    expect(alone.points[2]!.prices).to.deep.equal({ [symbol]: "480" });
    expect(alone.points[2]!.accounts).to.be.greaterThan(0);
  });

  it("moves an asset that is named whatever its feed does", async () => {
    const { movers, points } = await curveOf({ follow: [other.toLowerCase()], steps: 1 });
    expect(movers.map(({ because }) => because)).to.deep.equal(["asked", "named"]);
    expect(points[1]!.prices).to.deep.equal({ [symbol]: "400", [other]: "400" });
  });

  it("knows who a rise endangers", async () => {
    const { points } = await curveOf({ asset: other, to: 2n * WAD, steps: 2 });
    expect(points.map(({ change }) => change)).to.deep.equal(["0", "1", "2"]);
    expect(points[2]!.accounts).to.be.greaterThan(points[0]!.accounts);
  });

  it("reads the accounts anew at another block, and says at which they were found", async () => {
    const curve = await curveOf({ block: aave.block - 10, steps: 1 });
    expect(curve).to.include({ block: aave.block - 10, foundAt: aave.block });
  });

  it("asks twice a step, for prices and for accounts, beside what it asks once", async () => {
    const posts = async (steps: number) => {
      node.behave();
      await curveOf({ steps });
      return node.posts.length;
    };
    expect((await posts(12)) - (await posts(4))).to.equal(2 * 8);
  });

  for (const [what, code, over] of [
    ["an asset that the pool does not list", "ASSET_UNKNOWN", { asset: "WBTC" }],
    ["another asset to follow that it does not list", "ASSET_UNKNOWN", { follow: ["0x12"] }],
    ["a block in the future", "RPC_BLOCK_AHEAD", { block: 1_000_000 }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      expect(await rejectionOf(curveOf(over))).to.include({ code, exitCode: 2 });
    });
  }

  it("refuses a node that no longer has the block's state", async () => {
    node.behave(() => ({
      answer: ({ method }) =>
        method === "eth_getBalance" ? { error: { code: -32000, message: "missing trie node 8f3b" } } : undefined,
    }));
    expect(await rejectionOf(curveOf())).to.include({ code: "RPC_NO_ARCHIVE", exitCode: 2 });
  });

  it("refuses positions of another chain, or of a block that is no longer there", async () => {
    expect(await rejectionOf(curveOf({ positions: { ...positions, chainId: 1 } }))).to.include({
      code: "RPC_WRONG_CHAIN",
      exitCode: 2,
    });
    const stale = { ...positions, blockHash: `0x${"12".repeat(32)}` };
    expect(await rejectionOf(curveOf({ positions: stale }))).to.include({ code: "POSITIONS_STALE", exitCode: 2 });
  });
});
