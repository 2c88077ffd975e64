import { Command } from "commander";
import { exitCodeOf, formatError } from "../src/errors.ts";
import { VERSION } from "../src/lab/version.ts";
import { checkCommand } from "./check.ts";
import { closeCommand } from "./close.ts";
import { compareCommand } from "./compare.ts";
import { forkCommand } from "./fork.ts";
import { joinPair } from "./joinPair.ts";
import { limitCommand } from "./limit.ts";
import { liquidateCommand } from "./liquidate.ts";
import { loopCommand } from "./loop.ts";
import { openCommand } from "./open.ts";
import { runCommand } from "./run.ts";
import { scenariosCommand } from "./scenarios.ts";
import { shockCommand } from "./shock.ts";
import { statusCommand } from "./status.ts";
import { upCommand } from "./up.ts";

const program = new Command("faultline")
  .description(
    "Finds where leverage breaks: lending, perpetuals, AMM and oracles on a local EVM chain, shocked and watched block by block.",
  )
  .version(VERSION)
  .option("--debug", "show stack traces")
  .showHelpAfterError("(run with --help for what it takes)")
  .configureHelp({ showGlobalOptions: true })
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const live = [upCommand, loopCommand, openCommand, closeCommand, shockCommand, liquidateCommand, statusCommand];
const own = [runCommand, compareCommand, limitCommand, scenariosCommand, checkCommand, forkCommand];
for (const command of [...own, ...live]) {
  program.addCommand(command.copyInheritedSettings(program));
  for (const verb of command.commands) verb.copyInheritedSettings(program);
}

// Whoever reads may have seen enough, as `head` has.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

try {
  await program.parseAsync(joinPair(process.argv, "--between"));
} catch (error) {
  console.error(formatError(error));
  if (program.opts<{ debug?: boolean }>().debug && error instanceof Error) console.error(error.stack);
  process.exitCode = exitCodeOf(error);
}
// In-process chains keep handles open; everything that had to be written is.
process.exit();
