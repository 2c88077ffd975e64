import type { Deployment } from "../deployment.ts";
import type { Call } from "../transaction.ts";
import { guardCall } from "./guardCall.ts";

const GAS = 5_000_000;

/** Lets the registry look at every vault, those that others are built on first, and then at all venues together. */
export function registryPokes(deployment: Deployment): Call[] {
  const registry = deployment.guards?.registry;
  if (registry === undefined) return [];
  const vaults = deployment.vaults.map(({ address }) =>
    guardCall(deployment, ["registry", registry], "poke", [address]),
  );
  return [...vaults, guardCall(deployment, ["registry", registry], "pokeSystem")].map((call) => ({
    ...call,
    gas: GAS,
  }));
}
