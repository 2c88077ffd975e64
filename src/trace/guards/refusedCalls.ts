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

/** What a call is part of. */
interface Around {
  liquidation?: { venue: string; account: string; asset: string; amount: bigint };
  /** A redemption that failed; shares where it was asked for in shares. */
  exit?: { vault: string; owner: string; amount: bigint; isShares: boolean };
}

const ASKS = new Interface([
  "function onRisk((address venue, uint8 action, address account, uint256 subject, uint256 amount) report)",
  "function take(address account, uint256 debt, uint256 healthFactor, uint256 asked)",
  "function factor((uint256 liquidationBonus, uint256 liquidationThreshold, uint256 healthFactor) context)",
]);
const PARTS = new Interface([
  "function liquidationCall(address collateralAsset, address debtAsset, address user, uint256 debtToCover, bool receiveAToken)",
  "function redeem(uint256 amount, address receiver, address owner)",
  "function withdraw(uint256 amount, address receiver, address owner)",
]);
const SELECTORS = new Set(
  ["liquidationCall", "redeem", "withdraw"].map((name) => PARTS.getFunction(name)?.selector ?? ""),
);
/** In the order of `RiskAction`. */
const ACTIONS: readonly Wanted[] = [
  ...(["borrow", "withdraw", "other", "other", "other"] as const),
  ...(["order", "withdraw", "deposit", "exit", "grow", "liquidate"] as const),
];

/**
 * What venues asked of their controls in a transaction and were refused, in the order of the chain, whatever became of
 * the transaction: a refusal that a batch or a vault swallows is in it too. What a vault was refused so that a redemption
 * failed is its owner's exit. Other failures of these calls are among them; their data tell.
 */
export function refusedCalls(frame: CallFrame, around: Around = {}): RefusedCall[] {
  const refused = frame.error === undefined ? undefined : refusedCall(frame, around);
  if (refused !== undefined) return [refused];
  const inner = { ...around, ...partOf(frame) };
  return (frame.calls ?? []).flatMap((call) => refusedCalls(call, inner));
}

function refusedCall({ from, input, output = "0x" }: CallFrame, around: Around): RefusedCall | undefined {
  const ask = ASKS.parseTransaction({ data: input });
  if (ask === null) return undefined;
  const { liquidation, exit } = around;
  const debt = liquidation && { asset: liquidation.asset, amount: liquidation.amount };
  if (ask.name !== "onRisk") {
    if (liquidation === undefined || debt === undefined) return undefined;
    const { venue, account } = liquidation;
    return { data: output, venue, action: "liquidate", account, subject: 0n, amount: 0n, debt };
  }
  const report = ask.args.report;
  // A relay asks on: the venue's own call is the one that counts.
  if (report.venue.toLowerCase() !== from) return undefined;
  const account = report.account.toLowerCase();
  if (exit !== undefined && exit.vault === account) {
    const subject = exit.isShares ? BigInt(exit.vault) : report.subject;
    return { data: output, venue: exit.vault, action: "exit", account: exit.owner, subject, amount: exit.amount };
  }
  const action = ACTIONS[Number(report.action)] ?? "other";
  const { subject, amount } = report;
  return {
    ...{ data: output, venue: from, action, account, subject, amount },
    ...(action === "liquidate" && debt !== undefined && { debt }),
  };
}

function partOf({ to = "", input, error }: CallFrame): Around {
  const call = SELECTORS.has(input.slice(0, 10)) ? PARTS.parseTransaction({ data: input }) : null;
  if (call === null) return {};
  if (call.name === "liquidationCall") {
    const { debtAsset, user, debtToCover } = call.args;
    const [account, asset] = [user.toLowerCase(), debtAsset.toLowerCase()];
    return { liquidation: { venue: to, account, asset, amount: debtToCover } };
  }
  const { owner, amount } = call.args;
  if (error === undefined) return {};
  return { exit: { vault: to, owner: owner.toLowerCase(), amount, isShares: call.name === "redeem" } };
}
