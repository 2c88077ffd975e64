import type { PerpMarketTerms, PerpTermOverrides } from "./perpMarketSchema.ts";
import { perpPreset } from "./perpPreset.ts";
import type { PerpMarketConfig, PerpsConfig, WrittenPerps } from "./perpSchema.ts";

/**
 * Puts the preset in. Later wins: the preset's terms of every market, its terms of the market of that name, the
 * scenario's of every market, the scenario's of the one market. Without the `counterparty` channel nothing limits what
 * the insurance fund pays.
 */
export function resolvePerps(written: WrittenPerps, counterparty = true): PerpsConfig {
  const { trading, margin, funding, liquidation, adl, mark, pool, markets, ...rest } = written;
  const everywhere = { trading, margin, funding, liquidation, adl, mark };
  const preset = perpPreset(written.preset);
  const resolved = Object.entries(markets).map(([name, market]): [string, PerpMarketConfig] => {
    const own = Object.hasOwn(preset.markets, name) ? [preset.markets[name] as PerpTermOverrides] : [];
    const terms = [...own, everywhere, market].reduce<PerpMarketTerms>(override, preset.market);
    const liquidation = { ...terms.liquidation, ...(counterparty ? {} : { insuranceBlockCapUsd: 0n }) };
    return [name, { asset: market.asset, spotTwapSeconds: market.spotTwapSeconds, ...terms, liquidation }];
  });
  return { ...rest, pool: merged(preset.pool, pool), markets: Object.fromEntries(resolved) };
}

function override(terms: PerpMarketTerms, by: PerpTermOverrides): PerpMarketTerms {
  return {
    trading: merged(terms.trading, by.trading),
    margin: merged(terms.margin, by.margin),
    funding: merged(terms.funding, by.funding),
    liquidation: merged(terms.liquidation, by.liquidation),
    adl: merged(terms.adl, by.adl),
    mark: by.mark ?? terms.mark,
  };
}

type Overrides<T> = { [Key in keyof T]?: T[Key] | undefined };

function merged<T extends object>(terms: T, by: Overrides<T> = {}): T {
  const stated = Object.entries(by).filter(([, value]) => value !== undefined);
  return { ...terms, ...(Object.fromEntries(stated) as Partial<T>) };
}
