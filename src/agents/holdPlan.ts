import { WAD } from "../units.ts";
import type { GuardAsk } from "../venues/guardRefusal.ts";
import type { VaultInfo } from "../world/deployment.ts";
import type { View } from "./agent.ts";
import type { HeldBack } from "./heldBack.ts";
import { toUsd } from "./liquidationPlan.ts";
import type { VaultPlan } from "./vaultPlan.ts";

/** Holds a vault's call back where a control would refuse any of what it does; whether it is held. */
export function holdPlan(view: View, heldBack: HeldBack, { address }: VaultInfo, { asks }: VaultPlan): boolean {
  for (const ask of asks) {
    const refusal = view.guards?.refusalOf(ask);
    if (refusal === undefined) continue;
    const worth = ask.amount === undefined ? asks.map((each) => usdOf(view, each)) : [usdOf(view, ask)];
    const volumeUsd = worth.reduce((most, usd) => (usd > most ? usd : most), 0n);
    heldBack.add(refusal, { venue: ask.venue, action: ask.action, account: address, volumeUsd });
    return true;
  }
  return false;
}

function usdOf(view: View, { venue, symbol, amount = 0n }: GuardAsk): bigint {
  const market = venue === "perps" ? view.perps?.market(symbol) : undefined;
  if (market !== undefined) return (amount * (view.perps?.now[market.id]?.index ?? 0n)) / WAD;
  const unit = view.lending.reserve(symbol)?.unit ?? view.perps?.quoteUnit ?? WAD;
  return toUsd(view, symbol, amount, unit);
}
