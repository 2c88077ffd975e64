import { loopLeverageUp } from "../model/vaults/loopMath.ts";
import { loopPair, loopPosition } from "../venues/netAssets.ts";
import { standOf } from "../venues/vaultStand.ts";
import { usdText } from "./format.ts";
import type { OracleState } from "./rounds.ts";
import type { VaultEvent, VaultEventOf } from "./vaultEvent.ts";
import { ratioText, type VaultFacts } from "./vaultFacts.ts";
import type { VaultActionRow } from "./vaultRow.ts";
import type { VaultTrades } from "./vaultTrades.ts";

type Steered = VaultEventOf<"Rebalanced" | "RipcordPulled" | "Hedged">;

/** Writes what an event of a vault says was done to it; `trades` are those of its transaction so far. */
export function writeVaultAction(facts: VaultFacts, event: VaultEvent, trades: VaultTrades): void {
  const { asset } = facts.vault.info;
  switch (event.name) {
    case "Deposit":
      return write(facts, event.owner, { action: "deposit", shares: event.shares, usd: [asset, event.assets] });
    case "Withdraw":
      return write(facts, event.owner, { action: "withdraw", shares: event.shares, usd: [asset, event.assets] });
    case "Claimed":
      return write(facts, event.owner, { action: "claim", shares: event.shares, usd: [asset, event.assets] });
    case "RedeemFulfilled":
      return write(facts, event.sender, { action: "fulfil", shares: event.shares, usd: [asset, event.assets] });
    case "Rebalanced":
      return writeSteered(facts, event.keeper, event, trades);
    case "RipcordPulled":
    case "Hedged":
      return writeSteered(facts, event.caller, event, trades);
  }
}

function writeSteered(
  facts: VaultFacts,
  caller: string,
  event: { name: string } & Pick<Steered, "before" | "after">,
  trades: VaultTrades,
): void {
  const { before, after } = event;
  const usd: [string, bigint] = [trades.asset, trades.bought + trades.sold];
  const steps = { before: ratioText(before), after: ratioText(after), shares: 0n, usd };
  const { vault, rounds } = facts;
  const isPulled = event.name === "RipcordPulled";
  if (vault.config.kind === "loop") {
    const isForced = before > vault.config.leverage.max && after < before;
    if (!isForced) return write(facts, caller, { action: isPulled ? "ripcord" : "rebalance", ...steps });
    return write(facts, caller, { action: isPulled ? "ripcord" : "lower", ...steps, ...lowered(facts) });
  }
  const { min } = vault.config.hedge;
  const taken = rounds.hedgeTaken(vault.info.address);
  if (after >= min && taken !== undefined) rounds.takeHedge(vault.info.address, undefined);
  if (before >= min || taken === undefined)
    return write(facts, caller, { action: event.name === "Hedged" ? "hedge" : "rebalance", ...steps });
  rounds.force(facts.place, 1 + taken);
  write(facts, caller, { action: "hedge", ...steps, direct: false, round: 1 + taken, channel: "counterparty" });
}

/** A loop vault that was brought down from above its most leverage: whether the path alone had put it there. */
function lowered({ context, vault, place, moments, rounds }: VaultFacts) {
  const { venues } = context;
  const position = loopPosition(venues, vault, standOf(venues, vault), venues.lending.time);
  const isAbove = ({ reserves }: OracleState) => {
    const oracle = new Map(venues.lending.reserves.map(({ symbol }, i) => [symbol, reserves[i] ?? 0n]));
    const most = vault.config.kind === "loop" ? vault.config.leverage.max : 0n;
    return loopLeverageUp(loopPair(venues, vault, { oracle }), position) > most;
  };
  const sale = rounds.sale(place, isAbove, moments.views.counterfactual);
  return { ...sale, channel: sale.direct ? null : ("price" as const) };
}

type What = Pick<VaultActionRow, "action"> &
  Partial<Pick<VaultActionRow, "before" | "after" | "direct" | "round" | "channel">> & {
    shares: bigint;
    usd: [symbol: string, amount: bigint];
  };

function write({ context, vault, record, receipt, value }: VaultFacts, owner: string, what: What): void {
  const { shares, usd, ...rest } = what;
  // The liquidator of shares holds them for whoever called it.
  const account = owner === context.world.deployment.shareLiquidator ? receipt.from : owner;
  context.write({
    kind: "vaultAction",
    block: record.block,
    transaction: receipt.hash,
    venue: vault.info.symbol,
    account,
    group: context.roleOf(account),
    agent: record.sent.get(receipt.hash)?.agent ?? "unknown",
    shares: shares.toString(),
    amountUsd: usdText(value.usd(...usd)),
    before: null,
    after: null,
    direct: null,
    round: null,
    channel: null,
    ...rest,
  });
}
