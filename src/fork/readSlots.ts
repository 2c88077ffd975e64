import type { Chain } from "../world/chain.ts";

/** A slot that a call reads, and what is in it. */
export interface ReadSlot {
  account: string;
  slot: string;
  value: string;
}

/** What a node's prestate tracer answers, of which only storage matters here. */
type Prestate = Record<string, { storage?: Record<string, string> }>;

/** The slots that a call reads at the head of the chain, in whatever contract it comes to. */
export async function readSlots(chain: Chain, to: string, data: string): Promise<ReadSlot[]> {
  const prestate = await chain.request<Prestate>("debug_traceCall", [
    { to, data },
    "latest",
    { tracer: "prestateTracer" },
  ]);
  return Object.entries(prestate).flatMap(([account, { storage = {} }]) =>
    Object.entries(storage).map(([slot, value]) => ({ account, slot, value })),
  );
}
