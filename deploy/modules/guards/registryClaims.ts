import type { IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { Scenario } from "../../../src/scenario/schema.ts";
import { vaultOf } from "../../../src/scenario/vaultOf.ts";
import { needsOf, vaultOrder } from "../../../src/scenario/vaultOrder.ts";
import type { Futures } from "../futures.ts";
import type { GuardSite } from "./guardSite.ts";

/** A `GuardTypes.Claim`. */
type Claim = {
  adapter: Futures[string];
  account: string;
  custody: boolean;
};

/**
 * What venues and vaults have with each other, so that the system's totals count holders outside alone: positions of
 * vaults, which their shares stand for, and shares that a venue keeps for accounts.
 */
export function registryClaims(
  m: IgnitionModuleBuilder,
  { assets, lending, perps }: Scenario,
  futures: Readonly<Futures>,
  site: GuardSite,
): Claim[] {
  const vaults = vaultOrder(assets);
  const claims: Claim[] = [];
  for (const symbol of vaults) {
    const vault = vaultOf({ assets }, symbol);
    claim("adapter lending", site.venue(symbol), false);
    if (vault.kind === "basis") claim("adapter perps", site.venue(symbol), false);
    for (const share of needsOf(vault).filter((needed) => assets[needed]?.vault !== undefined)) {
      // Read by itself: shares of its own that wait in its queue are its holders' still.
      const adapter = m.contract("ShareAdapter", [[site.venue(share)]], { id: `Idle_${symbol}_${share}` });
      claims.push({ adapter: adapter, account: site.venue(symbol), custody: false });
    }
  }
  for (const symbol of vaults.filter((share) => Object.hasOwn(lending.reserves, share)))
    claim("adapter shares", site.at(`aToken ${symbol}`), true);
  if (vaults.some((share) => perps !== undefined && Object.hasOwn(perps.collateral, share)))
    claim("adapter shares", site.at("perpExchange"), true);
  return claims;

  function claim(name: string, account: string, custody: boolean): void {
    const adapter = futures[name];
    if (adapter !== undefined) claims.push({ adapter, account, custody });
  }
}
