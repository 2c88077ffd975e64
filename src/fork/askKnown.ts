import { ask } from "./ask.ts";
import type { AnyChain } from "./quietly.ts";
import { readSlots } from "./readSlots.ts";

/**
 * What an account answers to call data if nothing that it reads is missing from a recorded state, for with that taken
 * to be zero it would answer something else; undefined where something is missing, or it refuses.
 */
export async function askKnown(chain: AnyChain, to: string, data: string): Promise<string | undefined> {
  const answer = await ask(chain, to, data);
  const { holds } = chain;
  if (answer === undefined || holds === undefined) return answer;
  // What is not zero was recorded, or written since.
  const isKnown = (await readSlots(chain, to, data)).every(
    ({ account, slot, value }) => BigInt(value) !== 0n || holds(account, slot),
  );
  return isKnown ? answer : undefined;
}
