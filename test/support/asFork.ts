import { WAD } from "../../src/units.ts";
import type { ForkOrigin } from "../../src/world/forkOrigin.ts";

/** An origin that is made up, of a world that stands: the books begin with the next block. */
export function asFork(head: number, changes: Partial<ForkOrigin> = {}): ForkOrigin {
  return {
    chainId: 1,
    chain: "Ethereum",
    block: head - 10,
    blockHash: `0x${"ab".repeat(32)}`,
    timestamp: 1_760_000_000,
    source: "state",
    protocol: "aave-v3",
    release: "3.0",
    accounts: { taken: 1, leftOut: 2 },
    firstBlock: head + 1,
    prices: [{ symbol: "WETH", strategy: "setSource", feed: `0x${"fe".repeat(20)}`, refused: [] }],
    health: { accounts: 3, differing: 0, first: null },
    pools: [
      {
        address: `0x${"70".repeat(20)}`,
        pair: "WETH / USDC",
        depthUsd: 5_000_000n * WAD,
        elsewhereUsd: 12_500_000n * WAD,
      },
    ],
    unconnected: [],
    depth: { file: "depth.yaml", depthUsdPerLog: { WETH: 30_000_000n * WAD } },
    ...changes,
  };
}
