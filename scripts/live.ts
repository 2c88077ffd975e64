import { type Command, InvalidArgumentError } from "commander";
import { openSession, type Session } from "../src/live/session.ts";

/** The options that every command on a live node takes. */
export interface LiveOptions {
  rpc?: string;
  wait: number;
  json?: boolean;
}

/** Adds them; `wait` is how many seconds the command gives a node to appear unless told otherwise. */
export function withLiveOptions(command: Command, wait: number): Command {
  return command
    .option("--rpc <url>", "reach the node by another address than .faultline/node.json gives")
    .option("--wait <seconds>", "how long to wait for a node that is not there yet", toSeconds, wait)
    .option("--json", "print JSON instead of a table");
}

/** The running node, waited for as the options say. */
export function openLive({ rpc, wait }: LiveOptions): Promise<Session> {
  const onWait = () => console.error(`Waiting up to ${wait} s for a node …`);
  return openSession({ rpc, waitSeconds: wait, onWait });
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+$/.test(text) || seconds > 3600) {
    throw new InvalidArgumentError("a wait is a whole number of seconds, at most 3600.");
  }
  return seconds;
}
