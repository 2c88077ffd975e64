import type { AgentConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { encode, GAS } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { LiquidationRound, type PlannedCall } from "./liquidationRound.ts";

type Config = Extract<AgentConfig, { kind: "liquidator" }>;

/** Gas of a flash liquidation as a liquidator reckons with it; the limit sent is higher. */
const EXPECTED_GAS = 900_000n;

/** Liquidates with borrowed money and sells what it seizes in the same transaction; keeps nothing. */
export function flashLiquidator(name: string, config: Config, accounts: readonly string[], world: World): Agent {
  const round = new LiquidationRound(config);
  const { deployment, scenario } = world;
  const terms = { loanFee: scenario.lending.flashLoanPremium, gas: EXPECTED_GAS, maxCallUsd: config.maxCallUsd };

  return {
    name,
    kind: "liquidator",
    isBusy: () => round.isWaiting,
    act: (view) =>
      round.plan(view, () => terms).map((call, i) => intentOf(view, call, accounts[i % accounts.length] ?? "")),
  };

  function intentOf(view: View, { quote, tip }: PlannedCall, from: string): Intent {
    const price = view.reference.get(quote.debt.symbol) ?? WAD;
    const { collateral, debt, position } = quote;
    const params = {
      collateral: collateral.address,
      debt: debt.address,
      account: position.account,
      debtToCover: quote.debtToCover,
      path: encodeRoute(deployment, collateral.symbol, view.amm.route(collateral.symbol, debt.symbol)),
      minProfit: (config.minimumProfitUsd * debt.unit) / price,
      receiver: from,
    };
    const data = encode("liquidate", [params]);
    const to = deployment.flashLiquidator;
    return { from, to, data, gas: GAS.flashLiquidation, tip, action: "liquidate", subject: position.account };
  }
}
