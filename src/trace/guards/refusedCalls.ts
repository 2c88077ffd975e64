import { Interface } from "ethers";
import type { Wanted } from "../../agents/agent.ts";

/** A call inside a transaction, as the node's call tracer tells it. */
export interface CallFrame {
  from: string;
  to?: string;
  input: string;
  output?: string;
  error?: string;
  calls?: CallFrame[];
}

/** An action that a control refused, as the venue reported it. */
export interface RefusedCall {
  /** Revert data. */
  data: string;
  /** Address of the venue. */
  venue: string;
  action: Wanted;
  account: string;
  /** An asset's address, or a market's number; 0n for none. */
  subject: bigint;
  amount: bigint;
  /** Of a liquidation in the lending venue: what the call asked to repay. */
  debt?: { asset: string; amount: bigint };
}

const ASKS = new Interface([
  "function onRisk((address venue, uint8 action, address account, uint256 subject, uint256 amount) report)",
  "function take(address account, uint256 debt, uint256 healthFactor, uint256 asked)",
  "function factor((uint256 liquidationBonus, uint256 liquidationThreshold, uint256 healthFactor) context)",
]);
const LIQUIDATION = new Interface([
  "function liquidationCall(address collateralAsset, address debtAsset, address user, uint256 debtToCover, bool receiveAToken)",
]);
const LIQUIDATION_CALL = LIQUIDATION.getFunction("liquidationCall")?.selector ?? "";
/** In the order of `RiskAction`. */
const ACTIONS: readonly Wanted[] = [
  ...(["borrow", "withdraw", "other", "other", "other"] as const),
  ...(["order", "withdraw", "deposit", "exit", "grow", "liquidate"] as const),
];

type Liquidation = { venue: string; account: string; asset: string; amount: bigint };

/**
 * What venues asked of their controls in a transaction and were refused, in the order of the chain, whatever became of
 * the transaction: a refusal that a batch or a vault swallows is in it too. Other failures of these calls are among
 * them; their data tell.
 */
export function refusedCalls(frame: CallFrame, around?: Liquidation): RefusedCall[] {
  const refused = frame.error === undefined ? undefined : refusedCall(frame, around);
  if (refused !== undefined) return [refused];
  const inner = liquidationOf(frame) ?? around;
  return (frame.calls ?? []).flatMap((call) => refusedCalls(call, inner));
}

function refusedCall({ from, input, output = "0x" }: CallFrame, around?: Liquidation): RefusedCall | undefined {
  const ask = ASKS.parseTransaction({ data: input });
  if (ask === null) return undefined;
  const liquidated = around && { ...around, debt: { asset: around.asset, amount: around.amount } };
  if (ask.name !== "onRisk") {
    const none = { data: output, action: "liquidate" as const, subject: 0n, amount: 0n };
    return liquidated && { ...none, venue: liquidated.venue, account: liquidated.account, debt: liquidated.debt };
  }
  const { venue, action, account, subject, amount } = ask.args.report;
  // A relay asks on: the venue's own call is the one that counts.
  if (venue.toLowerCase() !== from) return undefined;
  const wanted = ACTIONS[Number(action)] ?? "other";
  const debt = wanted === "liquidate" ? liquidated?.debt : undefined;
  return {
    ...{ data: output, venue: from, action: wanted, account: account.toLowerCase(), subject, amount },
    ...(debt && { debt }),
  };
}

function liquidationOf({ to = "", input }: CallFrame): Liquidation | undefined {
  const call = input.startsWith(LIQUIDATION_CALL) ? LIQUIDATION.parseTransaction({ data: input }) : null;
  if (call === null) return undefined;
  const { debtAsset, user, debtToCover } = call.args;
  return { venue: to, account: user.toLowerCase(), asset: debtAsset.toLowerCase(), amount: debtToCover };
}
