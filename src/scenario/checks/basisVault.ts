import { badInput } from "../../errors.ts";
import { formatPercent } from "../../units.ts";
import type { PerpMarketConfig } from "../perpSchema.ts";
import type { Scenario } from "../schema.ts";
import type { BasisVaultConfig } from "../vaultSchema.ts";
import { type PlaceIn, requireReserve } from "./listed.ts";
import { requireMarket, requirePerps } from "./perpsListed.ts";

/** A hedge in the exchange's quote, of a spot that the market's price moves, with ratios in their order. */
export function checkBasisVault(scenario: Scenario, vault: BasisVaultConfig, place: PlaceIn): void {
  const { asset, spot, parkedShare } = vault;
  const perps = requirePerps(scenario, "A basis vault has", place("kind"));
  if (asset !== perps.quote) {
    throw badInput("BASIS_NOT_IN_QUOTE", `A basis vault is in the exchange's quote, ${perps.quote}, not in ${asset}.`, {
      place: place("asset"),
      hint: `Set asset to ${perps.quote}: it is what margin and funding are in.`,
    });
  }
  const market = requireMarket(perps, vault.market, place("market"));
  if (spot !== market.asset && scenario.assets[spot]?.staked?.over !== market.asset) {
    throw badInput("SPOT_OF_ANOTHER", `A short in ${vault.market} does not hedge ${spot}.`, {
      place: place("spot"),
      hint: `Hold ${market.asset}, or an asset that is staked over it.`,
    });
  }
  if (market.trading.settlementDelay > 0) {
    throw badInput("MARKET_DELAYED", `Orders in ${vault.market} settle later, and a vault trades at once.`, {
      place: place("market"),
      hint: "Set the market's trading.settlementDelay to 0, or take another market.",
    });
  }
  if (parkedShare > 0n) requireReserve(scenario, asset, place("asset"));
  checkRatios(vault, market, place);
}

function checkRatios(vault: BasisVaultConfig, { margin }: PerpMarketConfig, place: PlaceIn): void {
  const { open, min, target, max } = vault.hedge;
  const order = [
    ["open", open > 0n, "more than 0"],
    ["min", min >= open, "at least open"],
    ["target", target >= min, "at least min"],
    ["max", max >= target, "at least target"],
  ] as const;
  for (const [key, holds, bound] of order) {
    if (holds) continue;
    throw badInput("HEDGE_OUT_OF_ORDER", `The vault's ${key} hedge must be ${bound}.`, {
      place: place("hedge", key),
      hint: "They must stand in the order 0 < open ≤ min ≤ target ≤ max.",
    });
  }
  if (vault.minMarginRatio === 0n || vault.minMarginRatio > vault.marginRatio) {
    throw badInput("MARGIN_OUT_OF_ORDER", "The least margin ratio must be above 0 and at most the one aimed at.", {
      place: place("minMarginRatio"),
      hint: `marginRatio is ${formatPercent(vault.marginRatio)}.`,
    });
  }
  if (vault.marginRatio >= margin.initialRatio) return;
  throw badInput(
    "MARGIN_OUT_OF_REACH",
    `At a margin ratio of ${formatPercent(vault.marginRatio)} the exchange lets nobody open: it asks ${formatPercent(margin.initialRatio)}.`,
    { place: place("marginRatio"), hint: "Raise marginRatio, or lower the market's margin.initialRatio." },
  );
}
