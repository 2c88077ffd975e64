import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { Vault } from "../venues/vault.ts";
import type { View } from "./agent.ts";
import { OUTFLOW_LIMITED } from "./outflowLimited.ts";

/**
 * What of an amount that a vault could pay at once controls let leave it. What the vault itself takes out of a venue for
 * that, nothing holds up. [asset]
 */
export function exitRoom({ guards }: View, { info }: Vault, instant: bigint): bigint {
  if (guards === undefined) return instant;
  const { symbol, asset } = info;
  if (guards.refusalOf({ venue: symbol, symbol: asset, action: "exit" }) !== undefined) return 0n;
  const room = guards.outflowRoom(symbol, asset) ?? instant;
  return room < instant ? room : instant;
}

/** Why a vault may not pay what it could. */
export function exitRefusal({ guards }: View, { info }: Vault): GuardRefusal {
  return guards?.refusalOf({ venue: info.symbol, symbol: info.asset, action: "exit" }) ?? OUTFLOW_LIMITED;
}
