import { FaultlineError } from "../../errors.ts";
import { guardErrorIn } from "../../world/guardErrors.ts";
import type { World } from "../../world/world.ts";
import { refusalWords } from "./refusalWords.ts";

/** What the node answered is a control's refusal: `GUARD_REFUSED` says which and with which values. */
export function guardRefusal(
  world: Pick<World, "deployment" | "scenario">,
  cause: unknown,
): FaultlineError | undefined {
  const data = (cause as { data?: unknown } | null)?.data;
  const error = typeof data === "string" ? guardErrorIn(data) : undefined;
  if (error === undefined) return undefined;
  const { sentence, hint } = refusalWords(world, error);
  return new FaultlineError("GUARD_REFUSED", sentence, { hint, cause });
}
