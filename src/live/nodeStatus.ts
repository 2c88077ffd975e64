import { priceText } from "../trace/format.ts";
import { formatDecimal, RAY } from "../units.ts";
import { type GuardStatus, guardStatus } from "./guards/guardStatus.ts";
import { marketPrices } from "./marketPrices.ts";
import { type PerpStatus, perpStatus } from "./perpStatus.ts";
import { perpsOf } from "./perpsOf.ts";
import { type PositionRow, positionRow } from "./positionRow.ts";
import type { Session } from "./session.ts";
import { type VaultLine, vaultStatus } from "./vaultStatus.ts";

/** USD prices of one asset as decimals. */
export interface PriceLine {
  oracle: string;
  pool: string | null;
  reference: string;
}

/** One reserve in whole tokens, rates and utilisation as fractions; rates a year. */
export interface ReserveLine {
  asset: string;
  supplied: string;
  borrowed: string;
  cash: string;
  deficit: string;
  utilisation: number;
  supplyRate: number;
  borrowRate: number;
}

/** Everything `faultline status` shows; `positions` are those with debt, the lowest health factor first. */
export interface NodeStatus {
  rpc: string;
  block: number;
  time: number;
  prices: Record<string, PriceLine>;
  reserves: ReserveLine[];
  positions: PositionRow[];
  /** Empty where the node has none. */
  vaults: VaultLine[];
  /** The perpetual exchange; null where the node has none. */
  perps: PerpStatus | null;
  /** The controls; null where the node has none. */
  controls: GuardStatus | null;
}

/** Reads the state of a live node. */
export async function nodeStatus(session: Session): Promise<NodeStatus> {
  const { world, venues } = session;
  const { lending } = venues;
  const market = await marketPrices(session);
  const prices = [...market].map(([symbol, { oracle, pool, reference }]) => [
    symbol,
    { oracle: priceText(oracle), pool: pool === null ? null : priceText(pool), reference: priceText(reference) },
  ]);
  const indebted = lending.positions
    .filter((position) => position.owed.some((scaled) => scaled > 0n))
    .map((position) => ({ position, health: lending.accountData(position).healthFactor }))
    .sort((a, b) => (a.health < b.health ? -1 : a.health > b.health ? 1 : 0));
  return {
    rpc: session.rpc,
    block: Number(await world.chain.request<string>("eth_blockNumber")),
    time: world.time,
    prices: Object.fromEntries(prices) as Record<string, PriceLine>,
    reserves: lending.reserves.map((reserve): ReserveLine => {
      const { liquidityIndex, borrowIndex } = reserve.indexesAt(lending.time);
      const whole = (amount: bigint) => formatDecimal(amount, reserve.decimals);
      const borrowed = (reserve.scaledDebt * borrowIndex) / RAY;
      const total = borrowed + reserve.cash;
      return {
        asset: reserve.symbol,
        supplied: whole((reserve.scaledSupply * liquidityIndex) / RAY),
        borrowed: whole(borrowed),
        cash: whole(reserve.cash),
        deficit: whole(reserve.deficit),
        utilisation: fraction(total === 0n ? 0n : (borrowed * RAY) / total),
        supplyRate: fraction(reserve.liquidityRate),
        borrowRate: fraction(reserve.borrowRate),
      };
    }),
    positions: indebted.map(({ position }) => positionRow(session, position)),
    vaults: await vaultStatus(session, market),
    perps: venues.perps === undefined ? null : perpStatus(await perpsOf(session)),
    controls: await guardStatus(session),
  };
}

/** A ray as a JSON number with six digits. */
function fraction(ray: bigint): number {
  return Number(formatDecimal(ray, 27, 6));
}
