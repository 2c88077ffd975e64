import { swap } from "../model/swap.ts";
import type { AgentConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import type { AmmPool } from "../venues/ammVenue.ts";
import { encode, GAS } from "../world/encode.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { gasCostUsd } from "./gasCost.ts";
import { TIPS } from "./tips.ts";

type Config = Extract<AgentConfig, { kind: "arbitrageur" }>;

const EXPECTED_GAS = 250_000n;
const FEE_UNIT = 1_000_000n;

/**
 * Trades each pool towards the reference, up to where the pool's fee eats the gain, and hands the other side to the
 * outside world in the same transaction.
 */
export function arbitrageur(name: string, config: Config, account: string, world: World): Agent {
  const most = WAD / BigInt(config.recoveryBlocks);
  /** By pool: the share of a gap it closes in a block, and on which side the pool was when it last traded. */
  const pace = new Map<string, { share: bigint; buysBase: boolean }>();

  return {
    name,
    kind: "arbitrageur",
    act: (view) => view.amm.pools.flatMap((pool) => (view.isWaiting(pool.address) ? [] : tradeOf(view, pool))),
  };

  function tradeOf(view: View, pool: AmmPool): Intent[] {
    const [base, quote] = [view.reference.get(pool.base), view.reference.get(pool.quote)];
    // A share has no price outside to trade it against.
    if (base === undefined || quote === undefined) return [];
    const fair = (base * WAD) / quote;
    const price = view.amm.priceOf(pool);
    const fee = BigInt(pool.fee);
    const edge = price < fair ? (fair * (FEE_UNIT - fee)) / FEE_UNIT : (fair * FEE_UNIT) / (FEE_UNIT - fee);
    const buysBase = price < edge;
    if (buysBase !== price < fair || edge === price) return [];

    const share = paceOf(pool.address, buysBase);
    const limit = view.amm.sqrtPriceAt(pool, price + ((edge - price) * share) / WAD);
    const zeroForOne = buysBase !== pool.baseIsToken0;
    if (limit === pool.state.sqrtPriceX96 || limit < pool.state.sqrtPriceX96 !== zeroForOne) return [];

    const [tokenIn, decimals] = buysBase ? [pool.quote, pool.quoteDecimals] : [pool.base, pool.baseDecimals];
    const worth = (config.budgetUsd * 10n ** BigInt(decimals)) / (view.reference.get(tokenIn) ?? WAD);
    const held = view.wallets.get(account)?.get(tokenIn) ?? 0n;
    const budget = worth < held ? worth : held;
    if (budget === 0n) return [];
    const trade = swap(pool.state, { zeroForOne, amount: budget, sqrtPriceLimitX96: limit });
    const usd = (symbol: string, amount: bigint, places: number) =>
      (amount * (view.reference.get(symbol) ?? 0n)) / 10n ** BigInt(places);
    const [tokenOut, outDecimals] = buysBase ? [pool.base, pool.baseDecimals] : [pool.quote, pool.quoteDecimals];
    const gain = usd(tokenOut, trade.amountOut, outDecimals) - usd(tokenIn, trade.amountIn, decimals);
    if (gain < gasCostUsd(view, EXPECTED_GAS) + config.minimumProfitUsd) return [];
    pace.set(pool.address, { share, buysBase });
    return [
      {
        from: account,
        to: world.deployment.arbitrage,
        data: encode("arbitrage", [pool.address, limit, budget, 0n]),
        gas: GAS.arbitrage,
        tip: TIPS.arbitrageur,
        action: "arbitrage",
        subject: pool.address,
      },
    ];
  }

  /** A gap that changed sides was overshot, since its own trade moves the outside: half the step; else half as much again. */
  function paceOf(pool: string, buysBase: boolean): bigint {
    const last = pace.get(pool);
    if (last === undefined) return most;
    const next = last.buysBase === buysBase ? (last.share * 3n) / 2n : last.share / 2n;
    return next < most ? next : most;
  }
}
