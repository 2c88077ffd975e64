import { Command } from "commander";
import { planClose } from "../src/live/closePlan.ts";
import { withdrawAllowed } from "../src/live/guards/withdrawAllowed.ts";
import { orderLine } from "../src/live/orderLine.ts";
import { closeText } from "../src/live/orderText.ts";
import { sendOrder } from "../src/live/sendOrder.ts";
import { type LiveOptions, openLive, withLiveOptions } from "./live.ts";

const NOTHING = { withdrawn: 0n, refusal: undefined };

interface CloseOptions extends LiveOptions {
  size?: string;
  acceptablePrice?: string;
  withdraw?: boolean;
}

/** `faultline close` */
export const closeCommand = withLiveOptions(
  new Command("close")
    .description("Close the user's perpetual position on a live node, or a part of it.")
    .summary("close a perpetual position on a live node")
    .argument("<market>", "for example ETH")
    .option("--size <n>", "how much of it, in units of the base asset (all)")
    .option("--acceptable-price <price>", "highest to buy at, lowest to sell at (0.5 % beyond the quoted fill)")
    .option("--withdraw", "take free margin out to the wallet afterwards"),
  0,
).action(async (market: string, options: CloseOptions) => {
  const session = await openLive(options);
  const { size, acceptablePrice } = options;
  const plan = await planClose(session, { market, size, acceptablePrice });
  const order = await sendOrder(session, plan);
  const { withdrawn, refusal } = options.withdraw ? await withdrawAllowed(session) : NOTHING;
  const line = await orderLine(session, order, withdrawn);
  console.log(options.json ? JSON.stringify(line, null, 2) : closeText(line, plan.book.venue.quote));
  if (refusal !== undefined) throw refusal;
});
