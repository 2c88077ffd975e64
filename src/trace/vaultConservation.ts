import { abs } from "../units.ts";
import { netAssetsOf } from "../venues/netAssets.ts";
import type { SharePrices } from "../venues/sharePrices.ts";
import type { Vault } from "../venues/vault.ts";
import { standOf } from "../venues/vaultStand.ts";
import type { TraceContext } from "./context.ts";
import type { Ledger } from "./ledger.ts";
import type { RedemptionQueue } from "./redemptionQueue.ts";
import type { ConservationRow } from "./row.ts";

type Check = ConservationRow["checks"][number];

const NOBODY = `0x${"0".repeat(40)}`;

/**
 * Checks what a vault says of itself against the chain's transfers and against the venues where it holds and owes, to
 * the unit: its balance, its shares, its queue, its claims, what it has lent and borrowed, and what all that is worth at
 * the prices that the chain shows.
 */
export function vaultConservation(
  { world, venues }: TraceContext,
  vault: Vault,
  { ledger, queue, now }: { ledger: Ledger; queue: RedemptionQueue; now: SharePrices },
): Check[] {
  const { symbol, address, asset } = vault.info;
  const checks: Check[] = [];
  const add = (what: string, error: bigint) => {
    checks.push({ venue: symbol, asset: what, errorWei: abs(error).toString(), allowedWei: "0" });
  };
  const sum = (amounts: Iterable<bigint>) => [...amounts].reduce((total, amount) => total + amount, 0n);
  const own = (token: string) => ledger.balances.get(world.deployment.tokens[token] ?? "")?.get(address) ?? 0n;
  const shares = ledger.balances.get(address) ?? new Map<string, bigint>();

  add(asset, own(asset) - vault.idle - vault.owed);
  add("shares", sum([...shares].filter(([holder]) => holder !== NOBODY).map(([, amount]) => amount)) - vault.supply);
  add("queue", (shares.get(address) ?? 0n) - vault.pending);
  add("requests", sum(queue.pending.values()) - vault.pending);
  add("claims", sum(queue.claimable.values()) - vault.owed);
  const position = venues.lending.positionOf(address);
  if (position !== undefined) {
    const { supplied, owed } = venues.lending.balances(position);
    const at = (name: string) => venues.lending.reserves.findIndex((reserve) => reserve.symbol === name);
    add("lent", (supplied[at(asset)] ?? 0n) - vault.placed);
    if (vault.config.kind === "loop") add("borrowed", (owed[at(vault.config.debt)] ?? 0n) - vault.second);
  }
  if (vault.config.kind === "basis") add(vault.config.spot, own(vault.config.spot) - vault.second);
  add("net assets", netAssetsOf(venues, vault, standOf(venues, vault), now) - vault.netAssets);
  return checks;
}
