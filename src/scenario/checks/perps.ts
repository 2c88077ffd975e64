import { badInput } from "../../errors.ts";
import { WAD } from "../../units.ts";
import type { PerpMarketConfig, PerpsConfig } from "../perpSchema.ts";
import type { Scenario } from "../schema.ts";
import { type PlaceOf, requireAsset } from "./listed.ts";
import { checkPerpTerms } from "./perpTerms.ts";

/** As many as an account has bits for, and as many collaterals. */
const MOST_MARKETS = 64;
const MOST_COLLATERALS = 32;
/** The set-up waits for the longest window before anyone trades, and has an hour. */
const LONGEST_TWAP = 1800;

/** An exchange in a dollar token, over assets that are listed, with terms that it accepts. */
export function checkPerps(scenario: Scenario, placeOf: PlaceOf): void {
  const { perps } = scenario;
  if (perps === undefined) return;
  checkQuote(scenario, perps, placeOf);
  checkCollateral(scenario, perps, placeOf);
  const markets = Object.entries(perps.markets);
  if (markets.length === 0 || markets.length > MOST_MARKETS) {
    throw badInput("MARKETS_COUNT", `The exchange lists ${markets.length} markets.`, {
      place: placeOf(["perps", "markets"]),
      hint: `It needs at least one and has room for ${MOST_MARKETS}, for example ETH: { asset: WETH }.`,
    });
  }
  for (const [name, market] of markets) {
    const place = (...keys: string[]) => placeOf(["perps", "markets", name, ...keys]);
    requireAsset(scenario, market.asset, place("asset"));
    if (market.asset === perps.quote) {
      throw badInput("MARKET_OF_QUOTE", `A market of ${perps.quote} in ${perps.quote} has nothing to trade.`, {
        place: place("asset"),
        hint: "Name the asset whose price is traded.",
      });
    }
    if (scenario.assets[market.asset]?.vault !== undefined) {
      throw badInput("MARKET_OF_SHARE", `${market.asset} is a vault's share: no market trades its price.`, {
        place: place("asset"),
        hint: "Name a plain or a staked asset. Shares may be collateral, under perps.collateral.",
      });
    }
    checkSpot(scenario, name, market, place);
    checkPerpTerms(name, market, placeOf);
  }
}

function checkQuote(scenario: Scenario, { quote }: PerpsConfig, placeOf: PlaceOf): void {
  const place = placeOf(["perps", "quote"]);
  requireAsset(scenario, quote, place);
  if (scenario.assets[quote]?.priceUsd === WAD) return;
  throw badInput("QUOTE_NOT_A_DOLLAR", `Perps are quoted in ${quote}, which is not worth one dollar.`, {
    place,
    hint: "The exchange takes prices in USD as prices in its quote: name an asset with priceUsd 1.",
  });
}

function checkCollateral(scenario: Scenario, { quote, collateral }: PerpsConfig, placeOf: PlaceOf): void {
  const tokens = Object.entries(collateral);
  if (tokens.length > MOST_COLLATERALS) {
    throw badInput("COLLATERALS_COUNT", `The exchange takes ${tokens.length} collaterals.`, {
      place: placeOf(["perps", "collateral"]),
      hint: `It has room for ${MOST_COLLATERALS}.`,
    });
  }
  for (const [symbol, { saleDiscount }] of tokens) {
    requireAsset(scenario, symbol, placeOf(["perps", "collateral", symbol]));
    if (symbol === quote) {
      throw badInput("COLLATERAL_IS_QUOTE", `${symbol} is the quote: it is cash, not collateral.`, {
        place: placeOf(["perps", "collateral", symbol]),
        hint: "Leave it out; every account may deposit the quote.",
      });
    }
    if (saleDiscount < WAD) continue;
    throw badInput("DISCOUNT_TOO_LARGE", `Seized ${symbol} would be given away.`, {
      place: placeOf(["perps", "collateral", symbol, "saleDiscount"]),
      hint: "saleDiscount must be below 100%.",
    });
  }
}

function checkSpot(
  scenario: Scenario,
  name: string,
  { asset, spotTwapSeconds, mark }: PerpMarketConfig,
  place: (key: string) => ReturnType<PlaceOf>,
): void {
  if (spotTwapSeconds === 0) return;
  const refuse = (code: string, message: string, hint: string) =>
    badInput(code, message, { place: place("spotTwapSeconds"), hint });
  if (mark !== "median") {
    throw refuse(
      "SPOT_WITHOUT_MEDIAN",
      `The mark of ${name} is the index, which takes no spot price in.`,
      "Set mark to median, or leave spotTwapSeconds out.",
    );
  }
  if (!scenario.pools.some((pool) => pool.base === asset)) {
    throw refuse(
      "SPOT_WITHOUT_POOL",
      `The mark of ${name} takes in a pool of ${asset} that there is none of.`,
      `List a pool with base ${asset}, or leave spotTwapSeconds out.`,
    );
  }
  if (spotTwapSeconds <= LONGEST_TWAP) return;
  throw refuse(
    "TWAP_TOO_LONG",
    `The spot average of ${name} is longer than the set-up can wait.`,
    `At most ${LONGEST_TWAP} seconds.`,
  );
}
