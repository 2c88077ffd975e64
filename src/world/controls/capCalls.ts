import { ZeroAddress } from "ethers";
import type { CapConfig } from "../../scenario/capSchema.ts";
import type { Deployment } from "../deployment.ts";
import type { Call } from "../transaction.ts";
import { guardCall } from "./guardCall.ts";

/** `GuardTypes.Scope` and `GuardTypes.Mode`, in their order. */
const SCOPES = ["account", "asset", "system"] as const;
const MODES = ["observe", "enforce"] as const;

/** Sets the caps of a scenario, which are in force after their ramp, and whether the registry refuses. */
export function capCalls(deployment: Deployment, registry: string, cap: CapConfig): Call[] {
  const { maxLeverage, maxSystemLeverage, maxReuse } = cap;
  return [
    ...(maxLeverage === undefined ? [] : [limit("account", ZeroAddress, maxLeverage)]),
    ...Object.entries(maxReuse).map(([symbol, most]) => limit("asset", deployment.tokens[symbol] ?? "", most)),
    ...(maxSystemLeverage === undefined ? [] : [limit("system", ZeroAddress, maxSystemLeverage)]),
    guardCall(deployment, ["registry", registry], "setMode", [MODES.indexOf(cap.mode)]),
  ];

  function limit(scope: (typeof SCOPES)[number], subject: string, most: bigint): Call {
    return guardCall(deployment, ["registry", registry], "setCap", [
      SCOPES.indexOf(scope),
      subject,
      most,
      cap.rampSeconds,
    ]);
  }
}
