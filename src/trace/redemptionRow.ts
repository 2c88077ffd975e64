import { usdText } from "./format.ts";
import type { VaultFacts } from "./vaultFacts.ts";
import type { RedemptionRow } from "./vaultRow.ts";

/**
 * Writes that an external holder asked for its money. One whom a rule made run is part of the cascade: direct where the
 * path alone, or a rumour, had made it run; else a round after what made the rule hold.
 */
export function writeRedemption(
  facts: VaultFacts,
  { account, shares, by }: Pick<RedemptionRow, "account" | "by"> & { shares: bigint },
): void {
  const { context, vault, record, receipt, place, rounds, value, triggers, holderOf } = facts;
  const holder = holderOf(account);
  if (holder === undefined) return;
  const { symbol } = vault.info;
  const found = holder.run?.vault === symbol ? triggers.of(holder.run) : undefined;
  const direct = found?.direct ?? true;
  const round = found === undefined || direct ? 0 : 1 + rounds.largestBetween(found.window);
  if (found !== undefined) rounds.force(place, round);
  context.write({
    kind: "redemption",
    block: record.block,
    transaction: receipt.hash,
    venue: symbol,
    account,
    group: holder.group,
    agent: record.sent.get(receipt.hash)?.agent ?? "unknown",
    by,
    shares: shares.toString(),
    valueUsd: usdText(value.usd(symbol, shares)),
    trigger: found?.trigger ?? null,
    direct,
    round,
    channel: direct ? null : channelOf(facts, found?.trigger),
  });
}

function channelOf(
  { vault, rounds }: VaultFacts,
  trigger: RedemptionRow["trigger"] | undefined,
): RedemptionRow["channel"] {
  if (trigger === "utilisation") return "liquidity";
  return vault.info.kind === "basis" && rounds.wasHedgeTaken(vault.info.address) ? "counterparty" : "price";
}
