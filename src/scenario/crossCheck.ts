import { badInput, type Place } from "../errors.ts";
import { formatDecimal, formatPercent, WAD } from "../units.ts";
import type { Scenario } from "./schema.ts";

type PlaceOf = (path: readonly PropertyKey[]) => Place;

/** Rules between keys, which a schema of single keys cannot state. Throws on the first that fails. */
export function crossCheck(scenario: Scenario, placeOf: PlaceOf): void {
  checkAssets(scenario, placeOf);
  checkLending(scenario, placeOf);
  checkPools(scenario, placeOf);
  checkPaths(scenario, placeOf);
  checkPopulation(scenario, placeOf);
}

function requireAsset(scenario: Scenario, symbol: string, place: Place): void {
  if (symbol in scenario.assets) return;
  throw badInput("ASSET_UNKNOWN", `The asset "${symbol}" is not listed under assets.`, {
    place,
    hint: `Listed: ${Object.keys(scenario.assets).join(", ")}.`,
  });
}

function checkAssets(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [symbol, asset] of Object.entries(scenario.assets)) {
    const over = asset.staked?.over ?? asset.quote;
    if (over !== undefined) requireAsset(scenario, over, placeOf(["assets", symbol]));
    if (asset.staked !== undefined && scenario.assets[asset.staked.over]?.priceUsd === undefined) {
      throw badInput("PRICE_MISSING", `${asset.staked.over} has no price, so ${symbol} has none either.`, {
        place: placeOf(["assets", asset.staked.over]),
        hint: "Give the underlying asset priceUsd.",
      });
    }
  }
}

function checkLending({ assets, lending, ...rest }: Scenario, placeOf: PlaceOf): void {
  const scenario = { assets, lending, ...rest };
  const tiers = [
    ...Object.entries(lending.reserves).map(([symbol, tier]) => ({ path: ["lending", "reserves", symbol], tier })),
    ...lending.eModes.map((tier, index) => ({ path: ["lending", "eModes", index], tier })),
  ];
  for (const symbol of Object.keys(lending.reserves))
    requireAsset(scenario, symbol, placeOf(["lending", "reserves", symbol]));
  for (const [index, mode] of lending.eModes.entries()) {
    for (const symbol of [...mode.collateral, ...mode.borrowable])
      requireAsset(scenario, symbol, placeOf(["lending", "eModes", index]));
  }

  for (const { path, tier } of tiers) {
    if (tier.liquidationThreshold === 0n) continue;
    if (tier.ltv >= tier.liquidationThreshold) {
      throw badInput(
        "LTV_NOT_BELOW_THRESHOLD",
        `LTV ${formatPercent(tier.ltv)} is not below the liquidation threshold ${formatPercent(tier.liquidationThreshold)}.`,
        { place: placeOf([...path, "ltv"]), hint: "The gap between the two is the borrower's margin." },
      );
    }
    if (tier.liquidationThreshold * (WAD + tier.liquidationBonus) > WAD * WAD) {
      throw badInput(
        "BONUS_TOO_LARGE",
        "Threshold × (1 + bonus) is above 100 %, so every liquidation would leave bad debt.",
        {
          place: placeOf([...path, "liquidationBonus"]),
          hint: `At this threshold the bonus may be at most ${formatPercent((WAD * WAD) / tier.liquidationThreshold - WAD)}.`,
        },
      );
    }
  }
}

function checkPools(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [index, pool] of scenario.pools.entries()) {
    requireAsset(scenario, pool.base, placeOf(["pools", index, "base"]));
    requireAsset(scenario, pool.quote, placeOf(["pools", index, "quote"]));
    if ("within2PercentUsd" in pool.depth && pool.depth.within10PercentUsd <= pool.depth.within2PercentUsd) {
      throw badInput("DEPTH_INCONSISTENT", "The depth within 10 % must be larger than the depth within 2 %.", {
        place: placeOf(["pools", index, "depth", "within10PercentUsd"]),
        hint: "The 10 % figure includes the 2 % one.",
      });
    }
  }
}

function checkPaths(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [index, path] of scenario.market.paths.entries())
    requireAsset(scenario, path.asset, placeOf(["market", "paths", index, "asset"]));
  for (const symbol of Object.keys(scenario.market.depthUsdPerLog))
    requireAsset(scenario, symbol, placeOf(["market", "depthUsdPerLog", symbol]));
}

function checkPopulation(scenario: Scenario, placeOf: PlaceOf): void {
  for (const [name, group] of Object.entries(scenario.population)) {
    const place = (key: string) => placeOf(["population", name, key]);
    if (group.kind === "account") {
      for (const symbol of [...Object.keys(group.supply), ...Object.keys(group.borrow)])
        requireReserve(scenario, symbol, place("supply"));
      continue;
    }
    requireReserve(scenario, group.collateral, place("collateral"));
    requireReserve(scenario, group.debt, place("debt"));
    const mode = scenario.lending.eModes.find((candidate) => candidate.id === group.eMode);
    if (group.eMode !== 0 && mode === undefined) {
      throw badInput("EMODE_UNKNOWN", `There is no e-mode ${group.eMode} under lending.eModes.`, {
        place: place("eMode"),
      });
    }
    if (group.kind !== "looper") continue;
    const ltv = (mode ?? scenario.lending.reserves[group.collateral])?.ltv ?? 0n;
    const reachable = ltv >= WAD ? WAD * 1_000_000n : (WAD * WAD) / (WAD - ltv);
    if (group.leverage.max >= reachable) {
      throw badInput(
        "LEVERAGE_OUT_OF_REACH",
        `Leverage ${formatDecimal(group.leverage.max, 18, 2)} cannot be reached at LTV ${formatPercent(ltv)}: a loop ends at ${formatDecimal(reachable, 18, 2)}.`,
        { place: place("leverage"), hint: "The bound is 1 ÷ (1 − LTV), before fees and slippage." },
      );
    }
  }
}

function requireReserve(scenario: Scenario, symbol: string, place: Place): void {
  requireAsset(scenario, symbol, place);
  if (symbol in scenario.lending.reserves) return;
  throw badInput("RESERVE_UNKNOWN", `The lending pool does not list ${symbol}.`, {
    place,
    hint: `It lists ${Object.keys(scenario.lending.reserves).join(", ")}.`,
  });
}
