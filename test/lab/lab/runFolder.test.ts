import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { RunFolder } from "../../../src/lab/runFolder.ts";
import { faultOf } from "../../support/faultOf.ts";

describe("RunFolder", () => {
  const root = mkdtempSync(join(tmpdir(), "faultline-"));
  after(() => rmSync(root, { recursive: true }));
  let count = 0;
  const parent = () => join(root, `case-${count++}`);
  const visible = (folder: string) => readdirSync(folder).filter((name) => !name.startsWith("."));

  it("shows nothing under its name before it is published", () => {
    const out = parent();
    const folder = new RunFolder(out, "x-1", "identity");
    folder.write("a.txt", "1");
    expect(visible(out)).to.deep.equal([]);
    folder.publish();
    expect(visible(out)).to.have.length(1);
    expect(readFileSync(join(folder.path, "a.txt"), "utf8")).to.equal("1");
    expect(readdirSync(out)).to.have.length(1);
  });

  it("takes the place of an earlier run of the same identity, whole", () => {
    const out = parent();
    for (const file of ["old.txt", "new.txt"]) {
      const folder = new RunFolder(out, "x-1", "identity");
      folder.write(file, file);
      folder.publish();
    }
    const [name = ""] = readdirSync(out);
    expect(readdirSync(join(out, name))).to.deep.equal(["new.txt"]);
  });

  it("keeps the earlier run where the new one is discarded", () => {
    const out = parent();
    const first = new RunFolder(out, "x-1", "identity");
    first.write("old.txt", "old");
    first.publish();
    const second = new RunFolder(out, "x-1", "identity");
    second.write("new.txt", "new");
    second.discard();
    expect(readdirSync(first.path)).to.deep.equal(["old.txt"]);
    expect(readdirSync(out)).to.have.length(1);
  });

  it("leaves nothing behind when it is discarded, not even a folder that it made for it", () => {
    const out = join(parent(), "deep", "deeper");
    const folder = new RunFolder(out, "x-1", "identity");
    folder.write("a.txt", "1");
    folder.discard();
    expect(existsSync(join(root, `case-${count - 1}`))).to.equal(false);
  });

  it("keeps a folder that was there before, empty or not", () => {
    const out = mkdtempSync(join(root, "mine-"));
    new RunFolder(out, "x-1", "identity").discard();
    expect(readdirSync(out)).to.deep.equal([]);
  });

  it("can be discarded after it was published, without effect", () => {
    const folder = new RunFolder(parent(), "x-1", "identity");
    folder.publish();
    folder.discard();
    expect(existsSync(folder.path)).to.equal(true);
  });

  it("is named by scenario, seed and what makes the run", () => {
    const out = parent();
    const paths = ["a", "b", "a"].map((identity) => {
      const folder = new RunFolder(out, "eth-spiral-7", identity);
      folder.discard();
      return folder.path;
    });
    expect(paths[0]).to.match(/eth-spiral-7-[0-9a-f]{8}$/);
    expect(paths[2]).to.equal(paths[0]);
    expect(paths[1]).not.to.equal(paths[0]);
  });

  it("says when its parent has no name", () => {
    const fault = faultOf(() => new RunFolder("", "x-1", "identity"));
    expect(fault).to.include({ code: "OUT_NOT_WRITABLE", exitCode: 2, place: "--out" });
    expect(fault.message).to.contain("no name");
  });

  it("says when its parent is no folder", () => {
    const file = parent();
    writeFileSync(file, "");
    for (const out of [file, join(file, "below")]) {
      const fault = faultOf(() => new RunFolder(out, "x-1", "identity"));
      expect([fault.code, fault.exitCode]).to.deep.equal(["OUT_NOT_WRITABLE", 2]);
      expect(fault.message).to.contain(out);
    }
  });
});
