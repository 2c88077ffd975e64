import { openChain } from "../../world/chain.ts";
import { preflight } from "../preflight.ts";
import { RpcClient } from "../rpc/rpcClient.ts";
import { RecordingUpstream } from "../state/recordingUpstream.ts";
import { serveUpstream } from "../state/serveUpstream.ts";
import { packState } from "../state/stateFile.ts";
import type { Fork, ForkSource } from "./fork.ts";
import type { ForkOptions } from "./forkOptions.ts";
import { RpcUpstream } from "./rpcUpstream.ts";

/** A fork of what a node tells, at a block below its head. Codes are those of `preflight` and `RpcClient`. */
export async function openRpcFork(
  source: Extract<ForkSource, { kind: "rpc" }>,
  { blockGasLimit, order, client: asked }: ForkOptions,
): Promise<Fork> {
  const client = new RpcClient(source.url, asked);
  const pinned = await preflight(source.url, source, { ...asked, counter: client.counter });
  const { chainId, number, hash, timestamp } = pinned;
  const recorder = new RecordingUpstream(new RpcUpstream(client, pinned), number);
  const served = await serveUpstream(recorder);
  const fork = { url: served.url, blockNumber: number, chainId };
  const chain = await openChain({ startTime: timestamp, blockGasLimit, order, fork }).catch(async (error) => {
    await served.close();
    throw error;
  });
  return {
    chain: {
      ...chain,
      async close() {
        await chain.close();
        await served.close();
      },
    },
    chainId,
    block: { number, hash, timestamp },
    source: "rpc",
    introduce: () => undefined,
    unobserved: (work) => work(),
    misses: async () => ({ slots: [], accounts: [], newAccountSlots: 0 }),
    requests: () => ({ posts: client.counter.posts, calls: client.counter.calls(), cached: 0 }),
    record: () => packState(recorder.state()),
    async close() {
      await chain.close();
      await served.close();
    },
  };
}
