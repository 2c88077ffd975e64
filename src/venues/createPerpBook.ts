import { collateralTerms, perpTerms } from "../scenario/perpTerms.ts";
import type { AgentConfig } from "../scenario/schema.ts";
import type { World } from "../world/world.ts";
import { PerpBook } from "./perpBook.ts";
import { PerpCollateral } from "./perpCollateral.ts";
import { PerpMarket } from "./perpMarket.ts";
import type { PerpVenue } from "./perpVenue.ts";

const KINDS: readonly AgentConfig["kind"][] = ["perpKeeper", "adlKeeper", "skewArbitrageur"];

/** Describes a world's exchange from its scenario; nothing is read from the chain yet. */
export function createPerpBook({ scenario, deployment, holders, agentAccounts }: World): PerpBook | undefined {
  const { perps } = scenario;
  if (perps === undefined || deployment.perps === undefined) return undefined;
  const { exchange, quote, markets, collaterals } = deployment.perps;
  const decimals = (symbol: string) => scenario.assets[symbol]?.decimals ?? 18;
  const quoteUnit = 10n ** BigInt(decimals(quote));
  const feedDecimals = scenario.lending.baseCurrencyDecimals;
  const traders = holders.filter(({ kind }) => kind === "trader" || kind === "stacker");
  const vaults = deployment.vaults
    .filter(({ kind }) => kind === "basis")
    .map(({ address, symbol }) => ({ address, group: symbol }));
  const agents = [...agentAccounts].flatMap(([name, accounts]) =>
    KINDS.some((kind) => scenario.agents[name]?.kind === kind)
      ? accounts.map((address) => ({ address, group: name }))
      : [],
  );

  const venue: PerpVenue = {
    exchange,
    quote,
    quoteUnit,
    terms: perps.pool,
    markets: markets.map((info) => {
      const config = perps.markets[info.name];
      if (config === undefined) throw new Error(`The deployment lists market ${info.name}, the scenario does not.`);
      return new PerpMarket(info, perpTerms(config, quoteUnit), quoteUnit, feedDecimals);
    }),
    collaterals: collaterals.map((symbol) => {
      const config = perps.collateral[symbol];
      if (config === undefined) throw new Error(`The deployment takes ${symbol}, the scenario does not.`);
      const address = deployment.tokens[symbol] ?? "";
      return new PerpCollateral(symbol, address, collateralTerms(config, decimals(symbol)), feedDecimals);
    }),
  };
  return new PerpBook(venue, [...traders, ...agents, ...vaults]);
}
