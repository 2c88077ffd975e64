import type { AgentConfig } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { World } from "../world/world.ts";
import type { Agent } from "./agent.ts";
import { TIPS } from "./tips.ts";

type Config = Extract<AgentConfig, { kind: "panicSeller" }>;

/** Sells its whole holding on the AMM, once, when the reference has moved far enough from the start. */
export function panicSeller(name: string, config: Config, account: string, world: World): Agent {
  const { deployment, scenario } = world;
  const target = scenario.pools.find((pool) => pool.base === config.asset)?.quote ?? "";
  let sold = false;

  return {
    name,
    kind: "panicSeller",
    act(view) {
      const [now, start] = [view.reference.get(config.asset) ?? 0n, view.start.get(config.asset) ?? WAD];
      const moved = (now * WAD) / start - WAD;
      const reached = config.triggerChange < 0n ? moved <= config.triggerChange : moved >= config.triggerChange;
      if (sold || !reached) return [];
      sold = true;
      const amountIn = view.wallets.get(account)?.get(config.asset) ?? 0n;
      const path = encodeRoute(deployment, config.asset, view.amm.route(config.asset, target));
      const order = { path, recipient: account, deadline: MAX_UINT, amountIn, amountOutMinimum: 0n };
      const data = encode("exactInput", [order]);
      return [
        {
          from: account,
          to: deployment.swapRouter,
          data,
          gas: GAS.swap,
          tip: TIPS.panicSeller,
          action: "sell",
          subject: config.asset,
        },
      ];
    },
  };
}
