import { ZeroAddress } from "ethers";
import { badInput } from "../../errors.ts";
import { didYouMean } from "../../scenario/nearest.ts";
import { type ChainFile, readChainFile } from "./chainFile.ts";
import { knownChains } from "./knownChains.ts";
import type { VenueAddresses } from "./venueAddresses.ts";

export interface AddressesWanted {
  chainId: number;
  /** `aave-v3`, a further market of it such as `aave-v3-lido`, `spark`, or a name that the file has. */
  protocol: string;
  /** The lending pool in place of the known one. */
  pool?: string | undefined;
  /** A file of addresses that goes before what the lab brings. */
  file?: string | undefined;
}

/**
 * Where a protocol and the exchanges beside it stand on a chain: what is given by name, else by file, else what the lab
 * brings. `ADDRESSES_CHAIN`, `ADDRESSES_PROTOCOL`, `ADDRESSES_INCOMPLETE`.
 */
export function addressesFor({ chainId, protocol, pool, file }: AddressesWanted): VenueAddresses {
  const chains = knownChains();
  const known = chains.find((chain) => chain.chainId === chainId);
  const given = file === undefined ? undefined : readChainFile(file);
  if (given !== undefined && given.chainId !== chainId) {
    throw badInput("ADDRESSES_CHAIN", `The addresses are of chain ${given.chainId}, the node is of chain ${chainId}.`, {
      place: { file, key: "chainId" },
      hint: "Give a node of that chain, or this chain's addresses.",
    });
  }
  if (known === undefined && given === undefined && pool !== undefined) {
    return { chainId, chain: `chain ${chainId}`, protocol, lendingPool: pool.toLowerCase(), wrappedEther: ZeroAddress };
  }
  if (known === undefined && given === undefined) {
    throw badInput("ADDRESSES_CHAIN", `No addresses are known on chain ${chainId}, only on ${namesOf(chains)}.`, {
      hint: "Give them in a file with --addresses; docs/FORK.md has its form.",
    });
  }
  const lending = { ...known?.lending, ...given?.lending };
  const lendingPool = pool?.toLowerCase() ?? lending[protocol];
  if (lendingPool === undefined) throw unknownProtocol(protocol, Object.keys(lending), given?.chain ?? known?.chain);
  const { uniswapV3, uniswapV2, wrappedEther } = { ...known, ...given };
  if (wrappedEther === undefined) {
    throw badInput("ADDRESSES_INCOMPLETE", `The token that ether is wrapped in is not known on chain ${chainId}.`, {
      place: { file, key: "wrappedEther" },
      hint: "Add it to the file.",
    });
  }
  return {
    chainId,
    chain: given?.chain ?? known?.chain ?? `chain ${chainId}`,
    protocol,
    lendingPool,
    ...(uniswapV3 === undefined ? {} : { uniswapV3: { factory: uniswapV3 } }),
    ...(uniswapV2 === undefined ? {} : { uniswapV2: { factory: uniswapV2 } }),
    wrappedEther,
  };
}

function unknownProtocol(protocol: string, names: string[], chain = "this chain") {
  const list = names.length === 0 ? "none is" : `${names.join(", ")} ${names.length === 1 ? "is" : "are"}`;
  return badInput("ADDRESSES_PROTOCOL", `No lending pool of "${protocol}" is known on ${chain}; ${list}.`, {
    hint: `${didYouMean(protocol, names)}Give the pool with --pool, or addresses with --addresses.`,
  });
}

function namesOf(chains: readonly ChainFile[]): string {
  return chains.map(({ chain, chainId }) => `${chain} (${chainId})`).join(", ");
}
