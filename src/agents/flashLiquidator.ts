import type { AgentConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { encode, GAS } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { tipFor } from "./gasCost.ts";
import { type LiquidationPlan, planLiquidation } from "./liquidationPlan.ts";
import { Reaction } from "./reaction.ts";
import { TIPS } from "./tips.ts";

type Config = Extract<AgentConfig, { kind: "liquidator" }>;

/** Gas of a flash liquidation as a liquidator reckons with it; the limit sent is higher. */
const EXPECTED_GAS = 900_000n;

/** Liquidates with borrowed money and sells what it seizes in the same transaction; keeps nothing. */
export function flashLiquidator(name: string, config: Config, accounts: readonly string[], world: World): Agent {
  const reaction = new Reaction(config.reactionBlocks);
  const { deployment, scenario } = world;
  const terms = { loanFee: scenario.lending.flashLoanPremium, gas: EXPECTED_GAS, maxCallUsd: config.maxCallUsd };

  return {
    name,
    kind: "liquidator",
    isBusy: () => reaction.waiting,
    act(view) {
      const unhealthy = view.lending.below(WAD);
      const due = reaction
        .due(view.block, unhealthy, (position) => position.account)
        .filter((position) => !view.isWaiting(position.account));
      const amm = view.amm.copy();
      const intents: Intent[] = [];
      for (const position of due) {
        if (intents.length >= config.maxCallsPerBlock) break;
        const plan = planLiquidation(view, amm, position, terms);
        if (plan === undefined || plan.profitUsd < config.minimumProfitUsd) continue;
        amm.apply(plan.sale.after);
        intents.push(intentOf(view, plan, accounts[intents.length % accounts.length] ?? ""));
      }
      return intents;
    },
  };

  function intentOf(view: View, { quote, profitUsd }: LiquidationPlan, from: string): Intent {
    const price = view.reference.get(quote.debt.symbol) ?? WAD;
    const { collateral, debt, position } = quote;
    const params = {
      collateral: collateral.address,
      debt: debt.address,
      account: position.account,
      debtToCover: quote.repaid,
      path: encodeRoute(deployment, collateral.symbol, view.amm.route(collateral.symbol, debt.symbol)),
      minProfit: (config.minimumProfitUsd * debt.unit) / price,
      receiver: from,
    };
    return {
      from,
      to: deployment.flashLiquidator,
      data: encode("liquidate", [params]),
      gas: GAS.flashLiquidation,
      tip: tipFor(view, profitUsd, config.bidShare, EXPECTED_GAS, TIPS.liquidatorMost),
      action: "liquidate",
      subject: position.account,
    };
  }
}
