import type { PerpMarketConfig, PerpsConfig } from "../../scenario/perpSchema.ts";
import { startPrice } from "../../scenario/startPrice.ts";
import { abs, WAD } from "../../units.ts";
import type { PlacedOrder } from "../interleave.ts";
import type { PerpOpenings } from "../perpOpenings.ts";
import type { World } from "../world.ts";
import { comingExposure } from "./comingExposure.ts";
import { type Granted, largestCall } from "./largestCall.ts";
import type { OpeningCap, Refused } from "./openingCap.ts";
import { stakeGrowth } from "./stakeGrowth.ts";
import { toBase } from "./toBase.ts";

/** How often an order that was dropped is sent again: in hundredths, 1, 2, 4, 8 and 16 smaller than before. */
const AGAIN = 5n;

/**
 * Opens a batch of orders of one market, each as large as the registry lets it; whoever gets nothing is left out. An
 * order that the market settles later is measured only then: it is sized by the account's figures and the taker fee,
 * and sent again somewhat smaller where it was dropped. `open` returns what was dropped.
 */
export async function ordersWithin(
  world: World,
  cap: OpeningCap,
  perps: PerpsConfig,
  openings: PerpOpenings,
  batch: readonly PlacedOrder[],
  open: (orders: readonly PlacedOrder[]) => Promise<PlacedOrder[]>,
): Promise<void> {
  const { scenario, holders } = world;
  const coming = await comingExposure(world);
  const weight = scenario.treatments?.cap?.weights.perps ?? WAD;
  const granted = await Promise.all(batch.map(ask));
  const sizes = new Map(batch.map(({ account }, i) => [account, granted[i]?.amount ?? 0n]));
  let waiting = batch.map((order) => sized(order, sizes.get(order.account) ?? 0n));
  for (let again = 0n; again <= AGAIN; again++) {
    waiting = await open(waiting.filter(({ sizeDelta }) => sizeDelta !== 0n));
    if (waiting.length === 0) break;
    const left = again === AGAIN ? 0n : 100n - (1n << again);
    waiting = waiting.map((order) => sized(order, (abs(order.sizeDelta) * left) / 100n));
    for (const { account, sizeDelta } of waiting) sizes.set(account, abs(sizeDelta));
  }
  batch.forEach((order, i) => {
    record(order, granted[i]?.refused, sizes.get(order.account) ?? 0n);
  });

  async function ask(order: PlacedOrder): Promise<Granted> {
    const { account, market, sizeDelta } = order;
    const { takerFee } = marketOf(market).trading;
    const exposureOf = (size: bigint) => toBase(scenario, usdOf(market, size));
    const equityOf = (size: bigint) => (((-exposureOf(size) * takerFee) / WAD) * weight) / WAD;
    const call = (size: bigint) => openings.order(sized(order, size));
    const step = { account, wanted: abs(sizeDelta), call, exposureOf, equityOf };
    return largestCall(stakeGrowth(cap, step, await coming(account)));
  }

  function record(order: PlacedOrder, refused: Refused | undefined, got: bigint): void {
    const holder = holders.find(({ address }) => address === order.account);
    const wanted = abs(order.sizeDelta);
    if (holder === undefined || got === wanted) return;
    cap.record(holder, "perps", refused ?? cap.atLimit(), usdOf(order.market, wanted), usdOf(order.market, got));
  }

  function sized(order: PlacedOrder, size: bigint): PlacedOrder {
    return { ...order, sizeDelta: order.sizeDelta < 0n ? -size : size };
  }

  function usdOf(market: number, size: bigint): bigint {
    return (size * startPrice(scenario, marketOf(market).asset)) / WAD;
  }

  function marketOf(market: number): PerpMarketConfig {
    return Object.values(perps.markets)[market] as PerpMarketConfig;
  }
}
