import type { Session } from "../session.ts";
import { type BreakerStatus, breakerStatus } from "./breakerStatus.ts";
import { type RegistryStatus, registryStatus } from "./registryStatus.ts";
import { type TermsStatus, termsStatus } from "./termsStatus.ts";

/** How the controls of a live node stand. */
export interface GuardStatus extends TermsStatus {
  registry: RegistryStatus | null;
  breaker: BreakerStatus | null;
}

/** Reads it; null where the node has none. */
export async function guardStatus(session: Session): Promise<GuardStatus | null> {
  const terms = await termsStatus(session);
  if (terms === null) return null;
  return { registry: await registryStatus(session), breaker: await breakerStatus(session), ...terms };
}
