import { arrivalOf } from "../market/exogenousMove.ts";
import { lnRatioWad } from "../model/transcendental.ts";
import type { Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";

/** An instant fall whose cascade the book and the depth alone determine. */
export interface PredictableShock {
  asset: string;
  /** e, the fall as a positive logarithm. [wad] */
  logFall: bigint;
  /** D of the asset's outside market, USD a unit of log price. [wad] */
  outsideDepth: bigint;
  /** Largest share of a gap between pool and reference that is closed in a block. [wad] */
  arbitrageShare: bigint;
}

/**
 * The scenario's shock if the fixed point of docs/MODEL.md holds for it: one fall, at once and everywhere, of an asset
 * with a feed of its own that follows the reference, coupled by one arbitrageur to an outside market that does not recover.
 */
export function predictableShock({
  agents,
  assets,
  changes,
  channels,
  lending,
  market,
}: Scenario): PredictableShock | undefined {
  const [path, ...others] = market.paths;
  if (changes.length > 0 || !channels.price) return undefined;
  if (path?.kind !== "shock" || path.change >= 0n || others.length > 0) return undefined;
  if (market.coupling === "off" || market.recoveryHalfLifeSeconds !== "never") return undefined;
  if (arrivalOf({ market, changes }) !== "everywhere") return undefined;

  const outsideDepth = market.depthUsdPerLog[path.asset];
  const asset = assets[path.asset];
  if (outsideDepth === undefined || asset?.quote === undefined || asset.staked !== undefined) return undefined;
  if (asset.feed.follows !== "reference" || asset.feed.outage !== undefined) return undefined;

  // A bonus that depends on how far health has fallen has no one value for the whole fall.
  if (Object.values(lending.reserves).some((reserve) => reserve.incentive.kind === "dutch")) return undefined;
  const [arbitrageur, ...more] = Object.values(agents).filter((agent) => agent.kind === "arbitrageur");
  if (arbitrageur === undefined || more.length > 0) return undefined;
  const arbitrageShare = WAD / BigInt(arbitrageur.recoveryBlocks);
  return { asset: path.asset, logFall: lnRatioWad(WAD, WAD + path.change), outsideDepth, arbitrageShare };
}
