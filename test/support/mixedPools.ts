import { type Contract, solidityPacked } from "ethers";
import { network } from "hardhat";
import { fullRangePosition } from "../../src/model/fullRange.ts";
import type { Hop } from "../../src/model/path.ts";
import type { MintableToken } from "../../types/ethers-contracts/tokens/MintableToken.ts";
import { createPair, deployPairFactory } from "./pairs.ts";
import { createPool, deployUniswapFor } from "./uniswap.ts";

const SUPPLY = 1n << 110n;
const GAS = { gasLimit: 16_000_000n };
export const V3_FEE = 3_000;
/** What stands for a fee on the way over a pair. */
export const PAIR_FEE_FIELD = 0x800000;
const PRICE_ONE = 1n << 96n;
const DEADLINE = 1n << 40n;

export type MixedPools = Awaited<ReturnType<typeof deployMixedPools>>;

/**
 * Three tokens A, B, C in the order of their addresses on a fresh chain, with real Uniswap v3 pools of A/B and B/C, a
 * real Uniswap v2 pair of each, and router and quoter over all of them. The owner is rich and lets the router spend.
 */
export async function deployMixedPools(reserves: readonly [bigint, bigint]) {
  const { ethers } = await network.create();
  const [owner] = await ethers.getSigners();
  if (owner === undefined) throw new Error("The chain has no accounts.");
  const made: MintableToken[] = [];
  for (const name of ["A", "B", "C"]) {
    made.push(await ethers.deployContract("MintableToken", [name, name, 18, owner.address]));
  }
  const tokens = made.toSorted((a, b) => (BigInt(a.target as string) < BigInt(b.target as string) ? -1 : 1));
  const [a, b, c] = tokens as [MintableToken, MintableToken, MintableToken];

  const factory = await deployPairFactory(owner);
  const pools: Contract[] = [];
  const pairs: Contract[] = [];
  const market = await ethers.deployContract("ExternalMarket", [owner.address]);
  const arbitrage = await ethers.deployContract("Arbitrage", [market.target]);
  for (const [first, second] of [
    [a, b],
    [b, c],
  ] as const) {
    const fixture = await deployUniswapFor(ethers, owner, [first, second]);
    pools.push(
      await createPool(fixture, V3_FEE, PRICE_ONE, [
        fullRangePosition(PRICE_ONE, 60, 10n ** 24n, { baseIsToken0: true }),
      ]),
    );
    pairs.push(await createPair(factory, [first, second], reserves));
  }
  const router = await ethers.deployContract("MixedRouter", [
    pools.map(({ target }) => target),
    pairs.map(({ target }) => target),
  ]);
  const quoter = await ethers.deployContract("MixedQuoter", [router.target]);
  for (const token of tokens) {
    await token.mint(owner.address, SUPPLY);
    await token.mint(market.target, SUPPLY);
    await token.approve(router.target, 1n << 255n);
    await token.approve(arbitrage.target, 1n << 255n);
  }
  return { ethers, owner, tokens: [a, b, c] as const, pools, pairs, router, quoter, market, arbitrage };
}

/** A step of a route between the fixture's tokens by index; over the pair or over the v3 pool. */
export type Step = { from: number; to: number; overPair: boolean };

/** A route as the router reads it. */
export function encodeSteps({ tokens }: MixedPools, steps: readonly Step[]): string {
  const [first] = steps;
  const types = ["address"];
  const values: unknown[] = [tokens[first?.from ?? 0]?.target];
  for (const { to, overPair } of steps) {
    types.push("uint24", "address");
    values.push(overPair ? PAIR_FEE_FIELD : V3_FEE, tokens[to]?.target);
  }
  return solidityPacked(types, values);
}

/** Which of the fixture's pools a step leads over, and in which direction. */
export function poolOfStep({ pools, pairs }: MixedPools, { from, to, overPair }: Step) {
  const index = Math.min(from, to);
  const contract = (overPair ? pairs : pools)[index];
  if (contract === undefined) throw new Error("No such pool.");
  return { contract, index, zeroForOne: from < to };
}

/** What a pair holds, as it says. */
export async function reservesOf(pair: Contract): Promise<[bigint, bigint]> {
  const [reserve0, reserve1] = await pair.getFunction("getReserves")();
  return [reserve0, reserve1];
}

/** Sells along a route; what came out, or undefined when it was refused. */
export async function sellOnChain(pools: MixedPools, steps: readonly Step[], amountIn: bigint) {
  return tradeOnChain(pools, steps, "exactInput", {
    path: encodeSteps(pools, steps),
    recipient: pools.owner.address,
    deadline: DEADLINE,
    amountIn,
    amountOutMinimum: 0n,
  });
}

/** Buys along a route, of which the last token is what is bought; what it cost. */
export async function buyOnChain(pools: MixedPools, steps: readonly Step[], amountOut: bigint) {
  return tradeOnChain(pools, steps, "exactOutput", {
    path: encodeSteps(pools, reversed(steps)),
    recipient: pools.owner.address,
    deadline: DEADLINE,
    amountOut,
    amountInMaximum: SUPPLY,
  });
}

/** The same pools the other way round. */
export function reversed(steps: readonly Step[]): Step[] {
  return steps.toReversed().map(({ from, to, overPair }) => ({ from: to, to: from, overPair }));
}

/** What left the owner and what came, by the tokens' own books; undefined when the trade was refused. */
async function tradeOnChain(
  { tokens, owner, router }: MixedPools,
  steps: readonly Step[],
  method: "exactInput" | "exactOutput",
  params: object,
): Promise<{ paid: bigint; received: bigint } | undefined> {
  const [sold, bought] = [tokens[steps[0]?.from ?? 0], tokens[steps.at(-1)?.to ?? 0]];
  if (sold === undefined || bought === undefined) throw new Error("No such token.");
  const before = [await sold.balanceOf(owner.address), await bought.balanceOf(owner.address)] as const;
  const call = router.getFunction(method) as unknown as {
    staticCall(params: object): Promise<bigint>;
    (params: object, options: object): Promise<unknown>;
  };
  try {
    await call.staticCall(params);
  } catch {
    return undefined;
  }
  await call(params, GAS);
  return {
    paid: before[0] - (await sold.balanceOf(owner.address)),
    received: (await bought.balanceOf(owner.address)) - before[1],
  };
}

/** Hops of the model for a route, with the pools' states by index. */
export function hopsOf(
  pools: MixedPools,
  steps: readonly Step[],
  states: { pools: Hop["pool"][]; pairs: Hop["pool"][] },
): Hop[] {
  return steps.map((step) => {
    const { index, zeroForOne } = poolOfStep(pools, step);
    const pool = (step.overPair ? states.pairs : states.pools)[index];
    if (pool === undefined) throw new Error("No such pool.");
    return { pool, zeroForOne };
  });
}
