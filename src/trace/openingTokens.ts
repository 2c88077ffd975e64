import { FOUND } from "../world/forkOrigin.ts";
import { groupOf, OUTSIDE } from "./attributionGroups.ts";
import { balancesOf } from "./balancesOf.ts";
import { OTHERS, type TraceContext } from "./context.ts";

/** What groups have in their wallets: smallest units by group, and by the asset's place in the scenario. */
export type OpeningTokens = ReadonlyMap<string, readonly bigint[]>;

/** Groups whose tokens count from zero. */
const UNREAD: ReadonlySet<string> = new Set([FOUND, OTHERS, OUTSIDE]);

/**
 * What the groups of a fork's economy have as the run begins; undefined for a world of the lab's own, whose logs tell
 * all of it. Of a real pool or reserve only its own tokens are read. Real accounts' wallets are left out: what they have
 * beside their positions is not the lab's to know, asking would cost a request for each account and token, and
 * a recorded state does not hold it.
 */
export async function openingTokens(context: TraceContext): Promise<OpeningTokens | undefined> {
  const { world } = context;
  if (world.fork === undefined) return undefined;
  const groups = groupOf(context);
  const own = ownTokens(context);
  const symbols = Object.keys(world.scenario.assets);
  const opening = new Map<string, bigint[]>();
  for (const [asset, symbol] of symbols.entries()) {
    const holders = context.known.filter((address) => {
      const group = groups(address);
      return group !== undefined && !UNREAD.has(group) && (own.get(address)?.includes(symbol) ?? true);
    });
    const balances = await balancesOf(world, world.deployment.tokens[symbol] ?? "", holders);
    for (const [i, holder] of holders.entries()) {
      const group = groups(holder) ?? "";
      const sums = opening.get(group) ?? symbols.map(() => 0n);
      sums[asset] = (sums[asset] ?? 0n) + (balances[i] ?? 0n);
      opening.set(group, sums);
    }
  }
  return opening;
}

/** Symbols of what contracts keep that hold some tokens and no others. */
function ownTokens({ world }: TraceContext): ReadonlyMap<string, readonly string[]> {
  const { ammPools, reserves } = world.deployment;
  return new Map<string, readonly string[]>([
    ...ammPools.map(({ address, base, quote }) => [address, [base, quote]] as const),
    ...reserves.map(({ aToken, symbol }) => [aToken, [symbol]] as const),
  ]);
}
