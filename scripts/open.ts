import { Command, Option } from "commander";
import { planOpen, USUAL_PERP_LEVERAGE } from "../src/live/openPlan.ts";
import { orderLine } from "../src/live/orderLine.ts";
import { openText } from "../src/live/orderText.ts";
import { sendOrder } from "../src/live/sendOrder.ts";
import { type LiveOptions, openLive, withLiveOptions } from "./live.ts";

const WAIT_SECONDS = 60;

interface OpenOptions extends LiveOptions {
  leverage: string;
  margin?: string;
  acceptablePrice?: string;
}

/** `faultline open` */
export const openCommand = withLiveOptions(
  new Command("open")
    .description("Open a perpetual position on a live node, or grow it, with the user's account.")
    .summary("open a perpetual position on a live node")
    .argument("<market>", "for example ETH")
    .argument("<side>", "long or short")
    .argument("<size>", "in units of the base asset, for example 10")
    .option("--leverage <times>", "notional ÷ margin to deposit", USUAL_PERP_LEVERAGE)
    .addOption(new Option("--margin <amount>", "margin to deposit, in whole quote tokens").conflicts("leverage"))
    .option("--acceptable-price <price>", "highest to buy at, lowest to sell at (0.5 % beyond the quoted fill)"),
  WAIT_SECONDS,
).action(async (market: string, side: string, size: string, options: OpenOptions) => {
  const session = await openLive(options);
  const { leverage, margin, acceptablePrice } = options;
  const plan = await planOpen(session, { market, side, size, leverage, margin, acceptablePrice });
  const line = await orderLine(session, await sendOrder(session, plan));
  console.log(options.json ? JSON.stringify(line, null, 2) : openText(line));
});
