import { Interface } from "ethers";
import type { Chain } from "../../src/world/chain.ts";

const POOL = new Interface([
  "function getUserAccountData(address) view returns (uint256 collateral, uint256 debt, uint256 borrowable, uint256 threshold, uint256 ltv, uint256 health)",
]);

/** What a lending pool says of each account at a block: six numbers, the health factor last. */
export async function accountsOf(chain: Chain, pool: string, accounts: readonly string[], block: number) {
  const at = `0x${block.toString(16)}`;
  const answers = await Promise.all(
    accounts.map((account) => {
      const data = POOL.encodeFunctionData("getUserAccountData", [account]);
      return chain.request<string>("eth_call", [{ to: pool, data }, at]);
    }),
  );
  return answers.map((answer): bigint[] => [...POOL.decodeFunctionResult("getUserAccountData", answer)]);
}
