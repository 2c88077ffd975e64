import { Interface } from "ethers";
import type { AgentConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { encode, GAS } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { LiquidationRound, type PlannedCall } from "./liquidationRound.ts";
import { Rescues } from "./rescues.ts";

type Config = Extract<AgentConfig, { kind: "liquidator" }>;

const SHARES = new Interface([
  "function liquidate((address vault, address debt, address account, uint256 debtToCover, bytes path, uint256 minProfit, address receiver))",
]);
/** Gas of a flash liquidation as a liquidator reckons with it; the limit sent is higher. */
const EXPECTED_GAS = 900_000n;
/** What redeeming adds to the limit. */
const REDEMPTION_GAS = 1_000_000;

/**
 * Liquidates with borrowed money and sells what it seizes in the same transaction; keeps nothing. A share that no pool
 * trades is redeemed in between, as far as its vault can pay at once. Rescues vaults for their rewards too.
 */
export function flashLiquidator(name: string, config: Config, accounts: readonly string[], world: World): Agent {
  const round = new LiquidationRound(config);
  const { deployment, scenario } = world;
  const rescues = new Rescues(scenario.lending.flashLoanPremium, config.minimumProfitUsd);
  const terms = { loanFee: scenario.lending.flashLoanPremium, gas: EXPECTED_GAS, maxCallUsd: config.maxCallUsd };

  return {
    name,
    kind: "liquidator",
    held: () => [...round.held, ...rescues.held],
    isBusy: () => round.isWaiting,
    act: (view) => [
      ...round.plan(view, () => terms).map((call, i) => intentOf(view, call, accounts[i % accounts.length] ?? "")),
      ...rescues.plan(view, accounts[0] ?? ""),
    ],
  };

  function intentOf(view: View, { quote, sale, tip }: PlannedCall, from: string): Intent {
    const price = view.reference.get(quote.debt.symbol) ?? WAD;
    const { collateral, debt, position } = quote;
    const sold = sale.redeemed?.vault.info.asset ?? collateral.symbol;
    const params = {
      debt: debt.address,
      account: position.account,
      debtToCover: quote.debtToCover,
      path: encodeRoute(deployment, sold, view.amm.route(sold, debt.symbol)),
      minProfit: (config.minimumProfitUsd * debt.unit) / price,
      receiver: from,
    };
    const shared = { from, tip, action: "liquidate", subject: position.account };
    if (sale.redeemed !== undefined) {
      const data = SHARES.encodeFunctionData("liquidate", [{ ...params, vault: collateral.address }]);
      return { ...shared, to: deployment.shareLiquidator ?? "", data, gas: GAS.flashLiquidation + REDEMPTION_GAS };
    }
    const data = encode("liquidate", [{ ...params, collateral: collateral.address }]);
    return { ...shared, to: deployment.flashLiquidator, data, gas: GAS.flashLiquidation };
  }
}
