import type { Deployment } from "../deployment.ts";

/** Whose balance of an asset is what a venue can pay out: a reserve's aToken, the exchange, a vault itself. */
export function outflowHolder({ reserves, guards }: Deployment, venue: string, symbol: string): string {
  if (venue !== "lending") return guards?.venues[venue] ?? "";
  return reserves.find((reserve) => reserve.symbol === symbol)?.aToken ?? "";
}
