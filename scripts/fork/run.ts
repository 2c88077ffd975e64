import { Command } from "commander";
import { parseShocks } from "../../src/fork/run/parseShocks.ts";
import { runFork } from "../../src/fork/run/runFork.ts";
import { scenarioFile } from "../../src/scenario/catalogue.ts";
import { collect } from "../collect.ts";
import { toCount } from "../toCount.ts";
import { toSeed } from "../toSeed.ts";
import { type SourceFlags, toSource, withSource } from "./forkSource.ts";

interface RunFlags extends SourceFlags {
  protocol: string;
  pool?: string;
  addresses?: string;
  positions?: string;
  maxAccounts?: number;
  scenario?: string;
  shock: string[];
  seed?: number;
  out: string;
  json?: boolean;
}

/** `faultline fork run`: exit code 3 when the scenario's own expectations do not hold. */
export const forkRunCommand = withSource(new Command("run"))
  .description("Fork a real chain, shock its oracle, and let the lab's agents liquidate by its own protocols' code.")
  .summary("run a cascade on a forked chain")
  .option("--protocol <name>", "lending protocol", "aave-v3")
  .option("--pool <address>", "lending pool in place of the known one")
  .option("--addresses <file>", "addresses in place of the known ones")
  .option("--positions <file>", "real accounts, as `fork discover` writes them")
  .option("--max-accounts <n>", "of them, those with the most debt", toCount(1, 1_000_000))
  .option("--scenario <file>", "population, agents and market to lay over what the chain says")
  .option("--shock <asset=change>", "move a price, for example WETH=-20%", collect, [] as string[])
  .option("--seed <n>", "seed in place of the scenario's", toSeed)
  .option("--out <dir>", "folder for the run's folder", "runs")
  .option("--json", "print summary.json instead of tables")
  .action(async (flags: RunFlags) => {
    const plan = {
      ...flags,
      source: toSource(flags),
      scenario: flags.scenario === undefined ? undefined : scenarioFile(flags.scenario),
      shocks: parseShocks(flags.shock),
    };
    const outcome = await runFork(plan, { out: flags.out });
    if (outcome.failures.length > 0) process.exitCode = 3;
    if (flags.json) console.log(JSON.stringify(outcome.summary, null, 2));
  });
