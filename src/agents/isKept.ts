import type { VaultInfo } from "../world/deployment.ts";
import type { World } from "../world/world.ts";

/** Whether an agent of the kind looks after a vault: two that do the same would only be in each other's way. */
export function isKept(
  { scenario }: World,
  kind: "vaultKeeper" | "hedger",
  { symbol, kind: vault }: Pick<VaultInfo, "symbol" | "kind">,
): boolean {
  if (kind === "hedger" && vault !== "basis") return false;
  return Object.values(scenario.agents).some(
    (agent) => agent.kind === kind && (agent.vaults === undefined || agent.vaults.includes(symbol)),
  );
}
