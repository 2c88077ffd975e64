import { FaultlineError } from "../../errors.ts";
import { mulDivDown } from "../mulDiv.ts";

/** A redemption request: it ends at `end` on the line of shares and begins where the one before ends. */
export interface QueueRequest {
  readonly controller: string;
  readonly end: bigint;
  /** On the line; 0 before the first claim. [shares] */
  readonly claimedTo: bigint;
  /** [seconds] */
  readonly at: bigint;
}

/** How much of the line was fulfilled by and including one fulfilment [shares], and what for in total [asset]. */
export interface QueueFulfilment {
  readonly shares: bigint;
  readonly assets: bigint;
}

/** Requests in the order of asking, fulfilments in theirs, and what was fulfilled and not yet claimed [asset]. */
export interface RedemptionQueue {
  readonly requests: readonly QueueRequest[];
  readonly fulfilments: readonly QueueFulfilment[];
  readonly owed: bigint;
}

export const EMPTY_QUEUE: RedemptionQueue = { requests: [], fulfilments: [], owed: 0n };

/** Puts `shares` behind everyone else's. */
export function pushRequest(queue: RedemptionQueue, controller: string, shares: bigint, at: bigint): RedemptionQueue {
  const request = { controller, end: lastEnd(queue) + shares, claimedTo: 0n, at };
  return { ...queue, requests: [...queue.requests, request] };
}

/** Moves the mark by `shares`, worth `assets`. */
export function fulfilRequests(queue: RedemptionQueue, shares: bigint, assets: bigint): RedemptionQueue {
  const done = fulfilled(queue);
  const fulfilment = { shares: done.shares + shares, assets: done.assets + assets };
  return { ...queue, fulfilments: [...queue.fulfilments, fulfilment], owed: queue.owed + assets };
}

/** Takes all that request `id`, from 1, may claim. */
export function claimRequest(queue: RedemptionQueue, id: number): { queue: RedemptionQueue } & QueueFulfilment {
  const { shares, assets } = claimable(queue, id);
  const claimedTo = claimedFrom(queue, id) + shares;
  const requests = queue.requests.map((request, i) => (i === id - 1 ? { ...request, claimedTo } : request));
  return { queue: { ...queue, requests, owed: queue.owed - assets }, shares, assets };
}

/** Shares that wait. */
export function pendingShares(queue: RedemptionQueue): bigint {
  return lastEnd(queue) - fulfilled(queue).shares;
}

/** Shares of request `id` that wait. */
export function pendingOf(queue: RedemptionQueue, id: number): bigint {
  const done = fulfilled(queue).shares;
  const start = startOf(queue, id);
  const waiting = requestOf(queue, id).end - (start > done ? start : done);
  return waiting > 0n ? waiting : 0n;
}

/** What request `id` may claim: its shares between the last claim and the mark, and their worth, down. */
export function claimable(queue: RedemptionQueue, id: number): QueueFulfilment {
  const done = fulfilled(queue).shares;
  const from = claimedFrom(queue, id);
  const { end } = requestOf(queue, id);
  const to = end < done ? end : done;
  if (to <= from) return { shares: 0n, assets: 0n };
  return { shares: to - from, assets: worthDown(queue, to) - worthDown(queue, from) };
}

/** When the first request that waits was made; 0 when nobody waits. [seconds] */
export function waitingSince(queue: RedemptionQueue): bigint {
  const done = fulfilled(queue).shares;
  return queue.requests.find(({ end }) => end > done)?.at ?? 0n;
}

/** Where the mark stands, and the worth of the line up to it. */
export function fulfilled(queue: RedemptionQueue): QueueFulfilment {
  return queue.fulfilments.at(-1) ?? { shares: 0n, assets: 0n };
}

/** What the line is worth up to a point at or before the mark. Down. */
function worthDown({ fulfilments }: RedemptionQueue, point: bigint): bigint {
  const at = fulfilments.findIndex(({ shares }) => shares >= point);
  const upper = fulfilments[at] ?? { shares: 0n, assets: 0n };
  const lower = fulfilments[at - 1] ?? { shares: 0n, assets: 0n };
  return lower.assets + mulDivDown(point - lower.shares, upper.assets - lower.assets, upper.shares - lower.shares);
}

function claimedFrom(queue: RedemptionQueue, id: number): bigint {
  const start = startOf(queue, id);
  const { claimedTo } = requestOf(queue, id);
  return claimedTo > start ? claimedTo : start;
}

function startOf(queue: RedemptionQueue, id: number): bigint {
  return id === 1 ? 0n : requestOf(queue, id - 1).end;
}

function lastEnd(queue: RedemptionQueue): bigint {
  return queue.requests.at(-1)?.end ?? 0n;
}

function requestOf(queue: RedemptionQueue, id: number): QueueRequest {
  const request = queue.requests[id - 1];
  if (request === undefined) throw new FaultlineError("VAULT_REFUSED_RequestUnknown", `There is no request ${id}.`);
  return request;
}
