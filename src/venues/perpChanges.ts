import type { EventFragment } from "ethers";
import type { Receipt } from "../world/transaction.ts";
import { PERP_EVENTS } from "./perpEvents.ts";
import { topicAddress } from "./words.ts";

/** Names of indexed parameters whose account the exchange changes. */
const CHANGED = ["account", "keeper"];

/** By first topic, the topics that name a changed account. */
const PLACES: ReadonlyMap<string, readonly number[]> = new Map(
  PERP_EVENTS.fragments.map((fragment) => {
    const { topicHash, inputs } = fragment as EventFragment;
    const indexed = inputs.filter((input) => input.indexed === true);
    return [topicHash, indexed.flatMap(({ name }, i) => (CHANGED.includes(name) ? [i + 1] : []))];
  }),
);

/** Accounts that a block's logs of the exchange changed, each once, in the order of the logs; the engine aside. */
export function perpChanges(receipts: readonly Receipt[], exchange: string): string[] {
  const changed = new Set<string>();
  for (const { logs } of receipts) {
    for (const { address, topics } of logs) {
      if (address.toLowerCase() !== exchange) continue;
      for (const place of PLACES.get(topics[0] ?? "") ?? []) changed.add(topicAddress(topics[place]));
    }
  }
  changed.delete(exchange);
  return [...changed];
}
