import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../../scripts/faultline.js", import.meta.url));

/** What a command left behind in a terminal. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Sends an interrupt when the output first holds this. */
  interruptAt?: string;
}

/** Runs the command as a user does, in a process of its own. */
export function faultline(args: readonly string[], { cwd, env, interruptAt }: CommandOptions = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env: { ...process.env, ...env } });
  const outcome: Outcome = { code: null, stdout: "", stderr: "" };
  let interrupted = false;
  child.stderr.on("data", (data) => {
    outcome.stderr += data;
  });
  child.stdout.on("data", (data) => {
    outcome.stdout += data;
    if (interruptAt === undefined || interrupted || !outcome.stdout.includes(interruptAt)) return;
    interrupted = true;
    child.kill("SIGINT");
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...outcome, code }));
  });
}
