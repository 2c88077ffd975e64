import type { AgentConfig } from "../scenario/schema.ts";
import type { Deployment, VaultInfo } from "./deployment.ts";
import { GAS } from "./encode.ts";
import type { Call } from "./transaction.ts";
import { VAULT } from "./vaultAbi.ts";

type KeeperConfig = Extract<AgentConfig, { kind: "vaultKeeper" | "hedger" }>;

/** The vaults that a keeper or a hedger looks after: those named, else all that it could. */
export function vaultsOf({ vaults }: Pick<Deployment, "vaults">, { kind, vaults: named }: KeeperConfig): VaultInfo[] {
  return vaults.filter((vault) =>
    named === undefined ? kind === "vaultKeeper" || vault.kind === "basis" : named.includes(vault.symbol),
  );
}

/** The lab makes an account a keeper of its vaults. */
export function appoint(deployment: Deployment, account: string, config: KeeperConfig): Call[] {
  const data = VAULT.encodeFunctionData("setKeeper", [account, true]);
  return vaultsOf(deployment, config).map(({ address }) => ({
    from: deployment.roles.lab,
    to: address,
    data,
    gas: GAS.token,
  }));
}
