import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { requireWritable } from "../../../src/fork/requireWritable.ts";
import { faultOf } from "../../support/faultOf.ts";

describe("requireWritable", () => {
  let folder: string;
  let input: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
    input = join(folder, "state.json");
    writeFileSync(input, "kept");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("leaves nothing behind, whether a file can be written or not", () => {
    requireWritable(join(folder, "new.json"), [input, undefined, join(folder, "none")]);
    expect(faultOf(() => requireWritable(join(folder, "none", "new.json"))).code).to.equal("OUT_NOT_WRITABLE");
    expect(readdirSync(folder)).to.deep.equal(["state.json"]);
  });

  it("refuses a file without a name, and says where", () => {
    for (const file of ["", " "]) {
      const fault = faultOf(() => requireWritable(file));
      expect(fault).to.include({ code: "OUT_NOT_WRITABLE", exitCode: 2, place: "-o" });
    }
  });

  it("refuses a file that is read, by whatever path", () => {
    const link = join(folder, "link.json");
    symlinkSync(input, link);
    for (const out of [input, join(folder, ".", "state.json"), link]) {
      const fault = faultOf(() => requireWritable(out, [undefined, input]));
      expect(fault).to.include({ code: "OUT_IS_INPUT", exitCode: 2 });
      expect(fault.place).to.deep.equal({ file: out, key: "-o" });
    }
    expect(readFileSync(input, "utf8")).to.equal("kept");
    expect(readdirSync(folder).sort()).to.deep.equal(["link.json", "state.json"]);
  });
});
