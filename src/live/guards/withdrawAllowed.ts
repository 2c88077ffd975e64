import { FaultlineError } from "../../errors.ts";
import type { Session } from "../session.ts";
import { withdrawFree } from "../withdrawFree.ts";

/**
 * Sends the user's free margin back, or says why a control keeps it, so that what was closed before is told of all the
 * same. [quote]
 */
export async function withdrawAllowed(
  session: Session,
): Promise<{ withdrawn: bigint; refusal: FaultlineError | undefined }> {
  try {
    return { withdrawn: await withdrawFree(session), refusal: undefined };
  } catch (error) {
    if (!(error instanceof FaultlineError) || error.code !== "GUARD_REFUSED") throw error;
    const hint = `The position is closed; its margin stays in the account. ${error.hint ?? ""}`.trim();
    return { withdrawn: 0n, refusal: new FaultlineError(error.code, error.message, { hint, cause: error }) };
  }
}
