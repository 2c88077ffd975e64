import type { AgentConfig, Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import { appoint } from "./appointments.ts";
import type { OpeningCap } from "./cap/openingCap.ts";
import { Openings } from "./openings.ts";
import { fundPerpAgent } from "./perpAgentFunds.ts";
import { startPrices } from "./poolPositions.ts";
import { seededAddress } from "./population.ts";
import { repaidDebts } from "./repaidDebts.ts";
import type { SetupClock } from "./setupClock.ts";
import { isShare } from "./sharesNeeded.ts";
import type { Call } from "./transaction.ts";
import type { World } from "./world.ts";

type Liquidator = Extract<AgentConfig, { kind: "liquidator" }>;

/** Who makes the controls look; it is there whenever some are. */
export const GUARD_KEEPER = "guard keeper";

/** The accounts of each agent that a scenario names. */
export function agentAddresses({ agents }: Pick<Scenario, "agents">, seed: number): Map<string, string[]> {
  return new Map(
    Object.entries(agents).map(([name, config]) => {
      const count = "count" in config ? config.count : 1;
      return [name, Array.from({ length: count }, (_, i) => seededAddress(seed, `agent ${name} ${i}`))] as const;
    }),
  );
}

/** Gives each agent its accounts, what it owns, and the approvals it works with. */
export async function fundAgents(world: World, clock: SetupClock, cap?: OpeningCap): Promise<void> {
  const { scenario, deployment, transactor, seed } = world;
  const openings = new Openings(scenario, deployment);
  const prices = startPrices(scenario.assets);
  const accounts = agentAddresses(scenario, seed);
  if (deployment.guards !== undefined) accounts.set(GUARD_KEEPER, [seededAddress(seed, `agent ${GUARD_KEEPER} 0`)]);
  world.agentAccounts = accounts;
  await transactor.adopt([...accounts.values()].flat());

  const calls = Object.entries(scenario.agents).flatMap(([name, config]) =>
    (accounts.get(name) ?? []).flatMap((account, i) => fund(account, config, i === 0)),
  );
  world.setup.push(...(await clock.settle(transactor, cap?.unguarded(calls) ?? calls)));

  function fund(account: string, config: AgentConfig, isFirst: boolean): Call[] {
    switch (config.kind) {
      case "liquidator":
        return config.funding === "flash" ? [] : inventory(account, config);
      case "arbitrageur": {
        // Shares are not traded outside, so an arbitrageur begins without.
        const pairs = new Set(scenario.pools.flatMap((pool) => [pool.base, pool.quote]));
        const traded = [...pairs].filter((symbol) => !isShare(scenario, symbol));
        return traded.flatMap((symbol) => [
          give(symbol, account, config.budgetUsd),
          openings.approve(symbol, account, deployment.arbitrage),
        ]);
      }
      case "panicSeller":
        return [
          give(config.asset, account, config.sellUsd),
          openings.approve(config.asset, account, deployment.swapRouter),
        ];
      case "vaultKeeper":
      case "hedger":
        return appoint(deployment, account, config);
      case "perpKeeper":
      case "adlKeeper":
      case "skewArbitrageur":
        return fundPerpAgent(world, account, config, isFirst);
    }
  }

  function inventory(account: string, config: Liquidator): Call[] {
    const isGiven = (symbol: string) => !isShare(scenario, symbol) && !deployment.ungiven?.includes(symbol);
    const debts = repaidDebts(scenario, config).filter(isGiven);
    return [
      ...debts.flatMap((symbol) => [
        give(symbol, account, config.capitalUsd),
        openings.approve(symbol, account, deployment.lendingPool),
      ]),
      ...Object.keys(scenario.lending.reserves).map((symbol) =>
        openings.approve(symbol, account, deployment.swapRouter),
      ),
    ];
  }

  function give(symbol: string, account: string, usd: bigint): Call {
    return openings.mint(symbol, account, openings.units(symbol, (usd * WAD) / (prices.get(symbol) ?? WAD)));
  }
}
