import { Command, InvalidArgumentError } from "commander";
import { nodeStatus } from "../src/live/nodeStatus.ts";
import { statusText } from "../src/live/statusText.ts";
import { type LiveOptions, openLive, withLiveOptions } from "./live.ts";

/** `faultline status` */
export const statusCommand = withLiveOptions(
  new Command("status")
    .description("Show a live node: prices, reserves, and positions with the lowest health factor first.")
    .summary("show prices, reserves and positions of a live node")
    .option("--positions <n>", "how many positions to print", toCount, 15),
  0,
).action(async (options: LiveOptions & { positions: number }) => {
  const status = await nodeStatus(await openLive(options));
  console.log(options.json ? JSON.stringify(status, null, 2) : `${statusText(status, options.positions)}`);
});

function toCount(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError("it must be a whole number.");
  return Number(text);
}
