import { Command } from "commander";
import { curveCommand } from "./fork/curve.ts";
import { discoverCommand } from "./fork/discover.ts";
import { forkRecordCommand } from "./fork/record.ts";
import { forkRunCommand } from "./fork/run.ts";

/** `faultline fork`: a real chain at a block. */
export const forkCommand = new Command("fork")
  .description("Look at a real lending pool at a block of its chain, and go on from there.")
  .summary("go on from a real chain's block")
  .addCommand(discoverCommand)
  .addCommand(curveCommand)
  .addCommand(forkRunCommand)
  .addCommand(forkRecordCommand);
