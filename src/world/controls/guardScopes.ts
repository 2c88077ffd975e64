import { ZeroAddress } from "ethers";
import { controlScopes } from "../../scenario/controlScopes.ts";
import type { Scenario } from "../../scenario/schema.ts";
import type { GuardScope } from "../deployment.ts";
import { marketAsset } from "../marketAsset.ts";

const SCOPED = ["priceVelocity", "outflow", "throttle", "borrowVelocity", "lossStop", "pause"] as const;

/** Every scope that a scenario sets a control of the breaker for, by name and as the breaker has it. */
export function guardScopes(
  scenario: Scenario,
  venues: Readonly<Record<string, string>>,
  tokenOf: (symbol: string) => string,
): GuardScope[] {
  const markets = Object.keys(scenario.perps?.markets ?? {});
  return SCOPED.flatMap((control) => {
    const config = scenario.treatments?.[control];
    if (config === undefined) return [];
    return controlScopes(scenario, control, config).map(({ venue, asset, isMarket }) => ({
      control,
      venue,
      asset,
      isMarket,
      at: { venue: venue === null ? ZeroAddress : (venues[venue] ?? ""), asset: addressOf(asset, isMarket) },
    }));
  });

  function addressOf(asset: string | null, isMarket: boolean): string {
    if (asset === null) return ZeroAddress;
    return isMarket ? marketAsset(markets.indexOf(asset)) : tokenOf(asset);
  }
}
