import { Command } from "commander";
import { parseShocks, shock } from "../src/live/shock.ts";
import { shockJson, shockText } from "../src/live/shockText.ts";
import { type LiveOptions, openLive, withLiveOptions } from "./live.ts";

/** `faultline shock` */
export const shockCommand = withLiveOptions(
  new Command("shock")
    .description("Move prices on a live node: the outside market, the pools and the oracle, or the oracle alone.")
    .summary("move prices on a live node")
    .argument("<asset=change...>", "for example WETH=-20% USDC=-3%")
    .option("--oracle-only", "print on the oracle's feeds and leave the market as it is"),
  0,
).action(async (terms: string[], options: LiveOptions & { oracleOnly?: boolean }) => {
  const session = await openLive(options);
  const outcome = await shock(session, parseShocks(session, terms), options.oracleOnly === true);
  console.log(options.json ? JSON.stringify(shockJson(outcome), null, 2) : shockText(outcome));
});
