import type { Wanted } from "../agents/agent.ts";
import type { Treatment } from "../scenario/treatmentSchema.ts";

/** Rows of the controls; absent from runs without any. */
export type GuardRow = TripRow | RefusalRow | ControlRow;

/** A control tripped, was reset, paused or heard of a loss; a liquidation step or a ramp began; a registry would have refused. */
export interface TripRow {
  kind: "trip";
  block: number;
  transaction: string;
  control: Treatment;
  event: "tripped" | "reset" | "paused" | "loss" | "begun" | "observed";
  /** Where it binds; null is everywhere. */
  venue: string | null;
  asset: string | null;
  /** Whose step began, or whose action was observed; null of all else. */
  account: string | null;
  /**
   * In the control's own measure: the move, amount or loss (USD) that tripped it, a pause's grace in seconds, a step's
   * budget (USD), the threshold that a ramp goes to, what an observing registry found above its cap; null of a reset.
   */
  measure: string | null;
  /** Timestamp of the automatic reset; null where it is by hand only, or nothing to reset. */
  until: number | null;
}

/** An action that a control did not let happen: refused on the chain, or not sent because the control said so. */
export interface RefusalRow {
  kind: "refusal";
  /** Null while the population opened its positions; of what was held back, the first block of several in a row. */
  block: number | null;
  /** Null where nothing was sent. */
  transaction: string | null;
  control: Treatment;
  /** Name of the error or rule. */
  reason: string;
  venue: string;
  /** What was wanted. */
  action: Wanted;
  account: string;
  /** Group of the account, a vault's share, or null for an agent. */
  group: string | null;
  /** Who wanted it; null while opening. */
  agent: string | null;
  /** Blocks in a row in which it was held back, the row coming when that is over; 1 of all else. */
  tries: number;
  /** What was kept from happening: of an opening, wanted less got; of several tries the largest; USD at the reference. */
  volumeUsd: string;
  /** The failing value and its limit as the control tells them, or null. */
  value: string | null;
  limit: string | null;
}

/** How the controls stand after a block. */
export interface ControlRow {
  kind: "controls";
  block: number;
  /** [wad ratio] as the registry took it last; null without registry. */
  systemLeverage: string | null;
  /** By halted, paused or stopped scope, as venue/asset: the timestamp at which it ends; null is by hand only. */
  halts: Record<string, number | null>;
  /** USD that may still be seized, by venue/asset of the throttle, * for all; absent where nothing throttles. */
  liquidationRoomUsd: Record<string, string>;
  /** Initial margin that holds, by asset. */
  margins: Record<string, string>;
}
