import { id } from "ethers";
import { type LiquidityPosition, poolFromPositions } from "../model/poolFromPositions.ts";
import type { PoolState } from "../model/swap.ts";
import { Q96 } from "../model/tickMath.ts";
import { PERP_EVENTS } from "../venues/perpEvents.ts";
import { topicAddress, wordAt } from "../venues/words.ts";
import type { Chain } from "../world/chain.ts";
import type { AmmPoolInfo, PerpDeployment, VaultInfo } from "../world/deployment.ts";
import { TICK_SPACING } from "../world/poolPositions.ts";
import type { Log } from "../world/transaction.ts";

const SUPPLY = id("Supply(address,address,address,uint256,uint16)");
const BORROW = id("Borrow(address,address,address,uint256,uint8,uint256,uint16)");
const MINT = id("Mint(address,address,int24,int24,uint128,uint256,uint256)");
const BURN = id("Burn(address,int24,int24,uint128,uint256,uint256)");
const POOL_DEPOSIT = id("Deposit(address,address,uint256,uint256)");
/** What an account of the exchange begins with: margin of its own or given to it, and rewards. */
const PERP_BEGINNINGS: ReadonlyMap<string, number> = new Map([
  [topicOf("CollateralDeposited"), 1],
  [topicOf("Traded"), 2],
  [topicOf("OrderCommitted"), 2],
]);

/** Every account that ever supplied to or borrowed from the pool, whoever sent it there, in order of appearance. */
export async function lendingAccounts(chain: Chain, lendingPool: string): Promise<string[]> {
  const logs = await logsOf(chain, lendingPool, [SUPPLY, BORROW]);
  return [...new Set(logs.map((log) => topicAddress(log.topics[2])))];
}

/** Every account that ever had margin on the exchange, in order of appearance. */
export async function perpAccounts(chain: Chain, { exchange }: PerpDeployment): Promise<string[]> {
  const logs = await logsOf(chain, exchange, [...PERP_BEGINNINGS.keys()]);
  return [...new Set(logs.map(({ topics }) => topicAddress(topics[PERP_BEGINNINGS.get(topics[0] ?? "") ?? 1])))];
}

/** Every account that was given shares of the liquidity pool for a deposit, in order of appearance. */
export async function liquidityProviders(chain: Chain, { pool }: PerpDeployment): Promise<string[]> {
  const logs = await logsOf(chain, pool, [POOL_DEPOSIT]);
  return [...new Set(logs.map(({ topics }) => topicAddress(topics[2])))];
}

/** Every account that was ever given shares of a vault for a deposit, in order of appearance. */
export async function depositors(chain: Chain, { address }: VaultInfo): Promise<string[]> {
  const logs = await logsOf(chain, address, [POOL_DEPOSIT]);
  return [...new Set(logs.map(({ topics }) => topicAddress(topics[2])))];
}

/** A pool's liquidity by tick, whoever put it there; its price is left to the reader of the chain. */
export async function poolLiquidity(chain: Chain, pool: AmmPoolInfo): Promise<PoolState> {
  const ranges = new Map<string, LiquidityPosition>();
  for (const log of await logsOf(chain, pool.address, [MINT, BURN])) {
    const [, , tickLower, tickUpper] = log.topics.map((topic) => Number(BigInt.asIntN(24, BigInt(topic)))) as number[];
    if (tickLower === undefined || tickUpper === undefined) continue;
    const change = log.topics[0] === MINT ? wordAt(log.data, 1) : -wordAt(log.data, 0);
    const key = `${tickLower} ${tickUpper}`;
    ranges.set(key, { tickLower, tickUpper, liquidity: (ranges.get(key)?.liquidity ?? 0n) + change });
  }
  const standing = [...ranges.values()].filter((range) => range.liquidity > 0n);
  return poolFromPositions(Q96, pool.fee, TICK_SPACING[pool.fee] as number, standing);
}

function logsOf(chain: Chain, address: string, topics: string[]): Promise<Log[]> {
  return chain.request<Log[]>("eth_getLogs", [{ address, topics: [topics], fromBlock: "0x0", toBlock: "latest" }]);
}

function topicOf(event: string): string {
  return PERP_EVENTS.getEvent(event)?.topicHash ?? "";
}
