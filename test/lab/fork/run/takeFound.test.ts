import { expect } from "chai";
import type { Fork } from "../../../../src/fork/chain/fork.ts";
import { takeFound } from "../../../../src/fork/run/takeFound.ts";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import { faultOf } from "../../../support/faultOf.ts";

const POOL = `0x${"aa".repeat(20)}`;
const HASH = `0x${"01".repeat(32)}`;
const [WETH, WBTC, USDC] = ["1e", "bc", "dc"].map((two) => `0x${two.repeat(20)}`) as [string, string, string];

function account(name: string, debtValue: bigint, holds: [string, bigint][], owes: [string, bigint][], eMode = 0) {
  const side = (all: [string, bigint][]) =>
    all.map(([asset, amount]) => ({ asset, amount, scaled: amount, stable: 0n }));
  return { account: `0x${name.repeat(20)}`, debtValue, eMode, collateral: side(holds), debt: side(owes) };
}

const positions = {
  chainId: 1,
  pool: POOL,
  block: 7,
  blockHash: HASH,
  reserves: [
    { asset: WETH, decimals: 18, price: 2_000n },
    { asset: WBTC, decimals: 8, price: 60_000n },
    { asset: USDC, decimals: 6, price: 1n },
  ],
  accounts: [
    account("a1", 10n, [[WETH, 10n ** 18n]], [[USDC, 10n ** 6n]]),
    // A tenth of a bitcoin is worth more than two ether.
    account(
      "a2",
      30n,
      [
        [WETH, 2n * 10n ** 18n],
        [WBTC, 10n ** 7n],
      ],
      [[USDC, 10n ** 6n]],
      2,
    ),
    account("a3", 20n, [[WETH, 10n ** 18n]], [[WETH, 10n ** 17n]], 1),
  ],
} as unknown as Positions;
const fork = { chainId: 1, block: { number: 7, hash: HASH, timestamp: 0 }, source: "rpc" } as Fork;

describe("takeFound", () => {
  it("takes everybody, the most indebted first", () => {
    const found = takeFound(positions, "positions.json", fork, POOL);
    expect(found.accounts).to.deep.equal(["a2", "a3", "a1"].map((name) => `0x${name.repeat(20)}`));
    expect(found).to.deep.include({ leftOut: 0, assets: [WETH, WBTC, USDC], eModes: [1, 2] });
  });

  it("takes the most indebted alone where a number is given, and knows what is left out", () => {
    const found = takeFound(positions, "positions.json", fork, POOL, 1);
    expect(found).to.deep.include({ accounts: [`0x${"a2".repeat(20)}`], leftOut: 2, eModes: [2] });
  });

  it("knows what has to be sold for what: the largest collateral by value for the largest debt", () => {
    const { connections } = takeFound(positions, "positions.json", fork, POOL);
    expect(connections).to.deep.equal([
      [WBTC, USDC],
      [WETH, USDC],
    ]);
  });

  for (const [what, other] of [
    ["chain", { chainId: 10 }],
    ["pool", { pool: `0x${"bb".repeat(20)}` }],
    ["block", { block: 8 }],
    ["block hash", { blockHash: `0x${"02".repeat(32)}` }],
  ] as const) {
    it(`refuses positions of another ${what}`, () => {
      const fault = faultOf(() => takeFound({ ...positions, ...other }, "positions.json", fork, POOL));
      expect(fault).to.include({ code: "POSITIONS_ELSEWHERE", exitCode: 2 });
      expect(fault.message).to.contain(`of ${what} `);
    });
  }

  it("takes positions to a recorded state that does not know its block's hash", () => {
    const recorded = {
      ...fork,
      source: "state",
      block: { ...fork.block, hash: `0x${"09".repeat(32)}`, isHashMadeUp: true },
    } as Fork;
    expect(takeFound(positions, "positions.json", recorded, POOL).accounts).to.have.lengthOf(3);
  });
});
