import { createRequire } from "node:module";
import type { InterfaceAbi } from "ethers";
import { FaultlineError } from "../../errors.ts";
import type { Chain } from "../../world/chain.ts";

const require = createRequire(import.meta.url);
const ROUTER = "@uniswap/v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json";
const QUOTER = "@uniswap/v3-periphery/artifacts/contracts/lens/Quoter.sol/Quoter.json";
const GAS = "0xe00000";
const MAX_FEE = `0x${(10n ** 17n).toString(16)}`;

/** The lab's own contracts on a real chain, by the name that a deployment gives them. */
export type LabContracts = Record<
  "swapRouter" | "externalMarket" | "arbitrage" | "leverageRouter" | "flashLiquidator" | "lens",
  string
>;

/** What they are told of the real chain. */
export interface LabPlace {
  lab: string;
  lendingPool: string;
  factory: string;
  wrappedEther: string;
}

/**
 * Puts the lab's own contracts on a forked chain, told of the real pool and exchange. Blocks must mine themselves; the
 * lab must be able to send. Uniswap's router and quoter are deployed anew too: their code is the same everywhere.
 */
export async function deployLabContracts(chain: Chain, place: LabPlace): Promise<LabContracts> {
  const { ethers } = chain.connection;
  const own = async (name: string, ...args: unknown[]) => put(await ethers.getContractFactory(name), args);
  const uniswap = (path: string, ...args: unknown[]) => {
    const { abi, bytecode } = require(path) as { abi: InterfaceAbi; bytecode: string };
    return put(new ethers.ContractFactory(abi, bytecode), args);
  };
  const { lendingPool, lab } = place;
  const swapRouter = await uniswap(ROUTER, place.factory, place.wrappedEther);
  const quoter = await uniswap(QUOTER, place.factory, place.wrappedEther);
  const externalMarket = await own("ExternalMarket", lab);
  return {
    swapRouter,
    externalMarket,
    arbitrage: await own("Arbitrage", externalMarket),
    leverageRouter: await own("LeverageRouter", lendingPool, swapRouter, quoter),
    flashLiquidator: await own("FlashLiquidator", lendingPool, swapRouter),
    lens: await own("LabLens"),
  };

  async function put(
    factory: { getDeployTransaction(...args: unknown[]): Promise<{ data: string }> },
    args: unknown[],
  ): Promise<string> {
    const { data } = await factory.getDeployTransaction(...args);
    const nonce = await chain.request<string>("eth_getTransactionCount", [lab, "latest"]);
    const sent = { from: lab, data, nonce, gas: GAS, maxFeePerGas: MAX_FEE, maxPriorityFeePerGas: "0x0" };
    const hash = await chain.request<string>("eth_sendTransaction", [sent]);
    const receipt = await chain.request<{ contractAddress: string | null }>("eth_getTransactionReceipt", [hash]);
    if (receipt.contractAddress !== null) return receipt.contractAddress.toLowerCase();
    throw new FaultlineError("LAB_NOT_DEPLOYED", "A contract of the lab cannot be deployed on the forked chain.", {
      hint: "Its rules may be older than the lab's compiler needs: Cancun's at least.",
    });
  }
}
