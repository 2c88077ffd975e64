import type { Command } from "commander";
import { collect } from "../collect.ts";
import { toAddress } from "../toAddress.ts";
import { toCount } from "../toCount.ts";
import { toSeed } from "../toSeed.ts";
import { type SourceFlags, withSource } from "./forkSource.ts";

/** What a forked run takes. */
export interface ForkRunFlags extends SourceFlags {
  protocol: string;
  pool?: string;
  addresses?: string;
  positions?: string;
  maxAccounts?: number;
  scenario?: string;
  shock: string[];
  depth?: string;
  seed?: number;
  out: string;
  json?: boolean;
}

/** Adds the options of a forked run. */
export function withForkRun(command: Command): Command {
  return withSource(command)
    .option("--protocol <name>", "lending protocol", "aave-v3")
    .option("--pool <address>", "lending pool in place of the known one", toAddress)
    .option("--addresses <file>", "addresses in place of the known ones")
    .option("--positions <file>", "real accounts, as `fork discover` writes them")
    .option("--max-accounts <n>", "of them, those with the most debt", toCount(1, 1_000_000))
    .option("--scenario <file>", "population, agents and market to lay over what the chain says")
    .option("--shock <asset=change>", "move a price, for example WETH=-20%", collect, [] as string[])
    .option("--depth <file>", "what other venues take for a price step, laid over the forked pools")
    .option("--seed <n>", "seed in place of the scenario's", toSeed)
    .option("--out <dir>", "folder for the run's folder", "runs")
    .option("--json", "print summary.json instead of tables");
}
