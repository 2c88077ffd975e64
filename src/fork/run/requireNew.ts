import { badInput } from "../../errors.ts";
import type { AnyChain } from "../quietly.ts";
import { quietly } from "../quietly.ts";

/** Refuses accounts that have acted on the forked chain: whoever opens a position must have nothing yet. `FORK_ACCOUNT_TAKEN`. */
export async function requireNew(chain: AnyChain, accounts: readonly string[]): Promise<void> {
  const counts = await quietly(chain, () =>
    Promise.all(accounts.map((account) => chain.request<string>("eth_getTransactionCount", [account, "latest"]))),
  );
  const taken = accounts.find((_, i) => BigInt(counts[i] ?? "0x0") > 0n);
  if (taken === undefined) return;
  throw badInput("FORK_ACCOUNT_TAKEN", `The account ${taken} of the run's own has been used on the forked chain.`, {
    place: "--seed",
    hint: "The chain was made with the same seed: give another with --seed.",
  });
}
