import type { Chain } from "../world/chain.ts";

const FUNDS = `0x${(10n ** 30n).toString(16)}`;
const MAX_FEE = `0x${(10n ** 17n).toString(16)}`;
const GAS = "0xf00000";

/** Sends as any account, a contract too, and mines; whether it passed. For setting a fork up, while blocks mine themselves. */
export async function sendAs(chain: Chain, from: string, to: string, data: string): Promise<boolean> {
  await chain.request("hardhat_impersonateAccount", [from]);
  await chain.request("hardhat_setBalance", [from, FUNDS]);
  const nonce = await chain.request<string>("eth_getTransactionCount", [from, "latest"]);
  const call = { from, to, data, nonce, gas: GAS, maxFeePerGas: MAX_FEE, maxPriorityFeePerGas: "0x0" };
  // The node mines a transaction that fails, and then also throws.
  const before = await chain.request<string>("eth_blockNumber");
  try {
    await chain.request("eth_sendTransaction", [call]);
    return true;
  } catch (error) {
    if ((await chain.request<string>("eth_blockNumber")) === before) throw error;
    return false;
  }
}
