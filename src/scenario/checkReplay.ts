import { badInput, type Place } from "../errors.ts";
import { recordedPrices } from "./replayBlocks.ts";
import type { ReplayAction } from "./replayFile.ts";
import type { Scenario } from "./schema.ts";
import { startSeconds } from "./timeline.ts";

/** Rules between a scenario and the replay it names. Throws on the first that fails. */
export function checkReplay(
  scenario: Scenario,
  file: string,
  replay: readonly ReplayAction[],
  placeOf: (path: readonly PropertyKey[]) => Place,
): void {
  const account = scenario.replay?.account ?? "";
  if (scenario.population[account]?.kind !== "account") {
    throw badInput("REPLAY_ACCOUNT", `The replay's account "${account}" is no group of kind account.`, {
      place: placeOf(["replay", "account"]),
      hint: "List it under population; its supply and borrow may be empty.",
    });
  }
  if (scenario.chain.ordering !== "fifo") {
    throw badInput("REPLAY_ORDERING", "A replay keeps the recorded order of transactions.", {
      place: placeOf(["chain", "ordering"]),
      hint: "Set chain.ordering to fifo.",
    });
  }
  const [first] = replay;
  if (first !== undefined && first.time < startSeconds(scenario)) {
    throw badInput("REPLAY_TOO_EARLY", "The replay begins before the scenario does.", {
      place: { file, line: first.line },
      hint: "Set chain.startTime to the time of its first action, or earlier.",
    });
  }

  for (const { line, asset, seizure } of replay) {
    for (const symbol of seizure === undefined ? [asset] : [asset, seizure.collateral]) {
      if (Object.hasOwn(scenario.lending.reserves, symbol)) continue;
      throw badInput("RESERVE_UNKNOWN", `The lending pool does not list ${symbol}.`, {
        place: { file, line },
        hint: `It lists ${Object.keys(scenario.lending.reserves).join(", ")}.`,
      });
    }
  }
  const priced = recordedPrices(replay);
  const twice = scenario.market.paths.findIndex((path) => priced.has(path.asset));
  if (twice >= 0) {
    throw badInput("REPLAY_PRICE_TWICE", "A path moves an asset whose prices the replay prints.", {
      place: placeOf(["market", "paths", twice]),
      hint: "Leave the path out: the recorded prices are the path.",
    });
  }
}
