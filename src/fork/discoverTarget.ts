import { addressesFor } from "./addresses/addressesFor.ts";
import { readChainFile } from "./addresses/chainFile.ts";
import { knownChains } from "./addresses/knownChains.ts";
import { headOf, linesOf } from "./discover/journalHead.ts";
import { journalOf } from "./findPositions.ts";
import { preflight } from "./preflight.ts";
import type { RpcOptions } from "./rpc/rpcOptions.ts";

/** Two epochs of Ethereum: what lies deeper is final there, and nodes without an archive still have its state. */
const SAFE_DEPTH = 64;

export interface TargetWanted {
  rpc: string;
  protocol: string;
  block?: number | undefined;
  pool?: string | undefined;
  /** A file of addresses. */
  addresses?: string | undefined;
  out: string;
  node?: RpcOptions | undefined;
}

/** What a discovery looks at. */
export interface DiscoverTarget {
  chainId: number;
  /** Name of the chain, where it is known. */
  chain: string | undefined;
  pool: string;
  block: number;
  /** Why that block, where none was named. */
  because: string | undefined;
}

/**
 * Chain, pool and block of a discovery. Without a block it is the one that the output's journal belongs to, so that the
 * same command continues a scan; else one deep enough to stay, and on a chain that the lab does not know the head.
 */
export async function discoverTarget(wanted: TargetWanted): Promise<DiscoverTarget> {
  const { rpc, protocol, addresses: file, out } = wanted;
  const given = file === undefined ? undefined : readChainFile(file);
  const journal = journalOf(out);
  const started = wanted.block === undefined ? headOf(journal, linesOf(journal)) : undefined;
  const block = wanted.block ?? started?.block;
  const { chainId, head, number } = await preflight(rpc, { block, chainId: given?.chainId }, wanted.node);
  const known = knownChains().find((chain) => chain.chainId === chainId);
  const pool = wanted.pool ?? addressesFor({ chainId, protocol, file }).lendingPool;
  const target = { chainId, chain: given?.chain ?? known?.chain, pool };
  if (wanted.block !== undefined) return { ...target, block: number, because: undefined };
  if (started !== undefined) return { ...target, block: number, because: `the scan of ${journal} is of it` };
  if (known === undefined) return { ...target, block: head, because: "the head" };
  return { ...target, block: Math.max(0, head - SAFE_DEPTH), because: `${SAFE_DEPTH} below the head` };
}
