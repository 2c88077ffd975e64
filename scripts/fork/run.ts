import { Command } from "commander";
import pico from "picocolors";
import { parseShocks } from "../../src/fork/run/parseShocks.ts";
import { runFork } from "../../src/fork/run/runFork.ts";
import { RunDisplay } from "../../src/lab/runDisplay.ts";
import { scenarioFile } from "../../src/scenario/catalogue.ts";
import { interruptible } from "../interruptible.ts";
import { type ForkRunFlags, withForkRun } from "./forkRunOptions.ts";
import { toSource } from "./forkSource.ts";

/** `faultline fork run`: exit code 3 when the scenario's own expectations do not hold. */
export const forkRunCommand = withForkRun(new Command("run"))
  .description("Fork a real chain, shock its oracle, and let the lab's agents liquidate by its own protocols' code.")
  .summary("run a cascade on a forked chain")
  .action(async (flags: ForkRunFlags) => {
    const plan = {
      ...flags,
      source: toSource(flags),
      scenario: flags.scenario === undefined ? undefined : scenarioFile(flags.scenario),
      shocks: parseShocks(flags.shock),
    };
    let display: RunDisplay | undefined;
    const outcome = await runFork(plan, {
      out: flags.out,
      isInterrupted: interruptible(),
      onPrepared({ runnable, leftOut }) {
        display = new RunDisplay(runnable.loaded, flags.json === true);
        if (!flags.json && leftOut.length > 0)
          console.log(pico.dim(`Not on a fork, so left out: ${leftOut.join(", ")}.`));
        return display.hooks;
      },
    });
    display?.finish(outcome);
    if (outcome.failures.length > 0) process.exitCode = 3;
    if (flags.json) console.log(JSON.stringify(outcome.summary, null, 2));
  });
