import { existsSync } from "node:fs";
import { Command } from "commander";
import { discoverTarget } from "../../src/fork/discoverTarget.ts";
import { findPositions, journalOf } from "../../src/fork/findPositions.ts";
import { ForkBar } from "../../src/fork/forkBar.ts";
import { nodeAddress } from "../../src/fork/nodeAddress.ts";
import { requireWritable } from "../../src/fork/requireWritable.ts";
import { RequestCounter } from "../../src/fork/rpc/requestCounter.ts";
import { positionsDigest } from "../../src/fork/screen/positionsDigest.ts";
import { positionsText } from "../../src/fork/screen/positionsText.ts";
import { plural } from "../../src/report/plural.ts";
import { groupDigits } from "../../web/format.js";
import { toAddress } from "../toAddress.ts";
import { toCount } from "../toCount.ts";
import { type NodeFlags, withNodeOptions } from "./nodeOptions.ts";
import { onInterrupt } from "./onInterrupt.ts";

interface DiscoverFlags extends NodeFlags {
  protocol: string;
  out: string;
  pool?: string;
  addresses?: string;
  fromBlock?: number;
  accounts?: string;
}

/** `faultline fork discover` */
export const discoverCommand = withNodeOptions(
  new Command("discover")
    .description("Find everybody who owes on a real lending pool at a block, and write who owes what against what.")
    .summary("find the borrowers of a real pool"),
  "64 below the head",
)
  .option("--protocol <name>", "aave-v3, aave-v3-lido, aave-v3-etherfi, aave-v3-horizon, spark", "aave-v3")
  .option("--pool <address>", "the lending pool, in place of the known one", toAddress)
  .option("--addresses <file>", "addresses of a chain, in place of the known ones")
  .option("--from-block <n>", "read events from here on (the pool's first block)", toCount(0, Number.MAX_SAFE_INTEGER))
  .option("--accounts <file>", "look at the accounts of a CSV file instead of the pool's events")
  .option("-o, --out <file>", "where to write", "positions.json")
  .option("--json", "print what was found as JSON, and no progress")
  .action(async (options: DiscoverFlags) => {
    const rpc = nodeAddress(options.rpc);
    const { protocol, block, pool, addresses, accounts, out, fromBlock: from } = options;
    requireWritable(out, [accounts, addresses]);
    const isSilent = options.json === true;
    const bar = new ForkBar(isSilent);
    onInterrupt(() => {
      bar.stop();
      const journal = journalOf(out);
      if (!existsSync(journal)) return "Ended. Nothing is written.";
      return `Ended. What was read is kept in ${journal}: the same command continues there.`;
    });
    const node = { counter: new RequestCounter() };
    const target = await discoverTarget({ rpc, protocol, block, pool, addresses, out, node });
    if (!isSilent) {
      const why = target.because === undefined ? "" : ` (${target.because})`;
      const chain = target.chain ?? `chain ${target.chainId}`;
      console.log(`${protocol} on ${chain}, pool ${target.pool}, block ${groupDigits(String(target.block))}${why}`);
    }
    const positions = await findPositions({
      ...{ rpc, from, accounts, out, node },
      ...{ block: target.block, pool: target.pool, chainId: target.chainId },
      onScan: (done, total, found) => bar.show("blocks read", done, total, `, ${plural(found, "account")}`),
      onScreen: (stage, done, total) => bar.show(stage === "screen" ? "accounts" : "answers", done, total),
    });
    const requests = { posts: node.counter.posts, calls: node.counter.calls() };
    if (isSilent) {
      console.log(JSON.stringify({ file: out, ...positionsDigest(positions), requests }, null, 2));
      return;
    }
    const asked = `${plural(requests.posts, "request")} with ${plural(requests.calls, "call")} were made.`;
    console.log(`\n${positionsText(positions)}\n${asked}\n\nPositions  ${out}`);
  });
