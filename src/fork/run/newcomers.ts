import type { Scenario } from "../../scenario/schema.ts";
import { agentAddresses } from "../../world/agentFunds.ts";
import { planPopulation } from "../../world/population.ts";

/**
 * The accounts that a scenario brings onto a chain: of each agent and group the first, then the second, and so on, since
 * what any two of a kind do to a contract's storage is alike.
 */
export function newcomers(scenario: Scenario, seed: number): string[] {
  const groups = new Map<string, string[]>(agentAddresses(scenario, seed));
  for (const { holder } of planPopulation(scenario, seed)) {
    const name = `group ${holder.group}`;
    groups.set(name, [...(groups.get(name) ?? []), holder.address]);
  }
  const turns = [...groups.values()].flatMap((accounts) => accounts.map((account, turn) => ({ account, turn })));
  return turns.sort((a, b) => a.turn - b.turn).map(({ account }) => account);
}
