import { Interface } from "ethers";
import type { Treatments } from "../scenario/treatmentSchema.ts";
import type { Deployment, GuardDeployment } from "../world/deployment.ts";

const ABI = new Interface([
  "function poke(address subject)",
  "function poke((address venue, address asset) scope)",
  "function pokeSystem()",
]);

/** Gas limits: above what each takes, so that a surplus stays. The registry goes through every venue's books. */
const GAS = { registry: 4_000_000, breaker: 700_000, margin: 700_000, losses: 500_000 };

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
 * off.
 */
export function guardPokes(deployment: Deployment, guards: GuardDeployment, treatments: Treatments): GuardPoke[] {
  const { tokens, vaults, reserves } = deployment;
  const { registry, breaker, margin, deficitWatch, scopes } = guards;
  return [...registryPokes(), ...breakerPokes(), ...marginPokes(), ...lossPokes()];

  function registryPokes(): GuardPoke[] {
    if (registry === undefined) return [];
    const shared = { to: registry, gas: GAS.registry };
    const shares = vaults.map(({ symbol, address }) => ({ ...shared, data: poke(address), subject: symbol }));
    return [...shares, { ...shared, data: ABI.encodeFunctionData("pokeSystem"), subject: "system" }];
  }

  function breakerPokes(): GuardPoke[] {
    if (breaker === undefined) return [];
    const looks = scopes.filter(({ control }) => control === "priceVelocity" || control === "outflow");
    const each = new Map(looks.map((scope) => [`${scope.at.venue}/${scope.at.asset}`, scope]));
    return [...each.values()].map(({ venue, asset, at }) => {
      const data = ABI.encodeFunctionData("poke((address,address))", [at]);
      return { to: breaker, data, gas: GAS.breaker, subject: `${venue ?? "everywhere"}/${asset}` };
    });
  }

  function marginPokes(): GuardPoke[] {
    if (margin === undefined) return [];
    const shared = { to: margin, gas: GAS.margin };
    return (treatments.margin?.assets ?? []).map((symbol) => ({
      ...shared,
      data: poke(tokens[symbol] ?? ""),
      subject: `margin ${symbol}`,
    }));
  }

  function lossPokes(): GuardPoke[] {
    const watch = deficitWatch;
    if (watch === undefined) return [];
    return reserves.map(({ symbol }) => {
      const data = poke(tokens[symbol] ?? "");
      return { to: watch, data, gas: GAS.losses, subject: `deficit ${symbol}` };
    });
  }
}

const poke = (subject: string) => ABI.encodeFunctionData("poke(address)", [subject]);
