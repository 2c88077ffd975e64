import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readProjectFile } from "../../house/repository.ts";
import { faultline } from "../../support/faultline.ts";

/** Where the tables begin: from here on everything is shown. */
const TABLES = /^Collateral \/ debt/;

describe("README.md", function () {
  this.timeout(300_000);

  it("shows what its first command prints: of the blocks some, the tables whole but for where the report lies", async () => {
    const out = mkdtempSync(join(tmpdir(), "faultline-readme-"));
    const { stdout, code } = await faultline(["run", "stack", "--out", out], { env: { NO_COLOR: "1" } });
    rmSync(out, { recursive: true });
    const [, shown = ""] = /```text\n(stack[^`]*)```/.exec(readProjectFile("README.md")) ?? [];
    const lines = (text: string) =>
      text
        .trim()
        .split("\n")
        .filter((line) => !line.startsWith("Report") && line !== "…")
        .map((line) => line.trimEnd());
    const [printed, kept] = [lines(stdout), lines(shown)];
    const tables = (from: string[]) => from.slice(from.findIndex((line) => TABLES.test(line)));

    expect(code).to.equal(0);
    expect(tables(kept)).to.deep.equal(tables(printed));
    expect(printed.filter((line) => kept.includes(line))).to.deep.equal(kept);
  });
});
