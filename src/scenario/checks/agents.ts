import { badInput } from "../../errors.ts";
import { isConnected } from "../connected.ts";
import { isOfLending } from "../ofLending.ts";
import { LIQUIDITY_PROVIDERS } from "../perpSchema.ts";
import type { AgentConfig, Scenario } from "../schema.ts";
import { type PlaceOf, requireAsset, requireReserve, requireVault } from "./listed.ts";

/** Names by which a trace knows the parts of an economy that no scenario lists. */
const TAKEN = ["lenders", LIQUIDITY_PROVIDERS, "outside", "oracle", "defenders", "stops"];

/** Agents with names of their own that can sell what they will hold. */
export function checkAgents(scenario: Scenario, placeOf: PlaceOf): void {
  for (const name of Object.keys(scenario.population)) requireFree(name, TAKEN, placeOf(["population", name]));
  const groups = Object.keys(scenario.population);
  for (const [name, agent] of Object.entries(scenario.agents)) {
    const place = (...keys: string[]) => placeOf(["agents", name, ...keys]);
    requireFree(name, [...TAKEN, ...groups], place());
    switch (agent.kind) {
      case "liquidator":
        for (const debt of agent.debts ?? []) requireReserve(scenario, debt, place("debts"));
        checkMarkets(scenario, name, agent.debts, place);
        break;
      case "vaultKeeper":
      case "hedger":
        checkKeeper(scenario, name, agent, place);
        break;
      case "panicSeller":
        requireAsset(scenario, agent.asset, place("asset"));
        if (scenario.pools.some((pool) => pool.base === agent.asset)) break;
        throw badInput("ROUTE_MISSING", `No pool buys ${agent.asset}, so ${name} cannot sell it.`, {
          place: place("asset"),
          hint: "List a pool with it as base.",
        });
    }
  }
}

/** Vaults that there are, and that this agent can keep. */
function checkKeeper(
  scenario: Scenario,
  name: string,
  { kind, vaults }: Extract<AgentConfig, { kind: "vaultKeeper" | "hedger" }>,
  place: (...keys: string[]) => ReturnType<PlaceOf>,
): void {
  const kept = Object.values(scenario.assets).filter(
    ({ vault }) => vault && (kind === "vaultKeeper" || vault.kind === "basis"),
  );
  if (kept.length === 0) {
    throw badInput("VAULT_MISSING", `${name} has no vault to look after.`, {
      place: place("kind"),
      hint: kind === "hedger" ? "Add an asset with a basis vault." : "Add an asset with a vault.",
    });
  }
  for (const vault of vaults ?? []) {
    const config = requireVault(scenario, vault, place("vaults"));
    if (kind === "vaultKeeper" || config.kind === "basis") continue;
    throw badInput("VAULT_NOT_HEDGED", `${name} mends hedges, and ${vault} has none.`, {
      place: place("vaults"),
      hint: "Name basis vaults; a loop vault is steered by a vaultKeeper.",
    });
  }
}

/** A liquidator sells any collateral of the population for any of its debts, or what a seized share redeems for. */
function checkMarkets(
  scenario: Scenario,
  name: string,
  debts: readonly string[] | undefined,
  place: () => ReturnType<PlaceOf>,
): void {
  const held: string[] = [];
  const owed: string[] = [];
  for (const group of Object.values(scenario.population)) {
    if (group.kind === "stacker") {
      held.push(group.vault);
      owed.push(group.borrow);
    } else if (isOfLending(group)) {
      held.push(...(group.kind === "account" ? Object.keys(group.supply) : [group.collateral]));
      owed.push(...(group.kind === "account" ? Object.keys(group.borrow) : [group.debt]));
    }
  }
  for (const debt of new Set(owed.filter((symbol) => debts?.includes(symbol) ?? true))) {
    const cut = held.find((symbol) => ![symbol, redeemed(symbol)].some((sold) => isConnected(scenario, sold, debt)));
    if (cut === undefined) continue;
    throw badInput("ROUTE_MISSING", `${name} cannot sell ${cut} for ${debt}: no pool leads there.`, {
      place: place(),
      hint: "List a pool for the pair, or pools that connect it, under pools.",
    });
  }

  function redeemed(symbol: string): string {
    return scenario.assets[symbol]?.vault?.asset ?? symbol;
  }
}

function requireFree(name: string, taken: readonly string[], place: ReturnType<PlaceOf>): void {
  if (!taken.includes(name)) return;
  throw badInput("NAME_TAKEN", `The name "${name}" is taken by another part of the economy.`, {
    place,
    hint: "Groups and agents need names of their own.",
  });
}
