import type { PerpMarketConfig, PerpsConfig } from "../../scenario/perpSchema.ts";
import { startPrice } from "../../scenario/startPrice.ts";
import { abs, WAD } from "../../units.ts";
import type { PlacedOrder } from "../interleave.ts";
import type { PerpOpenings } from "../perpOpenings.ts";
import type { World } from "../world.ts";
import { comingExposure } from "./comingExposure.ts";
import { type Granted, largestCall } from "./largestCall.ts";
import type { OpeningCap } from "./openingCap.ts";
import { stakeGrowth } from "./stakeGrowth.ts";
import { toBase } from "./toBase.ts";

/**
 * A batch of orders of one market, each as large as the registry lets it; whoever gets nothing is left out. An order
 * that the market settles later is measured only then, so it is sized by the account's figures and the taker fee.
 */
export async function ordersWithin(
  world: World,
  cap: OpeningCap,
  perps: PerpsConfig,
  openings: PerpOpenings,
  batch: readonly PlacedOrder[],
): Promise<PlacedOrder[]> {
  const { scenario, holders } = world;
  const coming = await comingExposure(world);
  const weight = scenario.treatments?.cap?.weights.perps ?? WAD;
  const granted = await Promise.all(batch.map(ask));
  return batch.flatMap((order, i) => take(order, granted[i] ?? { amount: 0n }));

  async function ask(order: PlacedOrder): Promise<Granted> {
    const { account, market, sizeDelta } = order;
    const { takerFee } = marketOf(market).trading;
    const exposureOf = (size: bigint) => toBase(scenario, usdOf(market, size));
    const equityOf = (size: bigint) => (((-exposureOf(size) * takerFee) / WAD) * weight) / WAD;
    const call = (size: bigint) => openings.order(sized(order, size));
    const step = { account, wanted: abs(sizeDelta), call, exposureOf, equityOf };
    return largestCall(stakeGrowth(cap, step, await coming(account)));
  }

  function take(order: PlacedOrder, { amount, refused }: Granted): PlacedOrder[] {
    const holder = holders.find(({ address }) => address === order.account);
    if (refused !== undefined && holder !== undefined) {
      const [wantedUsd, gotUsd] = [usdOf(order.market, abs(order.sizeDelta)), usdOf(order.market, amount)];
      cap.record(holder, "perps", refused, wantedUsd, gotUsd);
    }
    return amount === 0n ? [] : [sized(order, amount)];
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
