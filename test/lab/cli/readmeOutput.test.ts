import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readProjectFile } from "../../house/repository.ts";
import { faultline } from "../../support/faultline.ts";

describe("README.md", () => {
  it("shows what its first command prints, but for where the report lies", async () => {
    const out = mkdtempSync(join(tmpdir(), "faultline-readme-"));
    const { stdout, code } = await faultline(["run", "eth-spiral", "--out", out], { env: { NO_COLOR: "1" } });
    rmSync(out, { recursive: true });
    const [, shown = ""] = /```text\n(eth-spiral[^`]*)```/.exec(readProjectFile("README.md")) ?? [];
    const lines = (text: string) =>
      text
        .split("\n")
        .filter((line) => !line.startsWith("Report"))
        .map((line) => line.trimEnd());

    expect(code).to.equal(0);
    expect(lines(stdout.trim())).to.deep.equal(lines(shown.trim()));
  });
});
