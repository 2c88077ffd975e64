import { FaultlineError } from "../../errors.ts";
import type { Chain } from "../../world/chain.ts";
import type { AmmPoolInfo } from "../../world/deployment.ts";

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
  pools: readonly AmmPoolInfo[];
}

/**
 * Puts the lab's own contracts on a forked chain, told of the real lending pool and of the real exchanges' pools that the
 * run trades on. Blocks must mine themselves; the lab must be able to send.
 */
export async function deployLabContracts(chain: Chain, place: LabPlace): Promise<LabContracts> {
  const { ethers } = chain.connection;
  const { lendingPool, lab, pools } = place;
  const isPair = ({ kind }: AmmPoolInfo) => kind === "uniswap-v2";
  const addressesOf = (some: readonly AmmPoolInfo[]) => some.map(({ address }) => address);
  const listed = [addressesOf(pools.filter((pool) => !isPair(pool))), addressesOf(pools.filter(isPair))];
  const swapRouter = await own("MixedRouter", ...listed);
  const quoter = await own("MixedQuoter", swapRouter);
  const externalMarket = await own("ExternalMarket", lab);
  return {
    swapRouter,
    externalMarket,
    arbitrage: await own("Arbitrage", externalMarket),
    leverageRouter: await own("LeverageRouter", lendingPool, swapRouter, quoter),
    flashLiquidator: await own("FlashLiquidator", lendingPool, swapRouter),
    lens: await own("LabLens"),
  };

  async function own(name: string, ...args: unknown[]): Promise<string> {
    const { data } = await (await ethers.getContractFactory(name)).getDeployTransaction(...args);
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
