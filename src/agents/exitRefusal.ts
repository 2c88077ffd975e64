import type { GuardRefusal } from "../venues/guardRefusal.ts";
import type { Vault } from "../venues/vault.ts";
import type { View } from "./agent.ts";

/** A part of what was wanted leaves, the rest does not. */
const OUTFLOW: GuardRefusal = { control: "outflow", reason: "CircuitBreaker_OutflowLimited", passes: true };

/** What of an amount that a vault could pay at once the controls let leave: by the vault, and by lending beyond what is idle. [asset] */
export function exitRoom({ guards }: View, { info, idle }: Vault, instant: bigint): bigint {
  if (guards === undefined) return instant;
  const { symbol, asset } = info;
  if (guards.refusalOf({ venue: symbol, symbol: asset, action: "exit" }) !== undefined) return 0n;
  const stopped = guards.refusalOf({ venue: "lending", symbol: asset, action: "withdraw" }) !== undefined;
  const drawn = stopped ? 0n : (guards.outflowRoom("lending", asset) ?? instant);
  const rooms = [guards.outflowRoom(symbol, asset) ?? instant, idle + drawn];
  return rooms.reduce((least, room) => (room < least ? room : least), instant);
}

/** Why a vault may not pay what it could; undefined where nothing keeps it from that. */
export function exitRefusal({ guards }: View, { info }: Vault): GuardRefusal | undefined {
  if (guards === undefined) return undefined;
  const { symbol, asset } = info;
  return (
    guards.refusalOf({ venue: symbol, symbol: asset, action: "exit" }) ??
    guards.refusalOf({ venue: "lending", symbol: asset, action: "withdraw" }) ??
    OUTFLOW
  );
}
