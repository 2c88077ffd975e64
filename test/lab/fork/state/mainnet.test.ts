import { expect } from "chai";
import { solidityPacked } from "ethers";
import { fund } from "../../../../src/fork/fund.ts";
import {
  type OracleOverride,
  type OracleStrategy,
  overrideOracle,
} from "../../../../src/fork/oracle/overrideOracle.ts";
import { readPool } from "../../../../src/fork/readPool.ts";
import { slotCount } from "../../../../src/fork/state/forkState.ts";
import { parseState, readState } from "../../../../src/fork/state/readState.ts";
import { packState } from "../../../../src/fork/state/stateFile.ts";
import { accountData, debtBalance, supplyBalance } from "../../../../src/model/account.ts";
import { maxRepay } from "../../../../src/model/closeFactor.ts";
import { fixedIncentive } from "../../../../src/model/incentive.ts";
import { PRESETS } from "../../../../src/model/rules.ts";
import { seize } from "../../../../src/model/seize.ts";
import { type PoolState, swap } from "../../../../src/model/swap.ts";
import { encode, MAX_UINT } from "../../../../src/world/encode.ts";
import { AT, Mainnet, recordedFile, STATE_ABSENT } from "../../../support/mainnetState.ts";

const WAD = 10n ** 18n;
/** Dollars of the pool's oracle; WETH at what the recorded Uniswap pool asks. */
const BASE_UNIT = 10n ** 8n;
const WETH_PRICE = 3_265_59000000n;
const LOW_PRICE = (WETH_PRICE * 3n) / 4n;
const FILE = "verbs-examples_aave_cache.json";
const BORROWER = `0x${"b0".repeat(20)}`;
const LIQUIDATOR = `0x${"11d0".repeat(10)}`;
/** How far to either side of the price the pool is read, in words of its bitmap; no sale here leaves them. */
const WORDS = 1;

describe("real mainnet state at block 19471508", () => {
  let file: string;
  let mainnet: Mainnet;
  let weth: OracleOverride;
  /** The Uniswap pool as the model has it after every sale so far. */
  let pool: PoolState | undefined;

  before(function () {
    const found = recordedFile(FILE);
    if (found === undefined) {
      console.warn(STATE_ABSENT);
      this.skip();
    }
    file = found as string;
  });
  afterEach(() => mainnet?.chain.close());

  async function open(strategy: OracleStrategy = "setSource", strict = false): Promise<void> {
    mainnet = await Mainnet.open(file, strict);
    pool = undefined;
    mainnet.chain.introduce([BORROWER, LIQUIDATOR]);
    const common = { pool: AT.pool, transmitter: LIQUIDATOR };
    // The recorded feeds are not in the state: a slot can be written once there is a feed that has some.
    const strategies = [strategy === "writeSlot" ? "replaceFeed" : strategy] as const;
    await overrideOracle(mainnet.chain, { ...common, asset: AT.dai, price: BASE_UNIT, strategies });
    weth = await overrideOracle(mainnet.chain, { ...common, asset: AT.weth, price: WETH_PRICE, strategies });
    if (strategy === "writeSlot") {
      weth = await overrideOracle(mainnet.chain, { ...common, asset: AT.weth, strategies: [strategy] });
    }
    for (const user of [BORROWER, LIQUIDATOR]) {
      for (const token of [AT.weth, AT.dai]) {
        await send(user, token, "approve", [AT.pool, MAX_UINT]);
        await send(user, token, "approve", [AT.router, MAX_UINT]);
      }
    }
  }

  async function send(from: string, to: string, name: string, args: unknown[]): Promise<void> {
    expect(await mainnet.send(from, to, encode(name, args)), `${name} passes`).to.equal(true);
  }

  /** The account as `src/model` values it, by scaled balances, stored rates and the configuration; now if at no time. */
  async function predicted(user: string, price: bigint, then?: bigint) {
    const at = then ?? (await mainnet.time());
    const collateral = await mainnet.reserve(AT.weth, at, price);
    const debt = await mainnet.reserve(AT.dai, at, BASE_UNIT);
    const scaled = await mainnet.scaled(user);
    return accountData(
      [
        { reserve: collateral.view, scaledCollateral: scaled.collateral, scaledDebt: 0n, usedAsCollateral: true },
        { reserve: debt.view, scaledCollateral: 0n, scaledDebt: scaled.debt, usedAsCollateral: false },
      ],
      "aave-v3.0",
    );
  }

  /** Sells on the real pool through the real router; both what came out and what the model says of it. */
  async function sell(from: string, token: string, amount: bigint): Promise<{ out: bigint; model: bigint }> {
    const other = token === AT.weth ? AT.dai : AT.weth;
    pool ??= await readPool(mainnet.chain, AT.uniswap, WORDS);
    const model = swap(pool, { zeroForOne: token === AT.dai, amount });
    expect(model.amountIn).to.equal(amount);
    const before = await mainnet.balance(other, from);
    const path = solidityPacked(["address", "uint24", "address"], [token, 3000, other]);
    await send(from, AT.router, "exactInput", [[path, from, MAX_UINT, amount, 0n]]);
    pool = model.pool;
    const { sqrtPriceX96, tick, liquidity } = pool;
    expect(await mainnet.poolState()).to.deep.equal({ sqrtPriceX96, tick, liquidity });
    return { out: (await mainnet.balance(other, from)) - before, model: model.amountOut };
  }

  /** A position of 100 WETH levered by hand: borrow what the pool lends, buy WETH with it, supply that, again. */
  async function openLoop(rounds: number): Promise<void> {
    await fund(mainnet.chain, AT.weth, BORROWER, 100n * WAD);
    for (let round = 0; ; round++) {
      await send(BORROWER, AT.pool, "supply", [AT.weth, await mainnet.balance(AT.weth, BORROWER), BORROWER, 0]);
      if (round === rounds) return;
      const { availableBorrowsBase } = await mainnet.accountData(BORROWER);
      const borrowed = (availableBorrowsBase * WAD * 98n) / (100n * BASE_UNIT);
      await send(BORROWER, AT.pool, "borrow", [AT.dai, borrowed, 2, 0, BORROWER]);
      const { out, model } = await sell(BORROWER, AT.dai, borrowed);
      expect(out).to.equal(model);
    }
  }

  it("answers what is known of that block", async () => {
    mainnet = await Mainnet.open(file);
    const { tick, sqrtPriceX96, ticks } = await readPool(mainnet.chain, AT.uniswap, 2);

    expect(tick).to.equal(-80_916);
    // 3265.59 where the tick begins; the price stands a little below.
    expect((WAD * (1n << 192n)) / sqrtPriceX96 ** 2n / 10n ** 16n).to.equal(326_535n);
    expect(ticks).to.have.lengthOf(436);
    expect((await mainnet.reserves()).map((asset) => asset.toLowerCase())).to.deep.equal([AT.weth, AT.dai]);
    expect(await mainnet.time()).to.equal(1_710_884_183n);
  });

  for (const [name, block, accounts, slots] of [
    ["mainnet_18476512.json", 18_476_512, 70, 511],
    ["mainnet_14684813.json", 14_684_813, 43, 352],
    ["verbs-morpho-blue_cache.json", 19_163_600, 12, 1_500],
  ] as const) {
    it(`has others beside it that read and load: ${name}`, async () => {
      const state = readState(recordedFile(name) as string);
      expect(state.block.number).to.equal(block);
      expect(state.accounts.size).to.equal(accounts);
      expect(slotCount(state)).to.equal(slots);
      expect(parseState(packState(state), name)).to.deep.equal(state);

      mainnet = await Mainnet.open(recordedFile(name) as string);
      for (const [account, held] of state.storage) {
        for (const [slot, value] of held) {
          const at = `0x${BigInt(slot).toString(16)}`;
          expect(await mainnet.chain.request("eth_getStorageAt", [account, at, "latest"])).to.equal(value);
        }
      }
      expect((await mainnet.chain.misses()).slots).to.deep.equal([]);
    });
  }

  it("gives out tokens that keep balances, and refuses those that bear interest", async () => {
    mainnet = await Mainnet.open(file, true);
    mainnet.chain.introduce([BORROWER]);
    for (const token of [AT.weth, AT.dai]) {
      await fund(mainnet.chain, token, BORROWER, 123n * WAD);
      expect(await mainnet.balance(token, BORROWER)).to.equal(123n * WAD);
    }
    const { aToken } = await mainnet.reserve(AT.weth, await mainnet.time(), 1n);
    const fault = await fund(mainnet.chain, aToken, BORROWER, WAD).catch((error) => error);

    expect(fault).to.include({ code: "FUND_SLOT_NOT_FOUND" });
    expect(await mainnet.balance(aToken, BORROWER)).to.equal(0n);
  });

  it("gathers interest as the model says, at the recorded block and later", async () => {
    await open();
    for (let step = 0; step < 2; step++) {
      const at = await mainnet.time();
      for (const asset of [AT.weth, AT.dai]) {
        const { view } = await mainnet.reserve(asset, at, 1n);
        expect(await mainnet.view(AT.pool, "getReserveNormalizedIncome", asset)).to.equal(view.liquidityIndex);
        expect(await mainnet.view(AT.pool, "getReserveNormalizedVariableDebt", asset)).to.equal(view.borrowIndex);
      }
      await mainnet.chain.request("evm_setNextBlockTimestamp", [Number(at) + 86_400]);
      await mainnet.chain.request("evm_mine");
    }
  });

  for (const strategy of ["setSource", "replaceFeed", "writeSlot"] as const) {
    it(`loops, falls by a quarter, is liquidated and sold, as the model says (${strategy})`, async () => {
      await open(strategy);
      await openLoop(4);
      expect(await mainnet.accountData(BORROWER)).to.deep.equal(await predicted(BORROWER, WETH_PRICE));

      await fall();
      await liquidate();
    });
  }

  it("reads nothing on that way that was not recorded, but for what is new accounts' own", async () => {
    await open("setSource", true);
    await openLoop(4);
    await fall();
    await liquidate();
    const { slots, accounts, newAccountSlots } = await mainnet.chain.misses();

    expect({ slots, accounts }).to.deep.equal({ slots: [], accounts: [] });
    expect(newAccountSlots).to.be.greaterThan(5);
  });

  it("tells contract and slot of what was not recorded, and stops there under strict", async () => {
    mainnet = await Mainnet.open(file);
    await mainnet.reserves();
    const { slots } = await mainnet.chain.misses();
    expect(slots.length).to.be.greaterThan(20);
    expect(slots.filter(({ account }) => account !== AT.pool)).to.deep.equal([]);
    await mainnet.chain.close();

    mainnet = await Mainnet.open(file, true);
    const fault = await mainnet.reserves().catch((error) => error);
    expect(fault).to.include({ code: "STATE_SLOT_UNKNOWN" });
    expect(fault.message).to.contain(slots[0]?.slot).and.to.contain(AT.pool);
  });

  async function fall(): Promise<void> {
    await weth.set(LOW_PRICE);
    const fallen = await mainnet.accountData(BORROWER);
    expect(fallen).to.deep.equal(await predicted(BORROWER, LOW_PRICE));
    expect(fallen.healthFactor < WAD).to.equal(true);
  }

  /** Repays as much as the pool allows, and compares every amount that moves; then sells what was seized. */
  async function liquidate(): Promise<void> {
    await fund(mainnet.chain, AT.dai, LIQUIDATOR, 10_000_000n * WAD);
    // The block of the liquidation is a second after this one, and so are its indexes.
    const at = (await mainnet.time()) + 1n;
    const collateral = await mainnet.reserve(AT.weth, at, LOW_PRICE);
    const debt = await mainnet.reserve(AT.dai, at, BASE_UNIT);
    const scaled = await mainnet.scaled(BORROWER);
    const owed = debtBalance(scaled.debt, debt.view.borrowIndex, "aave-v3.0");
    const held = supplyBalance(scaled.collateral, collateral.view.liquidityIndex, "aave-v3.0");
    const then = await predicted(BORROWER, LOW_PRICE, at);
    const allowed = maxRepay(PRESETS["aave-v3.0"], {
      healthFactor: then.healthFactor,
      reserveDebt: owed,
      reserveDebtBase: then.debtBase,
      reserveCollateralBase: then.collateralBase,
      totalDebtBase: then.debtBase,
      debtPrice: BASE_UNIT,
      debtDecimals: 18,
      baseUnit: BASE_UNIT,
    });
    const terms = {
      collateralPrice: LOW_PRICE,
      collateralDecimals: 18,
      debtPrice: BASE_UNIT,
      debtDecimals: 18,
      incentive: fixedIncentive(collateral.bonus),
      protocolFee: collateral.protocolFee,
    };
    const expected = seize(terms, allowed, held, "aave-v3.0");
    const dai = await mainnet.balance(AT.dai, LIQUIDATOR);

    await send(LIQUIDATOR, AT.pool, "liquidationCall", [AT.weth, AT.dai, BORROWER, MAX_UINT, false]);

    const seized = await mainnet.balance(AT.weth, LIQUIDATOR);
    expect(seized).to.equal(expected.seized);
    expect(dai - (await mainnet.balance(AT.dai, LIQUIDATOR))).to.equal(expected.repaid);
    const { out, model } = await sell(LIQUIDATOR, AT.weth, seized);
    expect(out).to.equal(model);
  }
});
