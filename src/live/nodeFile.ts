import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { badInput } from "../errors.ts";
import type { Deployment } from "../world/deployment.ts";

/** Where a running node says how to reach it, from the folder it was started in. */
export const NODE_FILE = ".faultline/node.json";

const recordSchema = z.object({
  rpc: z.string(),
  instance: z.string(),
  chainId: z.number(),
  seed: z.number(),
  agents: z.record(z.string(), z.array(z.string())),
  deployment: z.custom<Deployment>((value) => typeof value === "object" && value !== null),
  scenario: z.string(),
});

/** A live node as other processes find it; `scenario` is the resolved YAML, `agents` the accounts by agent. */
export type NodeRecord = z.output<typeof recordSchema>;

/** The record in the current folder; undefined when no node was started here. `NODE_FILE_BROKEN` when it is no such file. */
export function readNodeFile(): NodeRecord | undefined {
  let text: string;
  try {
    text = readFileSync(NODE_FILE, "utf8");
  } catch {
    return undefined;
  }
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw badInput("NODE_FILE_BROKEN", "The file that describes the node cannot be read.", {
      place: { file: NODE_FILE },
      hint: "Delete it and start the node again with `faultline up`.",
      cause,
    });
  }
}

/** Writes the record whole or not at all. */
export function writeNodeFile(record: NodeRecord): void {
  const temporary = `${NODE_FILE}.${process.pid}`;
  try {
    mkdirSync(dirname(NODE_FILE), { recursive: true });
    writeFileSync(temporary, `${JSON.stringify(record, null, 2)}\n`);
    renameSync(temporary, NODE_FILE);
  } catch (cause) {
    throw badInput("OUT_NOT_WRITABLE", `The folder ${dirname(resolve(NODE_FILE))} cannot be written to.`, {
      hint: "Start the node in a folder of your own.",
      cause,
    });
  }
}

/** Removes the file if it still describes this node: a later one may have written its own. */
export function removeNodeFile({ instance }: NodeRecord): void {
  try {
    if (readNodeFile()?.instance === instance) rmSync(NODE_FILE);
  } catch {
    // A file that is no record is not this node's to remove.
  }
}
