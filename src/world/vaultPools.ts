import type { Scenario } from "../scenario/schema.ts";
import { vaultOf } from "../scenario/vaultOf.ts";
import type { AmmPoolInfo, Deployment } from "./deployment.ts";
import { findRoute } from "./route.ts";

/** The pools that a vault trades in: between its debt and its asset, or its asset and its spot. */
export function vaultPools(
  scenario: Scenario,
  deployment: Pick<Deployment, "ammPools" | "ways">,
  symbol: string,
): AmmPoolInfo[] {
  const vault = vaultOf(scenario, symbol);
  const [from, to] = vault.kind === "loop" ? [vault.debt, vault.asset] : [vault.asset, vault.spot];
  return findRoute(deployment, from, to).map(({ pool }) => pool);
}
