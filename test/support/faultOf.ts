import { FaultlineError } from "../../src/errors.ts";

/** The fault that an action ends in; fails when it ends in none. Other errors pass through. */
export function faultOf(action: () => unknown): FaultlineError {
  try {
    action();
  } catch (error) {
    if (error instanceof FaultlineError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
