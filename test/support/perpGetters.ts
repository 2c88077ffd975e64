import { Interface } from "ethers";
import type { World } from "../../src/world/world.ts";

const ABI = new Interface([
  "function getMarket(uint256) view returns ((uint256 index, uint256 mark, int256 premium, int256 fundingRate, int256 fundingIndex, (uint128 size, uint128 cost, int256 fundingWeight) long, (uint128 size, uint128 cost, int256 fundingWeight) short, uint256 windowLeft))",
  "function getMargin(address) view returns ((int256 equity, uint256 initial, uint256 maintenance, uint256 backstop, uint256 notional))",
  "function getProfit(uint256, address) view returns (int256 profit, uint256 bankruptcyPrice)",
  "function getAdlTerms(uint256, address, uint256) view returns (uint256 score, uint256 size)",
  "function engineEquity() view returns (int256)",
  "function poolEquity() view returns (uint256)",
  "function poolWithdrawable() view returns (uint256)",
]);

/** A getter of a world's exchange at the head of its chain; its answers by name or place. */
export async function perpGetter(world: World, name: string, ...args: unknown[]): Promise<PerpAnswer> {
  const to = world.deployment.perps?.exchange ?? "";
  const call = { to, data: ABI.encodeFunctionData(name, args), gas: "0x1000000" };
  const answer = await world.chain.request<string>("eth_call", [call, "latest"]);
  const result = ABI.decodeFunctionResult(name, answer);
  return (result.length === 1 ? result[0] : result) as PerpAnswer;
}

/** A decoded answer: its own value where it is one, its parts by name where it is several. */
export type PerpAnswer = Readonly<Record<string, bigint>>;
