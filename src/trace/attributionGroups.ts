import { LIQUIDITY_PROVIDERS } from "../scenario/perpSchema.ts";
import { OTHERS, type TraceContext } from "./context.ts";

/** Groups beside the population's and the agents' own. */
export const PROVIDER = "liquidity provider";
export const TREASURY = "treasury";
export const OUTSIDE = "outside world";
export const VENUE = "lending venue";
/** Groups of a perpetual exchange: who holds the pool's shares, the fund with all that the engine took over, fees. */
export const POOL_PROVIDERS = LIQUIDITY_PROVIDERS;
export const INSURANCE_FUND = "insurance fund";
export const PROTOCOL_FEES = "protocol fees";

/** Parts of the economy that hold for somebody else. What backs the pools beyond their contents is the outside's. */
const GROUP_OF_ROLE: Readonly<Record<string, string>> = {
  "amm pool": PROVIDER,
  "lending cash": VENUE,
  treasury: TREASURY,
  [OTHERS]: OTHERS,
};
/** What backs a staked asset is its holders', whose tokens count already; what the exchange keeps, by its books. */
const NOBODY = new Set(["issuance", "staking reserve", "perp exchange", "perp pool"]);

/** The group whose result an address adds to; undefined for what nobody holds. All others are the outside's. */
export function groupOf({ world, roleOf }: TraceContext): (address: string) => string | undefined {
  const vaults = world.deployment.vaults.map(({ symbol }) => symbol);
  const own = new Set([...world.holders.map((holder) => holder.group), ...world.agentAccounts.keys(), ...vaults]);
  return (address) => {
    const role = roleOf(address);
    if (own.has(role)) return role;
    return NOBODY.has(role) ? undefined : (GROUP_OF_ROLE[role] ?? OUTSIDE);
  };
}

/** All groups, in the order of the scenario. */
export function groupsOf({ world }: TraceContext): string[] {
  const holders = world.holders.map((holder) => holder.group);
  const exchange = world.deployment.perps === undefined ? [] : [POOL_PROVIDERS, INSURANCE_FUND, PROTOCOL_FEES];
  const vaults = world.deployment.vaults.map(({ symbol }) => symbol);
  const strangers = world.fork === undefined ? [] : [OTHERS];
  const internal = [...exchange, ...vaults, PROVIDER, TREASURY, ...strangers, OUTSIDE, VENUE];
  return [...new Set([...holders, ...world.agentAccounts.keys(), ...internal])];
}
