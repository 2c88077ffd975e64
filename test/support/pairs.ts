import { createRequire } from "node:module";
import { Contract, ContractFactory, type Signer } from "ethers";
import type { MintableToken } from "../../types/ethers-contracts/tokens/MintableToken.ts";

const require = createRequire(import.meta.url);
const FACTORY = require("@uniswap/v2-core/build/UniswapV2Factory.json");
const PAIR = require("@uniswap/v2-core/build/UniswapV2Pair.json");
const GAS = { gasLimit: 16_000_000n };

/** Real Uniswap v2's factory. */
export async function deployPairFactory(owner: Signer): Promise<Contract> {
  const factory = await new ContractFactory(FACTORY.abi, FACTORY.bytecode, owner).deploy(await owner.getAddress(), GAS);
  return factory as Contract;
}

/** A pair of two tokens that the factory's owner may mint, with so much of the first and of the second. */
export async function createPair(
  factory: Contract,
  [first, second]: readonly [MintableToken, MintableToken],
  reserves: readonly [bigint, bigint],
): Promise<Contract> {
  await factory.getFunction("createPair")(first.target, second.target, GAS);
  const address: string = await factory.getFunction("getPair")(first.target, second.target);
  const pair = new Contract(address, PAIR.abi, factory.runner);
  if (reserves.every((reserve) => reserve === 0n)) return pair;
  await first.mint(address, reserves[0]);
  await second.mint(address, reserves[1]);
  await pair.getFunction("mint")(await (factory.runner as Signer).getAddress(), GAS);
  return pair;
}
