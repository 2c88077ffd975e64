import { Command } from "commander";
import { forkRun } from "./forkRun.ts";
import { type ForkRunFlags, withForkRun } from "./forkRunOptions.ts";

/** `faultline fork run`: exit code 3 when the scenario's own expectations do not hold. */
export const forkRunCommand = withForkRun(new Command("run"))
  .description("Fork a real chain, shock its oracle, and let the lab's agents liquidate by its own protocols' code.")
  .summary("run a cascade on a forked chain")
  .action((flags: ForkRunFlags) => forkRun(flags));
