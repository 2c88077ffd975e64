import { dirname } from "node:path";
import { stringify } from "yaml";
import { parseScenarioDocument } from "../../scenario/document.ts";
import { type LoadedScenario, loadDocument } from "../../scenario/load.ts";
import { plainYaml } from "../../scenario/yamlFile.ts";
import type { LendingFacts } from "../market/lendingFacts.ts";
import { type ForkBase, forkBase } from "./forkBase.ts";
import type { ForkFile } from "./forkFile.ts";

/** A move of one asset's price, as written: `-25%`. */
export interface ForkShock {
  asset: string;
  change: string;
}

export interface ForkScenarioParts extends Omit<ForkBase, "paths"> {
  shocks: readonly ForkShock[];
  /** The user's file, laid over what the chain says. */
  over?: ForkFile | undefined;
  /** Symbols of what anybody who takes part owes. */
  owed?: readonly string[] | undefined;
}

/** Who acts where the user's file does not say. */
const LIQUIDATOR = { liquidator: { kind: "liquidator", funding: "flash", minimumProfitUsd: 10 } };
/** Who repays, where the user's file does not say, what no flash loan is to be had of. */
const OWN_MONEY = { kind: "liquidator", funding: "inventory", capitalUsd: 100_000_000, minimumProfitUsd: 10 };
/** Who trades with other venues where there are any, unless the user's file has somebody who does: nobody else would. */
const OTHER_VENUES = { otherVenues: { kind: "arbitrageur", budgetUsd: 1_000_000_000 } };

/** The whole scenario of a forked run, validated as any other; faults are told by the place in the user's file. */
export function forkScenario({ shocks, over, owed = [], ...base }: ForkScenarioParts): LoadedScenario {
  const own = over === undefined ? {} : (plainYaml(over.yaml, "SCENARIO_SYNTAX") as Record<string, unknown>);
  const written = (own.market as { paths?: unknown } | null | undefined)?.paths;
  const shocked = shocks.map(({ asset, change }) => ({ kind: "shock", asset, change }));
  const isMoved = (path: { asset?: unknown } | null) => shocks.some(({ asset }) => asset === path?.asset);
  const replaces = shocks.length > 0 && Array.isArray(written);
  const kept = replaces ? written.filter((path) => !isMoved(path)) : [];
  const document = forkBase({ ...base, paths: [...kept, ...shocked] });
  const overlay = over && { file: over.file, name: "scenario", why: "", yaml: over.yaml, body: over.body };
  // They stand in the base then, beside the shocks of the command line, which go first.
  if (replaces) over?.body.deleteIn(["market", "paths"]);
  const isDeeper = Object.keys(base.depthUsdPerLog).length > 0;
  const stood = Object.values((own.agents ?? {}) as Record<string, { kind?: string } | null>);
  const isTraded = stood.some((agent) => agent?.kind === "arbitrageur");
  const agents = {
    ...("agents" in own ? {} : liquidators(base.facts, owed)),
    ...(isDeeper && !isTraded ? OTHER_VENUES : {}),
  };
  const text = stringify({ ...document, ...(Object.keys(agents).length === 0 ? {} : { agents }) });
  const file = over?.file ?? "the forked chain";
  const parsed = parseScenarioDocument(text, "the forked chain", [], overlay === undefined ? [] : [overlay]);
  return loadDocument(parsed, [], over === undefined ? file : `${dirname(over.file)}/fork.yaml`, "fork");
}

function liquidators({ reserves }: LendingFacts, owed: readonly string[]) {
  const debts = reserves
    .filter(({ symbol, flashLoans, liquidatable }) => owed.includes(symbol) && liquidatable && !flashLoans)
    .map(({ symbol }) => symbol);
  return { ...LIQUIDATOR, ...(debts.length === 0 ? {} : { ownMoney: { ...OWN_MONEY, debts } }) };
}
