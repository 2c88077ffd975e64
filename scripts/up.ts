import { Command, InvalidArgumentError } from "commander";
import { BuildBar } from "../src/lab/buildBar.ts";
import { nodeText } from "../src/live/nodeText.ts";
import { type LiveNode, startNode } from "../src/live/startNode.ts";
import { scenarioFiles } from "../src/scenario/catalogue.ts";
import { loadScenario } from "../src/scenario/load.ts";
import { treatmentFiles } from "../src/scenario/treatmentFiles.ts";
import { WITH } from "./collect.ts";

/** `faultline up`: returns once the node was told to stop. */
export const upCommand = new Command("up")
  .description("Start a local node with a scenario's whole suite deployed and funded, and keep it running.")
  .summary("start a local node with the whole suite")
  .argument("[scenario]", "name of a bundled scenario, or a YAML file", "demo")
  .option("--port <n>", "port on 127.0.0.1, 0 for any free one", toPort, 8545)
  .option(...WITH)
  .option("--population", "open the positions of the scenario's population too")
  .action(async (name: string, options: { port: number; with: string[]; population?: boolean }) => {
    let node: LiveNode | undefined;
    const stopped = new Promise<void>((stop) => {
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.on(signal, () => {
          if (node === undefined) process.exit(0);
          stop();
        });
      }
    });
    const bar = new BuildBar();
    const [file = ""] = scenarioFiles(name);
    node = await startNode(loadScenario(file, [], options.with.flatMap(treatmentFiles)), {
      port: options.port,
      population: options.population === true,
      progress: bar.progress,
    });
    bar.stop();
    console.log(`\n${nodeText(node)}\n`);
    await stopped;
    await node.close();
    console.log("The node is stopped.");
  });

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError("a port is a whole number from 0 to 65535.");
  return port;
}
