import type { BlockRecord } from "../../run/recorder.ts";
import { abs, formatDecimal, WAD } from "../../units.ts";
import type { Curtailed } from "../../world/curtailed.ts";
import type { Receipt } from "../../world/transaction.ts";
import type { TraceContext } from "../context.ts";
import { usdText } from "../format.ts";
import type { RefusalRow } from "../guardRow.ts";
import { guardError } from "./guardErrors.ts";
import type { GuardNames } from "./guardNames.ts";
import type { RefusedCall } from "./refusedCalls.ts";

/** What a row of a refusal is made from. */
export interface RefusalFacts {
  context: TraceContext;
  names: GuardNames;
  record: BlockRecord;
  /** Of holders and vaults. */
  groups: ReadonlyMap<string, string>;
  decimalsOf(asset: string): number;
  /** At the reference, USD [wad]; a share at its part of net assets. */
  usd(symbol: string, amount: bigint): bigint;
}

/** An action that was refused on the chain; undefined where no control refused it. */
export function refusalRow(facts: RefusalFacts, receipt: Receipt, call: RefusedCall): RefusalRow | undefined {
  const { record, names, groups, decimalsOf } = facts;
  const error = guardError(call.data, { time: record.mined.time, decimalsOf });
  if (error === undefined) return undefined;
  return {
    kind: "refusal",
    block: record.block,
    transaction: receipt.hash,
    control: error.control,
    reason: error.reason,
    venue: names.venue(call.venue) ?? "",
    action: call.action,
    account: call.account,
    group: groups.get(call.account) ?? null,
    agent: record.sent.get(receipt.hash)?.agent ?? "unknown",
    tries: 1,
    volumeUsd: usdText(volumeOf(facts, call)),
    value: error.value,
    limit: error.limit,
  };
}

/** What the population could not open. */
export function curtailedRow({
  account,
  group,
  venue,
  reason,
  value,
  limit,
  wantedUsd,
  gotUsd,
}: Curtailed): RefusalRow {
  return {
    kind: "refusal",
    block: null,
    transaction: null,
    control: "cap",
    reason,
    venue,
    action: "open",
    account,
    group,
    agent: null,
    tries: 1,
    volumeUsd: usdText(wantedUsd - gotUsd),
    value: formatDecimal(value, 18, 6),
    limit: formatDecimal(limit, 18, 6),
  };
}

/** USD [wad]: the debt that a liquidation in lending would repay, notional on the exchange, else the amount reported. */
function volumeOf(facts: RefusalFacts, { venue, action, account, subject, amount, debt }: RefusedCall): bigint {
  const { context, names, usd } = facts;
  if (debt !== undefined) {
    const symbol = context.symbolOf(debt.asset);
    const owed = owedBy(context, account, symbol);
    return usd(symbol, debt.amount < owed ? debt.amount : owed);
  }
  if (amount === 0n) return 0n;
  const market = context.world.deployment.perps?.markets.find(({ id }) => BigInt(id) === subject);
  const isSize = action === "order" || (action === "liquidate" && names.venue(venue) === "perps");
  if (!isSize) return usd(names.asset(addressOf(subject)) ?? "", amount);
  if (market === undefined) return 0n;
  return (usd(market.asset, 10n ** BigInt(context.decimalsOf(market.asset))) * abs(amount)) / WAD;
}

function owedBy({ venues }: TraceContext, account: string, symbol: string): bigint {
  const { lending } = venues;
  const position = lending.positionOf(account);
  const reserve = lending.reserves.findIndex((candidate) => candidate.symbol === symbol);
  return position === undefined ? 0n : (lending.balances(position).owed[reserve] ?? 0n);
}

function addressOf(subject: bigint): string {
  return `0x${subject.toString(16).padStart(40, "0")}`;
}
