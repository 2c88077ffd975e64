import type { TraceContext } from "./context.ts";

/** Groups beside the population's and the agents' own. */
export const PROVIDER = "liquidity provider";
export const TREASURY = "treasury";
export const OUTSIDE = "outside world";
export const VENUE = "lending venue";

/** Parts of the economy that hold for somebody else. What backs the pools beyond their contents is the outside's. */
const GROUP_OF_ROLE: Readonly<Record<string, string>> = {
  "amm pool": PROVIDER,
  "lending cash": VENUE,
  treasury: TREASURY,
};
/** What backs a staked asset is its holders', whose tokens count already. */
const NOBODY = new Set(["issuance", "staking reserve"]);

/** The group whose result an address adds to; undefined for what nobody holds. All others are the outside's. */
export function groupOf({ world, roleOf }: TraceContext): (address: string) => string | undefined {
  const own = new Set([...world.holders.map((holder) => holder.group), ...world.agentAccounts.keys()]);
  return (address) => {
    const role = roleOf(address);
    if (own.has(role)) return role;
    return NOBODY.has(role) ? undefined : (GROUP_OF_ROLE[role] ?? OUTSIDE);
  };
}

/** All groups, in the order of the scenario. */
export function groupsOf({ world }: TraceContext): string[] {
  const holders = world.holders.map((holder) => holder.group);
  return [...new Set([...holders, ...world.agentAccounts.keys(), PROVIDER, TREASURY, OUTSIDE, VENUE])];
}
