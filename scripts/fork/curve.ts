import { Command, Option } from "commander";
import { curveText } from "../../src/fork/curve/curveText.ts";
import { liquidationCurve } from "../../src/fork/curve/liquidationCurve.ts";
import { writeCurve } from "../../src/fork/curve/writeCurve.ts";
import { ForkBar } from "../../src/fork/forkBar.ts";
import { nodeAddress } from "../../src/fork/nodeAddress.ts";
import { readPositions } from "../../src/fork/screen/positionsFile.ts";
import { RunFolder } from "../../src/lab/runFolder.ts";
import { VERSION } from "../../src/lab/version.ts";
import { collect } from "../collect.ts";
import { toCount } from "../toCount.ts";
import { type NodeFlags, withNodeOptions } from "./nodeOptions.ts";
import { onInterrupt } from "./onInterrupt.ts";
import { toChange } from "./toChange.ts";

interface CurveFlags extends NodeFlags {
  positions: string;
  asset: string;
  to: bigint;
  steps: number;
  follow: string[];
  out: string;
}

/** `faultline fork curve` */
export const curveCommand = withNodeOptions(
  new Command("curve")
    .description("Show what could be liquidated on a real pool at each change of an asset's price, executing nothing.")
    .summary("show what a change of a price would let be liquidated"),
  "that of the positions",
)
  .option("--positions <file>", "who borrows, as `fork discover` writes it", "positions.json")
  .requiredOption("--asset <symbol>", "the asset whose price moves, by symbol or address")
  .addOption(new Option("--to <change>", "how far it moves").argParser(toChange).default(toChange("-50%"), "-50%"))
  .option("--steps <n>", "in how many steps", toCount(1, 500), 20)
  .option("--follow <symbol>", "an asset that moves by the same share, whatever its feed does", collect, [] as string[])
  .option("-o, --out <dir>", "folder for the curve's folder", "runs")
  .option("--json", "print curve.json instead of a table")
  .action(async (options: CurveFlags) => {
    const rpc = nodeAddress(options.rpc);
    const positions = readPositions(options.positions);
    const { asset, to, steps, follow, block } = options;
    const asked = { block: block ?? positions.block, asset, to: to.toString(), steps, follow };
    const identity = JSON.stringify([VERSION, asked, positions], (_, value) =>
      typeof value === "bigint" ? value.toString() : value,
    );
    const name = `curve-${asset.replace(/[^\w.-]/g, "_")}-${asked.block}`;
    const folder = new RunFolder(options.out, name, identity);
    const isSilent = options.json === true;
    const bar = new ForkBar(isSilent);
    onInterrupt(() => {
      bar.stop();
      return "Ended. Nothing is written.";
    });
    try {
      const curve = await liquidationCurve({
        ...{ rpc, positions, asset, to, steps, follow, block },
        onScreen: (stage, done, total) => bar.show(stage === "screen" ? "accounts" : "answers", done, total),
        onValue: (done, total) => bar.show("accounts valued", done, total),
      });
      writeCurve(folder, curve);
      const report = `${folder.shown}/report.html`;
      console.log(isSilent ? JSON.stringify(curve, null, 2) : `\n${curveText(curve, report)}`);
    } finally {
      bar.stop();
      folder.discard();
    }
  });
