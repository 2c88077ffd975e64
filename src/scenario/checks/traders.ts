import { badInput, type Place } from "../../errors.ts";
import { formatDecimal, formatUsd, WAD } from "../../units.ts";
import { didYouMean } from "../nearest.ts";
import type { PerpMarketConfig, PerpsConfig } from "../perpSchema.ts";
import type { Scenario, TraderConfig } from "../schema.ts";
import { startPrice } from "../startPrice.ts";
import type { PlaceOf } from "./listed.ts";
import { requireMarket, requirePerps } from "./perpsListed.ts";

type PlaceIn = (...keys: PropertyKey[]) => Place;

/** Traders and their keepers on an exchange and in markets that exist, at leverage that its margins allow. */
export function checkTraders(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [name, group] of Object.entries(scenario.population)) {
    if (group.kind !== "trader") continue;
    const place: PlaceIn = (...keys) => placeOf(["population", name, ...keys]);
    const perps = requirePerps(scenario, `The traders of "${name}" have`, place("kind"));
    checkPositions(perps, group, place);
    checkCollateral(perps, group, place);
    checkStop(group, place);
    for (const equityUsd of [group.equityUsd.min, group.equityUsd.max])
      checkMargin(scenario, perps, group, equityUsd, place);
  }
  for (const [name, agent] of Object.entries(scenario.agents)) {
    if (agent.kind !== "perpKeeper" && agent.kind !== "adlKeeper" && agent.kind !== "skewArbitrageur") continue;
    const place: PlaceIn = (...keys) => placeOf(["agents", name, ...keys]);
    const perps = requirePerps(scenario, `The agent "${name}" has`, place("kind"));
    if (agent.kind === "skewArbitrageur") requireMarket(perps, agent.market, place("market"));
  }
}

function checkPositions(perps: PerpsConfig, { market, also }: TraderConfig, place: PlaceIn): void {
  requireMarket(perps, market, place("market"));
  const taken = new Set([market]);
  for (const [i, other] of also.entries()) {
    requireMarket(perps, other.market, place("also", i, "market"));
    if (taken.has(other.market)) {
      throw badInput("MARKET_TWICE", `The group opens two positions in ${other.market}.`, {
        place: place("also", i, "market"),
        hint: "An account has one position a market: two would be added up.",
      });
    }
    taken.add(other.market);
  }
  const shares = also.reduce((sum, { leverageShare }) => sum + leverageShare, 0n);
  if (shares < WAD && also.every(({ leverageShare }) => leverageShare > 0n)) return;
  throw badInput("LEVERAGE_SHARES", "The first position must keep a part of the leverage, and each other have one.", {
    place: place("also"),
    hint: "Each leverageShare must be more than 0, and their sum less than 100%.",
  });
}

function checkCollateral(perps: PerpsConfig, { collateral }: TraderConfig, place: PlaceIn): void {
  if (collateral === undefined || Object.hasOwn(perps.collateral, collateral.asset)) return;
  const listed = Object.keys(perps.collateral);
  throw badInput("COLLATERAL_UNKNOWN", `The exchange does not take ${collateral.asset} as collateral.`, {
    place: place("collateral", "asset"),
    hint: `${didYouMean(collateral.asset, listed)}Listed under perps.collateral: ${listed.join(", ") || "none"}.`,
  });
}

function checkStop({ stop }: TraderConfig, place: PlaceIn): void {
  if (stop === undefined || (stop.loss > 0n && stop.loss < WAD)) return;
  throw badInput("STOP_OUT_OF_REACH", "A stop closes after a loss of more than 0% and less than 100% of equity.", {
    place: place("stop", "loss"),
    hint: "For example stop: { share: 20%, loss: 50% }.",
  });
}

/** Equity after the opening's fees must cover the initial margin of all positions, at full leverage. */
function checkMargin(scenario: Scenario, perps: PerpsConfig, group: TraderConfig, equityUsd: bigint, place: PlaceIn) {
  const first = { market: group.market, leverageShare: WAD };
  const rest = group.also.reduce((sum, { leverageShare }) => sum + leverageShare, 0n);
  let required = 0n;
  let fees = 0n;
  for (const { market: name, leverageShare } of [{ ...first, leverageShare: WAD - rest }, ...group.also]) {
    const { asset, margin, trading } = perps.markets[name] as PerpMarketConfig;
    const notional = (((equityUsd * group.leverage.max) / WAD) * leverageShare) / WAD;
    const size = (notional * WAD) / startPrice(scenario, asset);
    const ratio = margin.initialRatio + (margin.initialSlope * size) / trading.skewScale;
    required += (notional * ratio) / WAD + margin.minPositionMarginUsd;
    fees += (notional * trading.takerFee) / WAD;
  }
  if (required + fees <= equityUsd) return;
  const asked = formatUsd(required + fees, 18);
  throw badInput(
    "LEVERAGE_OUT_OF_REACH",
    `At leverage ${formatDecimal(group.leverage.max, 18, 2)} an equity of $${formatUsd(equityUsd, 18)} needs $${asked} of initial margin and fees.`,
    { place: place("leverage", "max"), hint: "Margin grows with size: lower the leverage or the largest equity." },
  );
}
