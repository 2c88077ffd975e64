import type { Deployment, GuardDeployment } from "../deployment.ts";
import type { Call } from "../transaction.ts";
import { guardCall } from "./guardCall.ts";

/** Lets every venue that reports ask `hook`; the lending pool hears it from its configurator. */
export function hookCalls(deployment: Deployment, { venues }: GuardDeployment, hook: string): Call[] {
  return Object.entries(venues).map(([name, venue]) =>
    guardCall(deployment, ["venue", name === "lending" ? deployment.configurator : venue], "setRiskHook", [hook]),
  );
}
