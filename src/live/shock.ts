import { badInput } from "../errors.ts";
import { didYouMean } from "../scenario/nearest.ts";
import { formatPercent, parseWad, rescale, WAD } from "../units.ts";
import { encode, GAS } from "../world/encode.ts";
import { repriceCalls } from "../world/repriceCalls.ts";
import { isShare } from "../world/sharesNeeded.ts";
import { letLook, type TripLine } from "./guards/letLook.ts";
import { type StoppedLine, stoppedLiquidations } from "./guards/stoppedLiquidations.ts";
import { type AssetPrices, marketPrices } from "./marketPrices.ts";
import { sendLive } from "./sendLive.ts";
import type { Session } from "./session.ts";

/** Relative price changes by asset, [wad]. */
export type Shocks = ReadonlyMap<string, bigint>;

const MOST = WAD;

/**
 * Reads `ASSET=change` terms such as `WETH=-20%`; above −100 % and at most 100 %. A perpetual market's name stands for
 * the asset behind it.
 */
export function parseShocks({ world }: Session, terms: readonly string[]): Shocks {
  const { assets } = world.scenario;
  const markets = new Map((world.deployment.perps?.markets ?? []).map((market) => [market.name, market.asset]));
  const shocks = new Map<string, bigint>();
  for (const term of terms) {
    const split = term.indexOf("=");
    const name = term.slice(0, split);
    const asset = Object.hasOwn(assets, name) ? name : (markets.get(name) ?? name);
    if (split < 1) throw badInput("SHOCK_SYNTAX", `"${term}" is not of the form ASSET=change.`, { hint: EXAMPLE });
    if (!Object.hasOwn(assets, asset)) {
      const traded = markets.size === 0 ? "" : `; markets are ${[...markets.keys()].join(", ")}`;
      throw badInput("ASSET_UNKNOWN", `There is no asset "${asset}".`, {
        place: term,
        hint: `${didYouMean(name, [...Object.keys(assets), ...markets.keys()])}There is ${Object.keys(assets).join(", ")}${traded}.`,
      });
    }
    if (assets[asset]?.vault !== undefined) {
      throw badInput("SHOCK_OF_SHARE", `${asset} is a vault's share: its price follows from what the vault holds.`, {
        place: term,
        hint: `Shock what it is built on, for example ${assets[asset].vault.asset}.`,
      });
    }
    if (shocks.has(asset)) throw badInput("SHOCK_SYNTAX", `${asset} is named twice.`, { place: term, hint: EXAMPLE });
    const change = parseWad(term.slice(split + 1), term);
    if (change <= -WAD || change > MOST) {
      throw badInput("SHOCK_OUT_OF_RANGE", `A price change of ${formatPercent(change)} is not possible here.`, {
        place: term,
        hint: "It must be above -100% and at most 100%.",
      });
    }
    shocks.set(asset, change);
  }
  return shocks;
}

const EXAMPLE = "For example: faultline shock WETH=-20% USDC=-3%";

/** Prices of every asset before and after a shock, and what the controls made of it. */
export interface ShockOutcome {
  before: Map<string, AssetPrices>;
  after: Map<string, AssetPrices>;
  /** Null where the node has no controls. */
  controls: { trips: TripLine[]; stopped: StoppedLine[] } | null;
}

/**
 * Moves prices by the given shares of what they are: the outside world posts them and trades every pool to them, then
 * the oracle nodes print. Assets staked over a shocked one move with it. With `oracleOnly` nothing but the prints
 * happens. Then the controls look, so that what trips stands.
 */
export async function shock(session: Session, shocks: Shocks, oracleOnly: boolean): Promise<ShockOutcome> {
  const { world } = session;
  const { deployment, scenario } = world;
  const { lab, oracleNode } = deployment.roles;
  const before = await marketPrices(session);
  const own = (asset: string) => WAD + (shocks.get(asset) ?? 0n);
  const multiple = (asset: string) => {
    const over = scenario.assets[asset]?.staked?.over;
    return over === undefined ? own(asset) : (own(asset) * own(over)) / WAD;
  };
  const scaled = (price: bigint, asset: string) => (price * multiple(asset)) / WAD;
  const prints = [...shocks.keys()].flatMap((asset) => {
    if (scenario.assets[asset]?.priceUsd === undefined) return [];
    const answer = rescale(scaled(before.get(asset)?.oracle ?? 0n, asset), 18, scenario.lending.baseCurrencyDecimals);
    if (answer > 0n) return [{ asset, answer }];
    throw badInput("SHOCK_OUT_OF_RANGE", `The feed of ${asset} cannot show a price that small.`, { hint: EXAMPLE });
  });
  if (prints.length === 0 && oracleOnly) {
    throw badInput("FEED_DERIVED", `The oracle prices ${[...shocks.keys()].join(", ")} by what it is staked over.`, {
      place: "--oracle-only",
      hint: "Shock the underlying asset, or leave --oracle-only out and move the market alone.",
    });
  }

  if (!oracleOnly) await moveMarket();
  for (const { asset, answer } of prints) {
    const to = deployment.feeds[asset] ?? "";
    await sendLive(world, { from: oracleNode, to, data: encode("transmit", [answer]), gas: GAS.transmit });
  }
  await session.refresh();
  const trips = await letLook(session);
  const controls = session.venues.guards === undefined ? null : { trips, stopped: stoppedLiquidations(session) };
  return { before, after: await marketPrices(session), controls };

  async function moveMarket(): Promise<void> {
    const target = new Map([...before].map(([asset, { reference }]) => [asset, scaled(reference, asset)]));
    // Nobody outside has shares to trade their pools with.
    const pools = deployment.ammPools.filter(({ base, quote }) => ![base, quote].some((at) => isShare(scenario, at)));
    const trades = repriceCalls(world, pools, target);
    const posted = [[...target.keys()].map((asset) => deployment.tokens[asset]), [...target.values()]];
    await sendLive(world, { from: lab, to: deployment.externalMarket, data: encode("post", posted), gas: GAS.post });
    for (const call of trades) await sendLive(world, call);
  }
}
