import { Interface } from "ethers";
import { badInput, FaultlineError } from "../../errors.ts";
import { read } from "../../world/read.ts";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import type { Fork } from "../chain/fork.ts";

const POOL = new Interface(["function ADDRESSES_PROVIDER() view returns (address)"]);

/** Refuses a lending pool that is not there at the fork's block. `NO_CONTRACT`, `NO_LENDING_POOL`. */
export async function requirePool(fork: Fork, { lendingPool, protocol, chain }: VenueAddresses): Promise<void> {
  const code = await fork.unobserved(() => fork.chain.request<string>("eth_getCode", [lendingPool, "latest"]));
  if (code !== "0x") return requireLending(fork, lendingPool);
  const where = fork.source === "state" ? "in the recorded state" : `at block ${fork.block.number}`;
  throw badInput("NO_CONTRACT", `The lending pool of ${protocol} on ${chain}, ${lendingPool}, is not ${where}.`, {
    place: "--protocol",
    hint:
      fork.source === "state"
        ? "The state is of another protocol or chain: name it with --protocol, --pool or --chain-id, or record one."
        : "Fork at a later block, or name another pool with --protocol or --pool.",
  });
}

/** `NO_LENDING_POOL` where something else stands. */
async function requireLending({ chain, unobserved }: Fork, pool: string): Promise<void> {
  try {
    await unobserved(() => read(chain, pool, POOL, "ADDRESSES_PROVIDER"));
  } catch (error) {
    if (error instanceof FaultlineError) throw error;
    throw badInput("NO_LENDING_POOL", `What stands at ${pool} is no lending pool of Aave v3's kind.`, {
      place: "--pool",
      hint: "Give the pool itself, not a token or the addresses provider.",
      cause: error,
    });
  }
}
