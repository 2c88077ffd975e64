import type { Chain } from "../world/chain.ts";

/** What a call answers at the head of the chain if one slot held another value; undefined if it then fails. */
export async function callWith(
  chain: Chain,
  to: string,
  data: string,
  { account, slot, value }: { account: string; slot: string; value: string },
): Promise<string | undefined> {
  const override = { [account]: { stateDiff: { [slot]: value } } };
  try {
    return await chain.request<string>("eth_call", [{ to, data }, "latest", override]);
  } catch {
    // A slot may be an implementation's address: nothing answers with that changed.
    return undefined;
  }
}
