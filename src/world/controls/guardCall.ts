import type { Deployment } from "../deployment.ts";
import { GAS } from "../encode.ts";
import type { Call } from "../transaction.ts";
import { GUARDS } from "./guardAbi.ts";

/** What the lab, which owns every control, sends to one of a kind, or to a venue about one. */
export function guardCall(
  { roles }: Deployment,
  [kind, to]: readonly [kind: keyof typeof GUARDS, address: string],
  name: string,
  args: readonly unknown[] = [],
): Call {
  return { from: roles.lab, to, data: GUARDS[kind].encodeFunctionData(name, args), gas: GAS.guardSetting };
}
