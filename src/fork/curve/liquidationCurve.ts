import { badInput, FaultlineError } from "../../errors.ts";
import { VERSION } from "../../lab/version.ts";
import { preflight, type Upstream } from "../preflight.ts";
import { RpcClient } from "../rpc/rpcClient.ts";
import type { RpcOptions } from "../rpc/rpcOptions.ts";
import { moneyDecimal } from "../screen/money.ts";
import type { Positions } from "../screen/positions.ts";
import { sumsOf } from "../screen/positionsSummary.ts";
import { type ScreenProgress, screen } from "../screen/screen.ts";
import { ViewReader } from "../screen/viewReader.ts";
import { curvePoint } from "./curvePoint.ts";
import type { Curve } from "./curveSchema.ts";
import { type LiquidationTerms, readTerms } from "./liquidationTerms.ts";
import { namedReserves, reserveNamed } from "./namedReserves.ts";
import { movedPrice, type PricedFeed, readFeeds } from "./pricedFeed.ts";
import type { Valuation } from "./valuation.ts";
import { valueByModel } from "./valueByModel.ts";
import { type NodeValuation, valueByNode } from "./valueByNode.ts";

export interface CurveOptions {
  rpc: string;
  positions: Positions;
  /** Another block than that of the positions, whose accounts are then read anew. */
  block?: number | undefined;
  /** Symbol or address of the asset whose price is moved. */
  asset: string;
  /** Assets that move with it whatever their feeds do. */
  follow: readonly string[];
  /** The furthest change of the price [wad], and in how many steps. */
  to: bigint;
  steps: number;
  onScreen?: ScreenProgress | undefined;
  /** Valuations done, of how many. */
  onValue?: ((done: number, total: number) => void) | undefined;
  node?: RpcOptions | undefined;
}

/**
 * Liquidation-at-risk: what may be liquidated at each change of an asset's price, nothing of it executed. The pool itself
 * values the accounts while the feeds that it reads answer other prices; where a node knows no state overrides the model
 * does. `ASSET_UNKNOWN`, `POSITIONS_STALE`, and the faults of the node.
 */
export async function liquidationCurve(options: CurveOptions): Promise<Curve> {
  const { rpc, asset, follow, to, steps, node } = options;
  const found = options.positions;
  const named = namedReserves(found.reserves);
  const assets = new Set([
    reserveNamed(named, asset, "--asset").asset,
    ...follow.map((name) => reserveNamed(named, name, "--follow").asset),
  ]);
  const client = new RpcClient(rpc, node);
  const upstream = await preflight(rpc, { block: options.block ?? found.block, chainId: found.chainId }, node);
  const positions = await positionsAt(client, upstream, options);
  const reserves = [...assets].map((one) => positions.reserves.find((reserve) => reserve.asset === one)!);
  const reader = await ViewReader.create(client, upstream);
  const feeds = await readFeeds(client, upstream, reader, positions, reserves);
  const changes = Array.from({ length: steps }, (_, index) => (to * BigInt(index + 1)) / BigInt(steps));
  const terms = await readTerms(reader, positions);
  const asked = { reader, place: client.place, positions, feeds, changes, onProgress: options.onValue };
  const { by, valuations } = await value(asked, terms);

  const today = positions.reserves.map(({ price }) => price);
  const indexOf = (one: string) => positions.reserves.findIndex((reserve) => reserve.asset === one);
  const followers = today.flatMap((price, index) =>
    !assets.has(positions.reserves[index]!.asset) && valuations.some(({ prices }) => prices[index] !== price)
      ? [index]
      : [],
  );
  const moved = [...[...assets].map(indexOf), ...followers];
  const because = (index: number) => (index === 0 ? "asked" : index < assets.size ? "named" : "follows");
  const base: Valuation = { change: 0n, prices: today, accounts: positions.accounts };
  const { chainId, pool, block, blockHash, timestamp, unit, accounts } = positions;
  return {
    ...{ curve: 1, version: VERSION, chainId, pool, block, blockHash, timestamp, foundAt: found.block },
    asset: positions.reserves[moved[0]!]!.symbol,
    by,
    movers: moved.map((index, place) => {
      const { symbol, asset } = positions.reserves[index]!;
      return { symbol, asset, because: because(place) };
    }),
    unit: unit.toString(),
    borrowers: accounts.length,
    debtValue: moneyDecimal(sumsOf(accounts).debtValue, unit),
    complete: positions.reserves.every(({ scaledDebt, scaledDebtFound }) => scaledDebt === scaledDebtFound),
    points: [base, ...valuations].map((valuation) => curvePoint(positions, moved, terms, valuation)),
  };
}

/** The positions themselves at their own block; read anew at another. */
async function positionsAt(client: RpcClient, upstream: Upstream, options: CurveOptions): Promise<Positions> {
  const { positions: found } = options;
  if (upstream.number === found.block && upstream.hash !== found.blockHash) {
    throw badInput("POSITIONS_STALE", `The node has another block ${found.block} than the positions are of.`, {
      place: client.place,
      hint: "The chain was reorganised, or restarted: find the positions again with `faultline fork discover`.",
    });
  }
  const positions =
    upstream.number === found.block
      ? found
      : await screen(client, upstream, {
          pool: found.pool,
          candidates: found.accounts.map(({ account }) => account),
          source: { from: "file" },
          onProgress: options.onScreen,
        });
  return { ...positions, reserves: namedReserves(positions.reserves) };
}

async function value(
  asked: NodeValuation,
  terms: LiquidationTerms,
): Promise<{ by: Curve["by"]; valuations: Valuation[] }> {
  try {
    return { by: "pool", valuations: await valueByNode(asked) };
  } catch (error) {
    if (!(error instanceof FaultlineError && error.code === "RPC_NO_OVERRIDE")) throw error;
  }
  const { positions, feeds, changes } = asked;
  const steps = changes.map((change) => ({ change, prices: pricesAfter(positions, feeds, change) }));
  return { by: "model", valuations: valueByModel(positions, terms, steps) };
}

function pricesAfter({ reserves }: Positions, feeds: readonly PricedFeed[], change: bigint): (bigint | null)[] {
  const moved = new Set(feeds.map(({ asset }) => asset));
  return reserves.map(({ asset, price }) => (price !== null && moved.has(asset) ? movedPrice(price, change) : price));
}
