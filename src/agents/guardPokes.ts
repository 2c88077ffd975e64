import { Interface, ZeroAddress } from "ethers";
import type { Treatments } from "../scenario/treatmentSchema.ts";
import type { Deployment, GuardDeployment } from "../world/deployment.ts";
import { marketAsset } from "../world/marketAsset.ts";

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
  const { tokens, vaults } = deployment;
  const { registry, breaker, margin, deficitWatch } = guards;
  return [...registryPokes(), ...breakerPokes(), ...marginPokes(), ...lossPokes()];

  function registryPokes(): GuardPoke[] {
    if (registry === undefined) return [];
    const shared = { to: registry, gas: GAS.registry };
    const shares = vaults.map(({ symbol, address }) => ({ ...shared, data: poke(address), subject: symbol }));
    return [...shares, { ...shared, data: ABI.encodeFunctionData("pokeSystem"), subject: "system" }];
  }

  function breakerPokes(): GuardPoke[] {
    if (breaker === undefined) return [];
    const { priceVelocity, outflow } = treatments;
    const prices = (priceVelocity?.assets ?? []).flatMap((symbol) =>
      (priceVelocity?.venues ?? [undefined]).map((venue) => [venue, symbol] as const),
    );
    const flows = (outflow?.venues ?? []).flatMap((venue) =>
      (outflow?.assets ?? []).map((symbol) => [venue, symbol] as const),
    );
    const scopes = new Map([...prices, ...flows].map((scope) => [scope.join("/"), scope]));
    return [...scopes.values()].map(([venue, symbol]) => {
      const at = venue === undefined ? ZeroAddress : guards.venues[venue];
      const data = ABI.encodeFunctionData("poke((address,address))", [[at, assetOf(symbol)]]);
      return { to: breaker, data, gas: GAS.breaker, subject: `${venue ?? "everywhere"}/${symbol}` };
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
    const assets = treatments.lossStop?.assets ?? deployment.reserves.map(({ symbol }) => symbol);
    return assets
      .filter((symbol) => deployment.reserves.some((reserve) => reserve.symbol === symbol))
      .map((symbol) => ({
        to: watch,
        data: poke(tokens[symbol] ?? ""),
        gas: GAS.losses,
        subject: `deficit ${symbol}`,
      }));
  }

  function assetOf(symbol: string): string {
    const market = deployment.perps?.markets.find(({ name }) => name === symbol);
    return tokens[symbol] ?? (market === undefined ? ZeroAddress : marketAsset(market.id));
  }
}

const poke = (subject: string) => ABI.encodeFunctionData("poke(address)", [subject]);
