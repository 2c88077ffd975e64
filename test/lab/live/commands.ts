import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const LAUNCHER = fileURLToPath(import.meta.resolve("../../../scripts/faultline.js"));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command that was started and may still run. */
export interface Started {
  finished: Promise<Finished>;
  signal(name: NodeJS.Signals): void;
}

/** A folder to run commands in, and the commands run in it. */
export class Workplace {
  readonly path = mkdtempSync(join(tmpdir(), "faultline-live-"));
  readonly #started: Started[] = [];

  start(...args: string[]): Started {
    const child = spawn(process.execPath, [LAUNCHER, ...args], {
      cwd: this.path,
      env: { ...process.env, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = new Promise<number | null>((done) => child.on("exit", (code) => done(code)));
    const finished = Promise.all([text(child.stdout), text(child.stderr), exited]).then(([stdout, stderr, code]) => ({
      code,
      stdout,
      stderr,
    }));
    const started = { finished, signal: (name: NodeJS.Signals) => void child.kill(name) };
    this.#started.push(started);
    return started;
  }

  run(...args: string[]): Promise<Finished> {
    return this.start(...args).finished;
  }

  /** Runs a command that must succeed and reads the JSON it prints. */
  async json<T>(...args: string[]): Promise<T> {
    const { code, stdout, stderr } = await this.run(...args, "--json");
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  async remove(): Promise<void> {
    for (const started of this.#started) started.signal("SIGKILL");
    await Promise.all(this.#started.map(({ finished }) => finished));
    rmSync(this.path, { recursive: true });
  }
}
