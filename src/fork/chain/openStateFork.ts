import { badInput } from "../../errors.ts";
import { openState } from "../state/openState.ts";
import { readState } from "../state/readState.ts";
import { packState } from "../state/stateFile.ts";
import type { Fork, ForkSource } from "./fork.ts";
import type { ForkOptions } from "./forkOptions.ts";

/**
 * A fork of a recorded state. A state that does not name its chain is taken to be of the wanted one, of Ethereum without
 * one; `STATE_WRONG_CHAIN` for a state that names another.
 */
export async function openStateFork(
  { file, chainId: wanted, strict }: Extract<ForkSource, { kind: "state" }>,
  { blockGasLimit, order }: ForkOptions,
): Promise<Fork> {
  const state = readState(file);
  if (wanted !== undefined && state.chainId !== undefined && state.chainId !== wanted) {
    throw badInput("STATE_WRONG_CHAIN", `The state is of chain ${state.chainId}, wanted is chain ${wanted}.`, {
      place: { file },
      hint: "Give a state of the chain that the addresses are of, or that chain's addresses.",
    });
  }
  const chain = await openState(state, { file, blockGasLimit, order, strict, chainId: wanted });
  const { hash } = await chain.request<{ hash: string }>("eth_getBlockByNumber", ["latest", false]);
  return {
    chain,
    chainId: Number(await chain.request<string>("eth_chainId")),
    block: {
      number: state.block.number,
      hash,
      isHashMadeUp: state.block.hash === undefined,
      timestamp: state.block.timestamp,
    },
    source: "state",
    introduce: (accounts) => chain.introduce(accounts),
    unobserved: (work) => chain.unobserved(work),
    misses: () => chain.misses(),
    requests: () => ({ posts: 0, calls: 0, cached: 0 }),
    record: () => packState(state),
    close: () => chain.close(),
  };
}
