import type { PerpsConfig } from "../scenario/perpSchema.ts";
import type { OpeningCap } from "./cap/openingCap.ts";
import { ordersWithin } from "./cap/ordersWithin.ts";
import { interleave, type PlacedOrder } from "./interleave.ts";
import { PerpOpenings } from "./perpOpenings.ts";
import { orPositionFault } from "./positionFault.ts";
import { printCalls } from "./printCalls.ts";
import type { Progress } from "./progress.ts";
import { randomStream } from "./random.ts";
import { settleOrders } from "./settleOrders.ts";
import type { SetupClock } from "./setupClock.ts";
import { sharePrices } from "./sharePrices.ts";
import { planStackerTrades } from "./stackerTrades.ts";
import { hedgedVaults, steerHedges } from "./steerHedges.ts";
import { toppedUp } from "./toppedUp.ts";
import { planProviders, planTraders } from "./traderPlans.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

/** As many orders as fit one block of the set-up. */
const BATCH = 100;
/** Under a cap: what one order moves of the premium, the next ones of a batch are not sized for. */
const CAPPED_BATCH = 25;
/** Blocks, and so seconds, that the set-up needs beside one a batch. */
const SPARE = 60;
/** The same for each vault that goes short afterwards. */
const HEDGING = 60;

/**
 * Lets providers fill the liquidity pool, the lab the insurance fund, and every trader and stacker deposit and open;
 * then vaults go short. Traders come as late as their number allows, so that hardly any funding accrues before the run.
 */
export async function openPerps(
  world: World,
  clock: SetupClock,
  progress: Progress,
  borrowed: ReadonlyMap<string, bigint>,
  cap?: OpeningCap,
): Promise<void> {
  const { scenario, deployment, transactor, seed } = world;
  const { perps } = scenario;
  const venue = deployment.perps;
  if (perps === undefined || venue === undefined) return;
  const openings = new PerpOpenings(scenario, deployment, venue, perps);
  const providers = planProviders(perps, seed);
  const traders = toppedUp(planTraders(scenario, perps, seed), await sharePrices(world), scenario, perps);
  const stackers = planStackerTrades(scenario, perps, seed, borrowed);
  const fresh = [...providers, ...traders].map(({ holder }) => holder);
  world.holders.push(...fresh);
  await transactor.adopt(fresh.map(({ address }) => address));
  const holders = [...fresh, ...stackers.map(({ holder }) => holder)];

  await settle([...providers.flatMap((plan) => openings.provide(plan)), ...openings.insure()]);
  for (let start = 0; start < traders.length; start += BATCH) {
    progress("funding traders", start, traders.length);
    await settle(traders.slice(start, start + BATCH).flatMap((plan) => openings.bring(plan)));
  }

  await settle(stackers.flatMap(({ holder, margin }) => openings.depositOwn(perps.quote, holder.address, margin)));

  const orders = interleave([...traders, ...stackers], randomStream(seed, "opening perps"));
  const batches = batchesOf(orders, cap === undefined ? BATCH : CAPPED_BATCH);
  const prints = needsFreshPrices(perps) ? 1 : 0;
  const blocks = batches.reduce((sum, batch) => sum + prints + blocksOf(batch), 0);
  clock.skipToEnd(SPARE + 2 * blocks + HEDGING * hedgedVaults(world).length);
  for (const [i, batch] of batches.entries()) {
    progress("opening perps", i, batches.length);
    if (prints > 0) await settle(printCalls(world));
    if (cap === undefined) await open(batch);
    else await within(cap, perps, batch);
  }
  if (batches.length > 0) progress("opening perps", batches.length, batches.length);
  await steerHedges(world, clock, progress, cap);

  /** At most two beside the delay; under a cap twice those, as some may be dropped and sent again, and a look for each part. */
  function blocksOf(batch: readonly PlacedOrder[]): number {
    const once = 2 + openings.delayOf(batch[0]?.market ?? 0);
    return cap === undefined ? once : cap.batches(batch).length * (1 + 2 * once);
  }

  async function within(limit: OpeningCap, config: PerpsConfig, batch: readonly PlacedOrder[]): Promise<void> {
    for (const part of limit.batches(batch)) {
      await settle(limit.pokes());
      await ordersWithin(world, limit, config, openings, part, open);
    }
  }

  async function open(sent: readonly PlacedOrder[]): Promise<PlacedOrder[]> {
    const mayDrop = cap && ((selector: string) => cap.isRefusal(selector));
    const opened = settleOrders(world, clock, openings, sent, holders, mayDrop);
    const { blocks, dropped } = await orPositionFault(holders, opened);
    world.setup.push(...blocks);
    return dropped;
  }

  async function settle(calls: readonly Call[]): Promise<void> {
    world.setup.push(...(await orPositionFault(holders, clock.settle(transactor, calls))));
  }
}

/** Orders of one market each, as many as fit a block. */
function batchesOf(orders: readonly PlacedOrder[], most: number): PlacedOrder[][] {
  const batches: PlacedOrder[][] = [];
  for (const order of orders) {
    const last = batches.at(-1);
    if (last !== undefined && last.length < most && last[0]?.market === order.market) last.push(order);
    else batches.push([order]);
  }
  return batches;
}

/** Whether some market or collateral refuses prices as old as those that the suite was deployed with. */
function needsFreshPrices({ markets, collateral }: PerpsConfig): boolean {
  const ages = [...Object.values(markets).map(({ trading }) => trading.maxPriceAge)];
  return [...ages, ...Object.values(collateral).map(({ maxPriceAge }) => maxPriceAge)].some((age) => age > 0);
}
