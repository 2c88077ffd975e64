import type { AgentConfig } from "../scenario/schema.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import { repaidDebts } from "../world/repaidDebts.ts";
import { encodeRoute } from "../world/route.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { gasCostUsd } from "./gasCost.ts";
import { toUsd } from "./liquidationPlan.ts";
import { LiquidationRound } from "./liquidationRound.ts";
import { turnShares } from "./seizedShares.ts";

type Config = Extract<AgentConfig, { kind: "liquidator" }>;

const EXPECTED_GAS = 700_000n;

/**
 * Liquidates with its own money, and sells what it seized a block later to have that money again; shares that no pool
 * trades it redeems first, and what a vault cannot pay stays with it until it can.
 */
export function inventoryLiquidator(name: string, config: Config, accounts: readonly string[], world: World): Agent {
  const round = new LiquidationRound(config);
  const { deployment, scenario } = world;
  const debts = repaidDebts(scenario, config);
  const start = new Map<string, ReadonlyMap<string, bigint>>();
  let selling = false;

  return {
    name,
    kind: "liquidator",
    held: () => round.held,
    isBusy: () => round.isWaiting || selling,
    act(view) {
      for (const account of accounts)
        if (!start.has(account)) start.set(account, view.wallets.get(account) ?? new Map());
      const sales = accounts.flatMap((account) => sellSeized(view, account));
      selling = sales.length > 0;
      return [...sales, ...liquidate(view)];
    },
  };

  function liquidate(view: View): Intent[] {
    const left = accounts.map((account) => new Map(view.wallets.get(account) ?? []));
    const walletOf = (turn: number) => left[turn % accounts.length] ?? new Map<string, bigint>();
    const calls = round.plan(
      view,
      (turn) => ({
        loanFee: 0n,
        gas: EXPECTED_GAS,
        maxCallUsd: config.maxCallUsd,
        capitalOf: (symbol) => walletOf(turn).get(symbol) ?? 0n,
      }),
      ({ quote }, turn) => {
        const wallet = walletOf(turn);
        wallet.set(quote.debt.symbol, (wallet.get(quote.debt.symbol) ?? 0n) - quote.repaid);
      },
    );
    return calls.map(({ quote, tip }, turn) => {
      const { collateral, debt, position, debtToCover } = quote;
      const data = encode("liquidationCall", [collateral.address, debt.address, position.account, debtToCover, false]);
      const from = accounts[turn % accounts.length] ?? "";
      return {
        from,
        to: deployment.lendingPool,
        data,
        gas: GAS.liquidation,
        tip,
        action: "liquidate",
        subject: position.account,
      };
    });
  }

  /** Sells what it holds beyond its first inventory into the debt asset it lacks most, when that covers the gas. */
  function sellSeized(view: View, account: string): Intent[] {
    if (debts.length === 0) return [];
    const held = view.wallets.get(account) ?? new Map<string, bigint>();
    const first = start.get(account) ?? new Map<string, bigint>();
    const excess = (symbol: string) => (held.get(symbol) ?? 0n) - (first.get(symbol) ?? 0n);
    const short = debts.reduce((a, b) => (usdOf(view, a, excess(a)) <= usdOf(view, b, excess(b)) ? a : b));
    const redeemed = turnShares(view, account, short, excess, 0n);
    if (excess(short) >= 0n) return redeemed;
    const sales = Object.keys(scenario.lending.reserves).flatMap((symbol) => {
      if (
        symbol === short ||
        view.isWaiting(symbol) ||
        !view.amm.leads(symbol, short) ||
        usdOf(view, symbol, excess(symbol)) <= gasCostUsd(view, EXPECTED_GAS)
      )
        return [];
      const path = encodeRoute(deployment, symbol, view.amm.route(symbol, short));
      const order = { path, recipient: account, deadline: MAX_UINT, amountIn: excess(symbol), amountOutMinimum: 0n };
      return [
        {
          from: account,
          to: deployment.swapRouter,
          data: encode("exactInput", [order]),
          gas: GAS.swap,
          action: "sell",
          subject: symbol,
        },
      ];
    });
    return [...redeemed, ...sales];
  }

  function usdOf(view: View, symbol: string, amount: bigint): bigint {
    return toUsd(view, symbol, amount, 10n ** BigInt(scenario.assets[symbol]?.decimals ?? 18));
  }
}
