import type { Random } from "./random.ts";
import type { OpeningOrder, TraderPlan } from "./traderPlans.ts";

/** An opening order with whoever sends it. */
export interface PlacedOrder extends OpeningOrder {
  account: string;
}

/**
 * Market by market, the order in which positions open: the next long while the shorts so far weigh more, else the next
 * short. So the skew, and with it the premium that a fill pays, stays below one position's size until the smaller side
 * is through. Who is left then and pays the premium of the net position, the seed draws, not the order of the groups.
 */
export function interleave(plans: readonly Pick<TraderPlan, "holder" | "orders">[], random: Random): PlacedOrder[] {
  const placed = shuffled(plans, random).flatMap(({ holder, orders }) =>
    orders.map((order) => ({ ...order, account: holder.address })),
  );
  const markets = [...new Set(placed.map(({ market }) => market))].sort((a, b) => a - b);
  return markets.flatMap((market) => balanced(placed.filter((order) => order.market === market)));
}

function balanced(orders: readonly PlacedOrder[]): PlacedOrder[] {
  const longs = orders.filter(({ sizeDelta }) => sizeDelta > 0n);
  const shorts = orders.filter(({ sizeDelta }) => sizeDelta < 0n);
  const result: PlacedOrder[] = [];
  let [long, short, skew] = [0, 0, 0n];
  while (long < longs.length || short < shorts.length) {
    const takesLong = short >= shorts.length || (skew <= 0n && long < longs.length);
    const next = (takesLong ? longs[long++] : shorts[short++]) as PlacedOrder;
    skew += next.sizeDelta;
    result.push(next);
  }
  return result;
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.index(i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
