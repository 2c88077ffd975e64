import { createRequire } from "node:module";
import type { Contract, ContractFactory, ContractTransactionResponse } from "ethers";
import { network } from "hardhat";
import type { LiquidityPosition } from "../../src/model/poolFromPositions.ts";
import type { SwapOrder } from "../../src/model/swap.ts";
import { MAX_SQRT_PRICE, MIN_SQRT_PRICE } from "../../src/model/tickMath.ts";
import type { MintableToken } from "../../types/ethers-contracts/tokens/MintableToken.ts";

const require = createRequire(import.meta.url);
const FACTORY = require("@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json");
const POOL = require("@uniswap/v3-core/artifacts/contracts/UniswapV3Pool.sol/UniswapV3Pool.json");
const ROUTER = require("@uniswap/v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json");

const SUPPLY = 1n << 200n;
/** Tick spacing of pools without a fee, which the factory's owner may allow. */
export const FREE_SPACING = 60;
const GAS = { gasLimit: 16_000_000n };

type Ethers = Awaited<ReturnType<typeof network.create>>["ethers"];
type Signer = Awaited<ReturnType<Ethers["getSigners"]>>[number];

export type UniswapFixture = Awaited<ReturnType<typeof deployUniswap>>;

/** Real Uniswap v3 on a fresh in-process chain with two tokens of its own. */
export async function deployUniswap() {
  const { ethers } = await network.create();
  const [owner] = await ethers.getSigners();
  if (owner === undefined) throw new Error("The chain has no accounts.");
  const first = await ethers.deployContract("MintableToken", ["First", "FST", 18, owner.address]);
  const second = await ethers.deployContract("MintableToken", ["Second", "SND", 18, owner.address]);
  return deployUniswapFor(ethers, owner, [first, second]);
}

/** Real Uniswap v3 for two tokens that `owner` mints, who is rich in both and lets router and minter spend. */
export async function deployUniswapFor(ethers: Ethers, owner: Signer, pair: readonly MintableToken[]) {
  const deployed = async (factory: ContractFactory, ...args: unknown[]) =>
    (await factory.deploy(...args, GAS)).waitForDeployment() as Promise<Contract>;

  const factory = await deployed(new ethers.ContractFactory(FACTORY.abi, FACTORY.bytecode, owner));
  const router = await deployed(
    new ethers.ContractFactory(ROUTER.abi, ROUTER.bytecode, owner),
    factory.target,
    owner.address,
  );
  const minter = await ethers.deployContract("LiquidityMinter", [owner.address], owner);
  const tokens = pair.toSorted((a, b) => (BigInt(a.target as string) < BigInt(b.target as string) ? -1 : 1));
  for (const token of tokens) {
    await token.mint(owner.address, SUPPLY);
    await token.approve(minter.target, SUPPLY);
    await token.approve(router.target, SUPPLY);
  }
  const addresses = tokens.map((token) => token.target as string) as [string, string];
  return { ethers, owner, factory, router, minter, addresses };
}

/** A pool of the fixture's tokens at a √price, holding the positions. */
export async function createPool(
  { ethers, owner, factory, minter, addresses }: UniswapFixture,
  fee: number,
  sqrtPriceX96: bigint,
  positions: readonly LiquidityPosition[],
): Promise<Contract> {
  const [token0, token1] = addresses;
  if (fee === 0) await send(factory, "enableFeeAmount", 0, FREE_SPACING);
  await send(factory, "createPool", token0, token1, fee);
  const address: string = await factory.getFunction("getPool")(token0, token1, fee);
  const pool = new ethers.Contract(address, POOL.abi, owner);
  await send(pool, "initialize", sqrtPriceX96);
  for (const { tickLower, tickUpper, liquidity } of positions) {
    await minter.mint(pool.target, tickLower, tickUpper, liquidity, GAS);
  }
  return pool;
}

/** Runs an order through the real router and reads what the pool says about it. */
export async function swapOnChain(fixture: UniswapFixture, pool: Contract, fee: number, order: SwapOrder) {
  const { router, owner, addresses } = fixture;
  const [tokenIn, tokenOut] = order.zeroForOne ? addresses : addresses.toReversed();
  const sqrtPriceLimitX96 = order.sqrtPriceLimitX96 ?? (order.zeroForOne ? MIN_SQRT_PRICE + 1n : MAX_SQRT_PRICE - 1n);
  const common = { tokenIn, tokenOut, fee, recipient: owner.address, deadline: 1n << 40n, sqrtPriceLimitX96 };
  const response =
    order.amount > 0n
      ? await send(router, "exactInputSingle", { ...common, amountIn: order.amount, amountOutMinimum: 0n })
      : await send(router, "exactOutputSingle", { ...common, amountOut: -order.amount, amountInMaximum: SUPPLY });
  const receipt = await response.wait();
  const log = receipt?.logs.find((entry) => entry.address === pool.target);
  const event = log && pool.interface.parseLog(log);
  if (!event) throw new Error("The pool logged no swap.");
  const { amount0, amount1, sqrtPriceX96, tick, liquidity } = event.args;
  const [amountIn, paidOut]: bigint[] = order.zeroForOne ? [amount0, amount1] : [amount1, amount0];
  return {
    amountIn: amountIn ?? 0n,
    amountOut: -(paidOut ?? 0n),
    sqrtPriceX96,
    tick: Number(tick),
    liquidity,
  };
}

function send(contract: Contract, method: string, ...args: unknown[]): Promise<ContractTransactionResponse> {
  return contract.getFunction(method)(...args, GAS);
}
