import { Command } from "commander";
import { requireWritable } from "../../src/fork/requireWritable.ts";
import { writeWhole } from "../../src/fork/writeWhole.ts";
import { forkRun } from "./forkRun.ts";
import { type ForkRunFlags, withForkRun } from "./forkRunOptions.ts";

/** `faultline fork record`: exit code 3 when the scenario's own expectations do not hold. */
export const forkRecordCommand = withForkRun(new Command("record"))
  .description(
    "Do what `fork run` does, and write all that it read of the real chain, so that it can be done again offline.",
  )
  .summary("run on a forked chain and keep what was read")
  .option("-o, --record <file>", "where to write what was read, for `fork run --state`", "state.json.gz")
  .action(async ({ record, ...flags }: ForkRunFlags & { record: string }) => {
    const { state, positions, scenario, addresses, depth } = flags;
    requireWritable(record, [state, positions, scenario, addresses, depth]);
    let bytes: Buffer | undefined;
    await forkRun(flags, (fork) => {
      bytes = fork.record();
    });
    if (bytes === undefined) return;
    writeWhole(record, bytes);
    if (!flags.json) console.log(`\nState  ${record}`);
  });
