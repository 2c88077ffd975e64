import type { ControlRow, RefusalRow, TripRow } from "../../src/trace/guardRow.ts";

/** A liquidation that a throttle refused in the first block. */
export function refusal(over: Partial<RefusalRow> = {}): RefusalRow {
  return {
    kind: "refusal",
    block: 0,
    transaction: null,
    control: "throttle",
    reason: "CircuitBreaker_AboveQuota",
    venue: "lending",
    action: "liquidate",
    account: "0xaa",
    group: "borrowers",
    agent: "liquidators",
    tries: 1,
    volumeUsd: "100",
    value: null,
    limit: null,
    ...over,
  };
}

/** A halt that a price tripped in the first block. */
export function trip(over: Partial<TripRow> = {}): TripRow {
  return {
    kind: "trip",
    block: 0,
    transaction: "0x",
    control: "priceVelocity",
    event: "tripped",
    venue: null,
    asset: "WETH",
    account: null,
    measure: "0.060000",
    until: 300,
    ...over,
  };
}

/** Controls that stand as they do without anything in force. */
export function controlState(over: Partial<ControlRow> = {}): ControlRow {
  const none = { systemLeverage: null, halts: {}, liquidationRoomUsd: {}, margins: {} };
  return { kind: "controls", block: 0, ...none, ...over };
}
