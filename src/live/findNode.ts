import { FaultlineError } from "../errors.ts";
import { NODE_FILE, type NodeRecord, readNodeFile } from "./nodeFile.ts";

const PROBE_MS = 2_000;
const PAUSE_MS = 250;
const START = "Start one with `faultline up`, in another terminal and in this folder.";

export interface FindOptions {
  /** Reaches the node of the address file by another URL. */
  rpc?: string | undefined;
  /** How long a node may take to appear. */
  waitSeconds: number;
  /** Told once, when there is something to wait for. */
  onWait?(): void;
}

/**
 * The running node that the address file describes. `NODE_NOT_LISTENING` when there is no file or nothing answers,
 * `NODE_FILE_STALE` when another node answers than the one that wrote it.
 */
export async function findNode(options: FindOptions): Promise<NodeRecord> {
  const deadline = performance.now() + options.waitSeconds * 1000;
  for (let waited = false; ; waited = true) {
    const found = await look(options.rpc);
    if (!(found instanceof FaultlineError)) return found;
    if (performance.now() + PAUSE_MS > deadline) throw found;
    if (!waited) options.onWait?.();
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

async function look(rpc: string | undefined): Promise<NodeRecord | FaultlineError> {
  const record = readNodeFile();
  if (record === undefined) {
    return new FaultlineError("NODE_NOT_LISTENING", `No node was started here: there is no ${NODE_FILE}.`, {
      hint: START,
      exitCode: 2,
    });
  }
  const url = rpc ?? record.rpc;
  const instance = await instanceAt(url);
  if (instance === record.instance) return { ...record, rpc: url };
  if (instance === undefined) {
    return new FaultlineError("NODE_NOT_LISTENING", `No node answers at ${url}.`, {
      place: rpc === undefined ? { file: NODE_FILE } : "--rpc",
      hint: rpc === undefined ? `The node that wrote the file is gone. ${START}` : "Check the address.",
      exitCode: 2,
    });
  }
  return new FaultlineError("NODE_FILE_STALE", `The node at ${url} is not the one that ${NODE_FILE} describes.`, {
    place: { file: NODE_FILE },
    hint: "Stop that node and start one here with `faultline up`.",
    exitCode: 2,
  });
}

/** The id of the chain instance behind a URL; empty for a node that has none, undefined when nothing answers. */
async function instanceAt(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "hardhat_metadata", params: [] }),
      signal: AbortSignal.timeout(PROBE_MS),
    });
    const { result } = (await response.json()) as { result?: { instanceId?: string } };
    return result?.instanceId ?? "";
  } catch {
    return undefined;
  }
}
