import pico from "picocolors";
import type { Fork } from "../../src/fork/chain/fork.ts";
import { requestsText } from "../../src/fork/chain/requestsText.ts";
import { parseShocks } from "../../src/fork/run/parseShocks.ts";
import { runFork } from "../../src/fork/run/runFork.ts";
import { readPositions } from "../../src/fork/screen/positionsFile.ts";
import { RunDisplay } from "../../src/lab/runDisplay.ts";
import { scenarioFile } from "../../src/scenario/catalogue.ts";
import { interruptible } from "../interruptible.ts";
import type { ForkRunFlags } from "./forkRunOptions.ts";
import { toSource } from "./forkSource.ts";

/** Runs what options say and shows it; `onRead` is given the fork, opened for recording, when all is read. */
export async function forkRun(flags: ForkRunFlags, onRead?: (fork: Fork) => void): Promise<void> {
  const plan = {
    ...flags,
    source: toSource({ ...flags, block: flags.block ?? blockOf(flags) }),
    scenario: flags.scenario === undefined ? undefined : scenarioFile(flags.scenario),
    shocks: parseShocks(flags.shock),
  };
  const tell = (sentence: string) => {
    if (!flags.json) console.log(pico.dim(sentence));
  };
  let display: RunDisplay | undefined;
  let asked = "";
  const outcome = await runFork(plan, {
    out: flags.out,
    chain: {
      cacheFolder: flags.cache === false ? null : flags.cache,
      isRecorded: onRead !== undefined,
      onNotice: (sentence) => console.error(sentence),
    },
    isInterrupted: interruptible(),
    onPrepared({ runnable, leftOut, notes }) {
      display = new RunDisplay(runnable.loaded, flags.json === true);
      if (leftOut.length > 0) tell(`Not on a fork, so left out: ${leftOut.join(", ")}.`);
      for (const note of notes) tell(note);
      return display.hooks;
    },
    async onDone(fork) {
      if (fork.source === "rpc") asked = requestsText(fork.requests());
      onRead?.(fork);
    },
  });
  display?.finish(outcome);
  if (asked !== "") tell(asked);
  if (outcome.failures.length > 0) process.exitCode = 3;
  if (flags.json) console.log(JSON.stringify(outcome.summary, null, 2));
}

/** A node is asked about the block that accounts were found at, unless another is named. */
function blockOf({ state, positions }: ForkRunFlags): number | undefined {
  return state === undefined && positions !== undefined ? readPositions(positions).block : undefined;
}
