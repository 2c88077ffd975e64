import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect } from "chai";
import { type Runnable, runWorld } from "../../../src/lab/runWorld.ts";
import { buildWorld } from "../../../src/world/build.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const loaded = loadText(TINY, ["chain.maxBlocks=2"]);

describe("runWorld", () => {
  let parent: string;
  let name: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), "faultline-"));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  it("runs a world that stands, asks once what was unknown and ends it once", async () => {
    const world = await buildWorld(loaded, 1);
    const calls: string[] = [];
    const runnable: Runnable = {
      loaded,
      seed: 1,
      identity: "1 100 0xab",
      build: async () => world,
      async unknown() {
        calls.push("unknown");
        return { slots: [{ account: "0xa", slot: "0x1" }], accounts: [] };
      },
      async close() {
        calls.push("close");
        await world.chain.close();
      },
    };
    const { folder, rows } = await runWorld(runnable, { out: parent });

    name = basename(folder);
    expect(calls).to.deep.equal(["unknown", "close"]);
    expect(rows.slice(-2).map(({ kind }) => kind)).to.deep.equal(["unknown", "end"]);
    const files = ["report.html", "scenario.yaml", "summary.json", "timing.json", "trace.jsonl"];
    expect(readdirSync(folder).sort()).to.deep.equal(files);
    expect(JSON.parse(readFileSync(join(folder, "timing.json"), "utf8"))).not.to.have.property("source");
  });

  it("names its folder by what it depends on beside the scenario", async () => {
    const build = () => buildWorld(loaded, 1);
    const { folder } = await runWorld({ loaded, seed: 1, identity: "1 100 0xcd", build }, { out: parent });
    expect(basename(folder)).not.to.equal(name);
    expect(basename(folder).slice(0, -8)).to.equal(name.slice(0, -8));
  });

  it("leaves nothing behind where the world cannot be built, and ends what it stood on", async () => {
    let closed = 0;
    const build = () => Promise.reject(new Error("no world"));
    const close = async () => {
      closed += 1;
    };
    const out = join(parent, "runs");
    const refused = await runWorld({ loaded, seed: 1, build, close }, { out }).catch((error: Error) => error);
    expect(refused).to.include({ message: "no world" });
    expect([closed, existsSync(out)]).to.deep.equal([1, false]);
  });

  it("builds no world for a folder that cannot be written", async () => {
    let built = false;
    const build = async () => {
      built = true;
      return buildWorld(loaded, 1);
    };
    const refused = await runWorld({ loaded, seed: 1, build }, { out: "/proc/nowhere" }).catch((error: Error) => error);
    expect(refused).to.include({ code: "OUT_NOT_WRITABLE" });
    expect(built).to.equal(false);
  });
});
