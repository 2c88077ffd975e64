import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HardhatUserConfig } from "hardhat/config";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { NetworkConnection } from "hardhat/types/network";
import config from "../../hardhat.config.ts";
import { FaultlineError } from "../errors.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/**
 * How the node's allocator gives freed memory back, unless the environment says otherwise: after milliseconds, and only
 * what is large. The node keeps a trace of every transaction until its block is mined, gigabytes for a block of hundreds
 * of Mgas, which would stay a second while the next block or the next world takes its own; what a single call takes is
 * cheaper to keep than to fetch again.
 */
const ALLOCATOR = { MIMALLOC_PURGE_DELAY: "100", MIMALLOC_MINIMAL_PURGE_SIZE: "32M" };

/** Ethereum, whose hard forks the node knows. */
const MAINNET = 1;

/** A chain this process can drive: in-process, or a live local node over HTTP. The same requests serve both. */
export interface Chain {
  connection: NetworkConnection<"generic">;
  request<T>(method: string, params?: unknown[]): Promise<T>;
  close(): Promise<void>;
}

export interface ChainOptions {
  /** Unix seconds of the first block. */
  startTime: number;
  blockGasLimit: number;
  order: "priority" | "fifo";
  /** What the chain goes on from, if it does not begin empty; `startTime` is then this block's. */
  fork?: ForkPoint;
}

/** A block of another chain, as a node at `url` tells of it. */
export interface ForkPoint {
  url: string;
  blockNumber: number;
  chainId: number;
}

/** A fresh in-process chain. While it builds itself, each transaction's block is one second after the one before. */
export async function openChain(options: ChainOptions): Promise<Chain> {
  // Read when the node's library is loaded, which is when the first chain opens.
  for (const [name, value] of Object.entries(ALLOCATOR)) process.env[name] ??= value;
  const { fork } = options;
  const folder = fork === undefined ? undefined : mkdtempSync(join(tmpdir(), "faultline-fork-"));
  try {
    return await openIn(options, folder);
  } catch (error) {
    drop(folder);
    throw error;
  }
}

/**
 * The node writes down what it is told of another chain, under that chain's address and not its state, so that a later
 * node at the address would be answered for with old data: each fork has a `folder` for that, which goes when it closes.
 */
async function openIn({ fork, ...options }: ChainOptions, folder: string | undefined): Promise<Chain> {
  const own = folder === undefined ? {} : { paths: { ...config.paths, cache: folder } };
  const hre = await createHardhatRuntimeEnvironment({ ...config, ...own, ...rulesOf(fork?.chainId) }, {}, ROOT);
  let time = options.startTime;
  hre.hooks.registerHandlers("network", {
    async onRequest(context, connection, request, next) {
      if (request.method === "eth_sendTransaction" && automine) {
        await connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [++time] });
      }
      return next(context, connection, request);
    },
  });
  let automine = true;
  const connection = await hre.network.create({
    network: "default",
    override: {
      ...(fork === undefined
        ? { initialDate: new Date(options.startTime * 1000).toISOString() }
        : { chainId: fork.chainId, forking: { url: fork.url, blockNumber: fork.blockNumber } }),
      blockGasLimit: options.blockGasLimit,
      mining: { auto: true, mempool: { order: options.order } },
    },
  });
  const chain = wrap(connection as NetworkConnection<"generic">);
  return {
    ...chain,
    async request(method, params) {
      if (method === "evm_setAutomine") automine = params?.[0] === true;
      return chain.request(method, params);
    },
    async close() {
      await chain.close();
      drop(folder);
    },
  };
}

function drop(folder: string | undefined): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

/** A node that listens on this machine; `NODE_NOT_LISTENING` when none does. */
export async function attachChain(url: string): Promise<Chain> {
  const hre = await createHardhatRuntimeEnvironment(config, {}, ROOT);
  const connection = await hre.network.create({ network: "live", override: { url } });
  const chain = wrap(connection as NetworkConnection<"generic">);
  try {
    await chain.request("eth_chainId");
  } catch (cause) {
    throw new FaultlineError("NODE_NOT_LISTENING", `No node answers at ${url}.`, {
      hint: "Start one with `faultline up`, in another terminal.",
      exitCode: 2,
      cause,
    });
  }
  return chain;
}

/** Any chain but Ethereum is run by Ethereum's rules of today throughout: nobody here has a rollup's own. */
function rulesOf(chainId: number | undefined): Pick<HardhatUserConfig, "chainDescriptors"> {
  if (chainId === undefined || chainId === MAINNET) return {};
  const rules = { chainType: "generic", hardforkHistory: { osaka: { blockNumber: 0 } } } as const;
  return { chainDescriptors: { [chainId]: { name: `chain ${chainId}`, ...rules } } };
}

function wrap(connection: NetworkConnection<"generic">): Chain {
  return {
    connection,
    request: async <T>(method: string, params: unknown[] = []) =>
      (await connection.provider.request({ method, params })) as T,
    close: () => connection.close(),
  };
}
