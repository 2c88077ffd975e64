import type { Log } from "../world/transaction.ts";
import { writeRedemption } from "./redemptionRow.ts";
import { writeVaultAction } from "./vaultActionRow.ts";
import { VaultEvents } from "./vaultEvents.ts";
import type { VaultFacts } from "./vaultFacts.ts";
import { VaultTrades } from "./vaultTrades.ts";

/** Writes what a vault's logs of one transaction, in their order, say was done to it and who asked for money. */
export function writeVaultLogs(facts: VaultFacts, logs: readonly Log[]): void {
  const events = new VaultEvents(facts.vault.info.address);
  const trades = new VaultTrades(facts.vault);
  for (const log of logs) {
    const event = events.next(log);
    if (event === undefined) continue;
    trades.apply(event);
    writeVaultAction(facts, event, trades);
    if (event.name === "RedeemRequest")
      writeRedemption(facts, { account: event.owner, by: "request", shares: event.shares });
    if (event.name === "Withdraw")
      writeRedemption(facts, { account: event.owner, by: "withdrawal", shares: event.shares });
  }
}
