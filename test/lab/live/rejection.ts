import { FaultlineError } from "../../../src/errors.ts";

/** The error of the lab's own that a promise ends with; undefined when it succeeds. Other errors pass through. */
export async function rejectionOf(promise: Promise<unknown>): Promise<FaultlineError | undefined> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof FaultlineError) return error;
    throw error;
  }
  return undefined;
}
