import { FaultlineError } from "../../src/errors.ts";

/** The code of the error that an action throws; undefined when it throws none. Other errors pass through. */
export function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof FaultlineError) return error.code;
    throw error;
  }
  return undefined;
}
