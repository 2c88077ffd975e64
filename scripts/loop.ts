import { Command, Option } from "commander";
import { rehearseLoop } from "../src/live/guards/rehearseLoop.ts";
import { planLoop, USUAL_LEVERAGE } from "../src/live/loopPlan.ts";
import { loopSteps } from "../src/live/loopSteps.ts";
import { loopHead, loopJson, loopLine } from "../src/live/loopText.ts";
import { type LiveOptions, openLive, withLiveOptions } from "./live.ts";
import { toCount } from "./toCount.ts";

const WAIT_SECONDS = 60;

interface LoopOptions extends LiveOptions {
  collateral: string;
  debt: string;
  equity: string;
  leverage?: string;
  iterations: number;
  flash?: boolean;
  emode?: number;
}

/** `faultline loop` */
export const loopCommand = withLiveOptions(
  new Command("loop")
    .description("Build one recursive position on a live node, step by step, with the user's account.")
    .summary("build a recursive position on a live node")
    .option("--collateral <asset>", "what is supplied", "WETH")
    .option("--debt <asset>", "what is borrowed", "USDC")
    .option("--equity <amount>", "collateral of the user's own, in whole tokens", "10")
    .option("--leverage <times>", `target, collateral ÷ equity (${USUAL_LEVERAGE}, or what the iterations reach)`)
    .option("--iterations <n>", "steps of borrow, swap and supply", toCount(1, 60), 6)
    .addOption(new Option("--flash", "build it in one transaction with a flash loan").conflicts("iterations"))
    .option("--emode <id>", "enter this e-mode first, 0 to leave it", toCount(0, 255)),
  WAIT_SECONDS,
).action(async (options: LoopOptions) => {
  const session = await openLive(options);
  const iterations = options.flash ? undefined : options.iterations;
  const plan = planLoop(session, { ...options, leverage: options.leverage, iterations, eMode: options.emode });
  await rehearseLoop(session, plan);
  if (!options.json) console.log(loopHead(plan));
  const steps: object[] = [];
  for await (const step of loopSteps(session, plan)) {
    if (options.json) steps.push(loopJson(step, plan));
    else console.log(loopLine(step, plan));
  }
  if (options.json) console.log(JSON.stringify(steps, null, 2));
});
