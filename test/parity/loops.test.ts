import { createRequire } from "node:module";
import { expect } from "chai";
import type { Contract, ContractTransactionResponse } from "ethers";
import type { FlashLiquidator, LeverageRouter, MintableToken, PriceFeed } from "../../types/ethers-contracts/index.ts";
import { type AaveV30, deployAaveV30 } from "../support/aaveV30.ts";
import { createPool, deployUniswap, type UniswapFixture } from "../support/uniswap.ts";

const require = createRequire(import.meta.url);
const QUOTER = require("@uniswap/v3-periphery/artifacts/contracts/lens/Quoter.sol/Quoter.json");

const WAD = 10n ** 18n;
const PRICE_ONE = 1n << 96n;
const FEE = 500;
const MAX = (1n << 256n) - 1n;
const GAS = { gasLimit: 16_000_000n };

/** A millionth of 1×, and the pool's rounding of amounts this size. [wad] */
const TOLERANCE = 10n ** 12n + 10n ** 3n;

const EQUITY = 10n * WAD;

describe("loops, flash liquidations and the lens on real Aave v3.0", () => {
  let uniswap: UniswapFixture;
  let aave: AaveV30;
  let router: LeverageRouter;
  let liquidator: FlashLiquidator;
  let feed: PriceFeed;
  let token: MintableToken;
  let pair: { collateral: string; debt: string; path: string; deadline: bigint };
  let user: Awaited<ReturnType<UniswapFixture["ethers"]["getSigners"]>>[number];

  beforeEach(async () => {
    uniswap = await deployUniswap();
    const { ethers, owner, addresses, factory } = uniswap;
    const [collateral, debt] = addresses;
    const path = ethers.solidityPacked(["address", "uint24", "address"], [debt, FEE, collateral]);
    pair = { collateral, debt, path, deadline: MAX };
    user = (await ethers.getSigners())[1]!;

    await createPool(uniswap, FEE, PRICE_ONE, [{ tickLower: -10_000, tickUpper: 10_000, liquidity: 10n ** 24n }]);
    const reserves = [];
    for (const asset of addresses) {
      feed = await ethers.deployContract("PriceFeed", [8, "ETH / USD", owner.address]);
      await feed.setTransmitter(owner.address, true);
      await feed.transmit(2_000n * 10n ** 8n);
      reserves.push({ asset, feed: await feed.getAddress() });
    }
    aave = await deployAaveV30(uniswap, reserves);
    for (const asset of addresses) {
      token = await ethers.getContractAt("MintableToken", asset);
      await token.approve(aave.pool.target, MAX);
      await call(aave.pool, "supply", asset, 100_000n * WAD, owner.address, 0);
    }
    const quoter = await new ethers.ContractFactory(QUOTER.abi, QUOTER.bytecode, owner).deploy(factory.target, owner);
    const swaps = uniswap.router.target;
    router = await ethers.deployContract("LeverageRouter", [aave.pool.target, swaps, quoter.target]);
    liquidator = await ethers.deployContract("FlashLiquidator", [aave.pool.target, swaps]);

    token = await ethers.getContractAt("MintableToken", collateral);
    await token.mint(user.address, EQUITY);
    await token.connect(user).approve(router.target, MAX);
    await call((await aave.token("VariableDebtToken", debt)).connect(user), "approveDelegation", router.target, MAX);
    await call((await aave.token("AToken", collateral)).connect(user), "approve", router.target, MAX);
  });

  const open = (way: "openIterative" | "openFlash", leverage: bigint) =>
    router.connect(user)[way](
      {
        ...pair,
        equity: EQUITY,
        targetLeverage: leverage,
        minLeverage: leverage - TOLERANCE,
        maxIterations: 20,
        maxDebt: MAX,
        minCollateral: EQUITY,
      },
      GAS,
    );
  const leverage = () => router.leverageOf(user.address, pair.collateral, pair.debt);

  for (const way of ["openIterative", "openFlash"] as const) {
    it(`reaches 10× in e-mode, then 5×, then nothing: ${way}`, async () => {
      await call(aave.pool.connect(user), "setUserEMode", 1);
      await open(way, 10n * WAD);
      expect(await leverage()).to.be.within(10n * WAD - TOLERANCE, 10n * WAD + TOLERANCE);

      const bounds = { maxLeverage: 5n * WAD + TOLERANCE, maxCollateralSold: MAX };
      await router.connect(user).deleverage({ ...pair, ...bounds, targetLeverage: 5n * WAD }, GAS);
      expect(await leverage()).to.be.within(5n * WAD - TOLERANCE, 5n * WAD + TOLERANCE);

      await router.connect(user).close({ ...pair, maxCollateralSold: MAX }, GAS);
      const debtToken = await aave.token("VariableDebtToken", pair.debt);
      expect(await debtToken.getFunction("balanceOf")(user.address)).to.equal(0n);
      expect(await token.balanceOf(user.address)).to.be.within((EQUITY * 98n) / 100n, EQUITY);
      for (const asset of uniswap.addresses) {
        const held = await uniswap.ethers.getContractAt("MintableToken", asset);
        expect(await held.balanceOf(router.target)).to.equal(0n);
      }
    });
  }

  it("liquidates a loop and pays the liquidator the bonus less fee, slippage and premium", async () => {
    await open("openFlash", 4n * WAD);
    await feed.transmit(2_300n * 10n ** 8n);
    const back = uniswap.ethers.solidityPacked(["address", "uint24", "address"], [pair.collateral, FEE, pair.debt]);

    const order = {
      collateral: pair.collateral,
      debt: pair.debt,
      account: user.address,
      debtToCover: MAX,
      path: back,
      minProfit: 0n,
      receiver: uniswap.ethers.ZeroAddress,
    };
    const debtToken = await aave.token("VariableDebtToken", pair.debt);
    const response = await liquidator.liquidate(order, GAS);
    const receipt = await response.wait();
    const [event] = await liquidator.queryFilter(liquidator.filters.Liquidated(), receipt?.blockNumber);
    const [, , , , repaid, seized, proceeds, profit] = event!.args;
    const owed = repaid + ((await debtToken.getFunction("balanceOf")(user.address)) as bigint);

    expect(proceeds - repaid - (owed * 5n + 5_000n) / 10_000n).to.equal(profit);
    expect(seized).to.be.closeTo((repaid * 2_300n * 10_450n) / (2_000n * 10_000n), 10n);
  });

  it("reads reserves and accounts through the lens, with no deficit where there is no such getter", async () => {
    await open("openFlash", 3n * WAD);
    const { ethers, addresses } = uniswap;
    const lens = await ethers.deployContract("LabLens");
    const provider = new ethers.Contract(
      await aave.pool.getFunction("ADDRESSES_PROVIDER")(),
      ["function getPriceOracle() view returns (address)"],
      ethers.provider,
    );
    const oracle = await provider.getFunction("getPriceOracle")();

    const reserves = await lens.reserves(aave.pool.target, oracle, addresses);
    const tokens = await Promise.all(addresses.map((asset) => aave.token("AToken", asset)));
    const debts = await Promise.all(addresses.map((asset) => aave.token("VariableDebtToken", asset)));
    const accounts = await lens.accounts(
      aave.pool.target,
      tokens.map(({ target }) => target),
      debts.map(({ target }) => target),
      [user.address],
    );

    expect(reserves).to.have.length(24);
    expect(reserves[0]).to.equal(2_000n * 10n ** 8n);
    expect(reserves[10]).to.equal(0n);
    expect(accounts).to.deep.equal([
      0n,
      (await aave.pool.getFunction("getUserConfiguration")(user.address)).data,
      await tokens[0]!.getFunction("scaledBalanceOf")(user.address),
      0n,
      0n,
      await debts[1]!.getFunction("scaledBalanceOf")(user.address),
    ]);
  });
});

function call(contract: Pick<Contract, "getFunction">, method: string, ...args: unknown[]) {
  return contract.getFunction(method)(...args, GAS) as Promise<ContractTransactionResponse>;
}
