import type { VaultInfo } from "../deployment.ts";
import { GUARDS } from "./guardAbi.ts";
import type { GuardPoke } from "./guardPokes.ts";

/** Above what a look takes that goes through every venue's books. */
const GAS = 4_000_000;

/** Lets the registry look at every vault, those that others are built on first, and then at all venues together. */
export function registryPokes(registry: string, vaults: readonly VaultInfo[]): GuardPoke[] {
  const shared = { to: registry, gas: GAS };
  const shares = vaults.map(({ symbol, address }) => {
    const data = GUARDS.registry.encodeFunctionData("poke", [address]);
    return { ...shared, data, subject: symbol };
  });
  return [...shares, { ...shared, data: GUARDS.registry.encodeFunctionData("pokeSystem"), subject: "system" }];
}
