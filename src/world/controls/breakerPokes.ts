import type { Deployment } from "../deployment.ts";
import type { Call } from "../transaction.ts";
import { guardCall } from "./guardCall.ts";

/** Lets the breaker look at every price and every liquidity that it limits, and at what lending wrote off so far. */
export function breakerPokes(deployment: Deployment): Call[] {
  const { guards, reserves, tokens } = deployment;
  if (guards?.breaker === undefined) return [];
  const { breaker, deficitWatch, scopes } = guards;
  const looks = scopes.filter(({ control }) => control === "priceVelocity" || control === "outflow");
  return [
    ...looks.map(({ at }) => guardCall(deployment, ["breaker", breaker], "poke", [at])),
    ...(deficitWatch === undefined
      ? []
      : reserves.map(({ symbol }) => guardCall(deployment, ["lossWatch", deficitWatch], "poke", [tokens[symbol]]))),
  ];
}
