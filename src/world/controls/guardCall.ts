import type { Deployment } from "../deployment.ts";
import { GAS } from "../encode.ts";
import type { Call } from "../transaction.ts";
import { GUARDS } from "./guardAbi.ts";

/** What the lab, which owns every control, sends to one of them or to a venue about them. */
export function guardCall({ roles }: Deployment, to: string, name: string, args: readonly unknown[]): Call {
  return { from: roles.lab, to, data: GUARDS.encodeFunctionData(name, args), gas: GAS.vaultSetting };
}
