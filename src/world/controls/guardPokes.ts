import type { Treatments } from "../../scenario/treatmentSchema.ts";
import type { Deployment, GuardDeployment } from "../deployment.ts";
import { GUARDS } from "./guardAbi.ts";
import { registryPokes } from "./registryPokes.ts";

/** Gas limits: above what each takes, so that a surplus stays. */
const GAS = { breaker: 700_000, margin: 700_000, losses: 500_000 };

/** A look that somebody makes a control take. */
export interface GuardPoke {
  to: string;
  data: string;
  gas: number;
  subject: string;
}

/**
 * What makes every control that is in force look: the registry at each vault, those that others are built on first, and
 * then at the system; the breaker at prices and at what may leave; margins at their prices; losses at what lending wrote
 * off and at what the exchange's engine lost.
 */
export function guardPokes(deployment: Deployment, guards: GuardDeployment, treatments: Treatments): GuardPoke[] {
  const { tokens, vaults, reserves } = deployment;
  const { registry, breaker, margin, deficitWatch, shortfallWatch, scopes } = guards;
  return [
    ...(registry === undefined ? [] : registryPokes(registry, vaults)),
    ...breakerPokes(),
    ...marginPokes(),
    ...lossPokes(),
  ];

  function breakerPokes(): GuardPoke[] {
    if (breaker === undefined) return [];
    const looks = scopes.filter(({ control }) => control === "priceVelocity" || control === "outflow");
    const each = new Map(looks.map((scope) => [`${scope.at.venue}/${scope.at.asset}`, scope]));
    return [...each.values()].map(({ venue, asset, at }) => {
      const data = GUARDS.breaker.encodeFunctionData("poke", [at]);
      return { to: breaker, data, gas: GAS.breaker, subject: `${venue ?? "everywhere"}/${asset}` };
    });
  }

  function marginPokes(): GuardPoke[] {
    if (margin === undefined) return [];
    return (treatments.margin?.assets ?? []).map((symbol) => {
      const data = GUARDS.margin.encodeFunctionData("poke", [tokens[symbol]]);
      return { to: margin, data, gas: GAS.margin, subject: `margin ${symbol}` };
    });
  }

  function lossPokes(): GuardPoke[] {
    const gas = GAS.losses;
    const deficits = (deficitWatch === undefined ? [] : reserves).map(({ symbol }) => {
      const data = GUARDS.deficitWatch.encodeFunctionData("poke", [tokens[symbol]]);
      return { to: deficitWatch ?? "", data, gas, subject: `deficit ${symbol}` };
    });
    if (shortfallWatch === undefined) return deficits;
    const data = GUARDS.shortfallWatch.encodeFunctionData("poke");
    return [...deficits, { to: shortfallWatch, data, gas, subject: "shortfall" }];
  }
}
