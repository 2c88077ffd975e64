import type { GuardRefusal } from "../venues/guardRefusal.ts";

/** A part of what was wanted may leave, the rest not yet. */
export const OUTFLOW_LIMITED: GuardRefusal = {
  control: "outflow",
  reason: "CircuitBreaker_OutflowLimited",
  passes: true,
};
