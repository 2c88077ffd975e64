import { RAY } from "../units.ts";
import { signedWordAt, topicAddress, wordAt } from "../venues/words.ts";
import type { Log } from "../world/transaction.ts";
import { TOPICS } from "./events.ts";

/** Whose balance of an aToken or debt token a log moves, and by how many scaled units: to within one of rounding. */
export function scaledChanges(log: Log): { account: string; scaled: bigint }[] {
  const atIndex = (amount: bigint) => (amount * RAY) / wordAt(log.data, 2);
  switch (log.topics[0]) {
    case TOPICS.mint: {
      // value − balanceIncrease is what was added; negative where a burn paid out less than the interest.
      const added = signedWordAt(log.data, 0) - wordAt(log.data, 1);
      return [{ account: topicAddress(log.topics[2]), scaled: atIndex(added) }];
    }
    case TOPICS.burn: {
      const removed = wordAt(log.data, 0) + wordAt(log.data, 1);
      return [{ account: topicAddress(log.topics[1]), scaled: -atIndex(removed) }];
    }
    case TOPICS.balanceTransfer: {
      const scaled = wordAt(log.data, 0);
      return [
        { account: topicAddress(log.topics[1]), scaled: -scaled },
        { account: topicAddress(log.topics[2]), scaled },
      ];
    }
    default:
      return [];
  }
}
