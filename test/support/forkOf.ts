import type { Fork } from "../../src/fork/chain/fork.ts";
import type { Chain } from "../../src/world/chain.ts";

/**
 * A chain as if it were a fork of itself, at its head: what happens on it then is what a fork has to come to. While its
 * blocks mine themselves they are a second apart, as a fork's are.
 */
export async function forkOf(chain: Chain): Promise<Fork> {
  type Block = Record<"number" | "hash" | "timestamp", string>;
  const head = await chain.request<Block>("eth_getBlockByNumber", ["latest", false]);
  const { provider } = chain.connection;
  const automine = (on: boolean) => provider.request({ method: "evm_setAutomine", params: [on] });
  // The chain's own clock went on with what was sent since the block, and stops for good; the node is asked beside it.
  await chain.request("evm_setAutomine", [false]);
  await automine(true);
  let isMining = true;
  let time = Number(head.timestamp);

  return {
    chain: {
      ...chain,
      async request(method, params = []) {
        if (method === "evm_setAutomine") {
          isMining = params[0] === true;
          return (await automine(isMining)) as never;
        }
        if (isMining && method === "eth_sendTransaction") await chain.request("evm_setNextBlockTimestamp", [++time]);
        return chain.request(method, params);
      },
    },
    chainId: Number(await chain.request("eth_chainId")),
    block: { number: Number(head.number), hash: head.hash, timestamp: Number(head.timestamp) },
    source: "rpc",
    introduce: () => undefined,
    unobserved: (work) => work(),
    misses: async () => ({ slots: [], accounts: [], newAccountSlots: 0 }),
    requests: () => ({ posts: 0, calls: 0, cached: 0 }),
    record() {
      throw new Error("A chain that is no fork was told nothing that could be recorded.");
    },
    close: async () => undefined,
  };
}
