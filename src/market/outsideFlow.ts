import { id } from "ethers";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { MinedBlock } from "../world/transaction.ts";
import type { World } from "../world/world.ts";

const TRADE = id("Trade(address,address,address,uint256,uint256,uint256)");

/**
 * F of a block: net USD [wad] sold to the outside, by asset. An asset counts where it is traded against its own
 * quote; what the lab itself moves (its exogenous trades with pools) is no flow.
 */
export function outsideFlow(world: World, mined: MinedBlock): Map<string, bigint> {
  const { deployment, scenario } = world;
  const symbolOf = new Map(Object.entries(deployment.tokens).map(([symbol, address]) => [address, symbol]));
  const quoteOf = (symbol: string) => scenario.assets[symbol]?.quote ?? scenario.assets[symbol]?.staked?.over;
  const flow = new Map<string, bigint>();
  const add = (symbol: string, usd: bigint) => flow.set(symbol, (flow.get(symbol) ?? 0n) + usd);

  for (const receipt of mined.receipts) {
    for (const log of receipt.logs) {
      if (log.topics[0] !== TRADE || log.address !== deployment.externalMarket) continue;
      const sold = symbolOf.get(topicAddress(log.topics[2])) ?? "";
      const bought = symbolOf.get(topicAddress(log.topics[3])) ?? "";
      const usd = wordAt(log.data, 2);
      if (quoteOf(sold) === bought) add(sold, usd);
      if (quoteOf(bought) === sold) add(bought, -usd);
    }
  }
  return flow;
}
