import type { EventFragment, Interface } from "ethers";
import { signedWordAt, topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";

/** Events by their first topic. */
export type EventFragments = ReadonlyMap<string, EventFragment>;

/** The events that an interface states. */
export function fragmentsOf(events: Interface): EventFragments {
  return new Map(
    events.fragments.map((fragment) => [(fragment as EventFragment).topicHash, fragment as EventFragment]),
  );
}

/** A log's values by name, and the event's own; undefined for one that the fragments do not state. */
export function decodeEvent(
  fragments: EventFragments,
  { topics, data }: Log,
): Record<string, bigint | string | boolean> | undefined {
  const fragment = fragments.get(topics[0] ?? "");
  if (fragment === undefined) return undefined;
  const event: Record<string, bigint | string | boolean> = { name: fragment.name };
  let [topic, word] = [1, 0];
  for (const { name, type, indexed } of fragment.inputs) {
    event[name] = indexed ? decoded(type, topics[topic++] ?? "0x", 0) : decoded(type, data, word++);
  }
  return event;
}

/** By hand: hundreds of times faster than a general decoder, and a cascade has tens of thousands of logs. */
function decoded(type: string, data: string, word: number): bigint | string | boolean {
  if (type === "address") return topicAddress(`0x${data.slice(2 + 64 * word)}`.slice(0, 66));
  if (type === "bool") return wordAt(data, word) === 1n;
  if (type.startsWith("bytes")) return `0x${data.slice(2 + 64 * word, 2 + 64 * word + 2 * Number(type.slice(5)))}`;
  return type.startsWith("int") ? signedWordAt(data, word) : wordAt(data, word);
}
