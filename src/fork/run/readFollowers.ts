import type { LendingFacts, ReserveFacts } from "../market/lendingFacts.ts";
import { followersOf } from "../oracle/followersOf.ts";
import type { AnyChain } from "../quietly.ts";

/**
 * Which reserves lending prices by the very feed of one of `bases`: symbol by symbol. They follow it on the chain, whatever
 * moves it. A base itself follows nothing: it moves by itself, or begins at a stated price.
 */
export async function readFollowers(
  chain: AnyChain,
  { oracle, reserves }: LendingFacts,
  bases: readonly string[],
): Promise<Map<string, string>> {
  const followers = new Map<string, string>();
  const tokens = reserves.map(({ asset }) => asset);
  for (const base of reserves.filter(({ symbol }) => bases.includes(symbol))) {
    for (const { asset } of await followersOf(chain, oracle, base.asset, tokens)) {
      const follower = reserves.find((reserve) => reserve.asset === asset) as ReserveFacts;
      const isFree = !bases.includes(follower.symbol) && !followers.has(follower.symbol);
      if (isFree) followers.set(follower.symbol, base.symbol);
    }
  }
  return followers;
}
