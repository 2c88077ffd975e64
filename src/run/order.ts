import type { Intent } from "../agents/agent.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Random } from "../world/random.ts";

/** An intent and who wants it. */
export interface Queued {
  agent: string;
  intent: Intent;
}

/**
 * Lays the intents of a block out. The lab's own come first under every policy: they are the world, not a
 * participant. By fee, the chain itself orders by tip and keeps ties in order of arrival.
 */
export function order(
  policy: Scenario["chain"]["ordering"],
  lab: readonly Queued[],
  others: readonly Queued[],
  random: Random,
): Queued[] {
  switch (policy) {
    case "fifo":
      return [...lab, ...others];
    case "random":
      return [...lab, ...shuffled(others, random)];
    case "priority-fee":
      return [...lab, ...others].sort((a, b) => compare(b.intent.tip ?? 0n, a.intent.tip ?? 0n));
  }
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In any order, but each sender's in its own: an account's transactions are numbered. */
function shuffled(items: readonly Queued[], random: Random): Queued[] {
  const senders = items.map(({ intent }) => intent.from);
  for (let i = senders.length - 1; i > 0; i--) {
    const j = random.index(i + 1);
    [senders[i], senders[j]] = [senders[j] as string, senders[i] as string];
  }
  const left = new Map<string, Queued[]>(senders.map((sender) => [sender, []]));
  for (const item of items) left.get(item.intent.from)?.push(item);
  return senders.map((sender) => left.get(sender)?.shift() as Queued);
}
