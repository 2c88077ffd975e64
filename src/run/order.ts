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

function shuffled(items: readonly Queued[], random: Random): Queued[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.index(i + 1);
    [result[i], result[j]] = [result[j] as Queued, result[i] as Queued];
  }
  return result;
}
