import { Command } from "commander";
import { liquidationPass } from "../src/live/liquidationPass.ts";
import { liquidationText } from "../src/live/liquidationText.ts";
import { type LiveOptions, openLive, withLiveOptions } from "./live.ts";

/** `faultline liquidate` */
export const liquidateCommand = withLiveOptions(
  new Command("liquidate")
    .description("Let the scenario's liquidators and keepers look at a live node once and do what they would in a run.")
    .summary("run one pass of liquidators and keepers on a live node"),
  0,
).action(async (options: LiveOptions) => {
  const outcome = await liquidationPass(await openLive(options));
  console.log(options.json ? JSON.stringify(outcome, null, 2) : liquidationText(outcome));
});
