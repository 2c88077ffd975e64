import { type Chain, openChain } from "../../world/chain.ts";
import { preflight } from "../preflight.ts";
import type { FarChain } from "../quietly.ts";
import { RpcClient } from "../rpc/rpcClient.ts";
import { emptyState, type ForkState, slotCount } from "../state/forkState.ts";
import { GuardedUpstream } from "../state/guardedUpstream.ts";
import { mergeState } from "../state/mergeState.ts";
import { PinnedUpstream } from "../state/pinnedUpstream.ts";
import { putStorage } from "../state/putStorage.ts";
import { serveUpstream } from "../state/serveUpstream.ts";
import { packState } from "../state/stateFile.ts";
import { BulkReader } from "./bulkReader.ts";
import { CachedReader } from "./cachedReader.ts";
import { cacheFolder } from "./cacheFolder.ts";
import type { Fork, ForkSource } from "./fork.ts";
import type { ForkOptions } from "./forkOptions.ts";
import { NodeReader } from "./nodeReader.ts";
import { StateCache } from "./stateCache.ts";

/** How far the pinned block is said to lie below the head: a node keeps answers about blocks this far back. */
const DEPTH = 100_000;

/** So many known slots are put into the node at the start, in a tenth of the time that it takes to ask for each. */
const MOST_PUT = 20_000;

/** A fork of what a node tells of a block. Codes are those of `preflight` and `RpcClient`, at any request. */
export async function openRpcFork(
  source: Extract<ForkSource, { kind: "rpc" }>,
  { blockGasLimit, order, client: asked = {}, cacheFolder: folder, onNotice, isRecorded }: ForkOptions,
): Promise<Fork> {
  const closing = new AbortController();
  const deadline = asked.deadline === undefined ? closing.signal : AbortSignal.any([asked.deadline, closing.signal]);
  const client = new RpcClient(source.url, { ...asked, deadline });
  const pinned = await preflight(source.url, source, { ...asked, counter: client.counter });
  const { chainId, number, hash, timestamp } = pinned;
  const place = folder === undefined ? cacheFolder(chainId) : folder;
  const cache = place === null ? undefined : new StateCache(place, pinned, onNotice);
  const node = new NodeReader(client, pinned);
  const kept = cache?.load();
  const known = kept ?? emptyState(chainId, await node.block(number));
  const bulk = new BulkReader(node, client, pinned);
  const reader = new CachedReader(bulk, known, (state) => cache?.save(state));
  const shown = new PinnedUpstream(reader, { chainId, block: known.block, head: number + DEPTH });
  const upstream = new GuardedUpstream(shown, true);
  const served = await serveUpstream(upstream);
  /** Ends what is under way, then the chain if it was opened, and keeps what was told. */
  async function end(opened?: Chain): Promise<void> {
    closing.abort();
    await served.close();
    await opened?.close();
    reader.save();
  }
  const fork = { url: served.url, blockNumber: number, chainId };
  const cached = kept === undefined ? 0 : slotCount(kept);
  let put: ForkState | undefined;
  let opened: Chain | undefined;
  try {
    const like = kept === undefined ? cache?.nearest() : undefined;
    if (like !== undefined && slotCount(like) <= MOST_PUT) await reader.foresee(like);
    if (!isRecorded && slotCount(known) <= MOST_PUT) put = structuredClone(known);
    opened = await openChain({ startTime: timestamp, blockGasLimit, order, fork });
    if (put !== undefined) await putStorage(opened, put);
    upstream.check();
  } catch (error) {
    await end(opened);
    upstream.check();
    throw error;
  }
  const chain: Chain & FarChain = {
    ...opened,
    request: upstream.guard(opened.request),
    close: () => end(opened),
    async prefetch(account, slots) {
      const unknown = slots.filter((slot) => known.storage.get(account)?.has(slot) !== true);
      await bulk.fetch(account, unknown);
      await Promise.all(slots.map((slot) => reader.slot(account, slot)));
    },
  };
  return {
    chain,
    chainId,
    block: { number, hash, timestamp },
    source: "rpc",
    introduce: () => undefined,
    unobserved: (work) => work(),
    misses: async () => ({ slots: [], accounts: [], newAccountSlots: 0 }),
    requests: () => ({
      posts: client.counter.posts,
      calls: client.counter.calls(),
      cached: reader.spared + (put === undefined ? 0 : cached),
    }),
    record: () => packState(put === undefined ? reader.wanted : mergeState(put, reader.wanted)),
    close: () => chain.close(),
  };
}
