import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Journal } from "../../../../src/fork/discover/journal.ts";
import type { JournalHead } from "../../../../src/fork/discover/journalHead.ts";
import { faultOf } from "../../../support/faultOf.ts";

const HEAD: JournalHead = { chainId: 1, pool: "0xpool", block: 100, hash: "0xaa", from: 10, topics: ["0x01"] };

describe("Journal", () => {
  let folder: string;
  let file: string;
  const open = (head = HEAD) => new Journal(file, head);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
    file = join(folder, "journal");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("knows what is missing, in whatever order chunks come", () => {
    const journal = open();
    expect(journal.missing).to.deep.equal([{ from: 10, to: 100 }]);
    journal.add({ from: 50, to: 59 }, ["0xb", "0xa", "0xb"]);
    journal.add({ from: 10, to: 19 }, ["0xa"]);
    journal.close();
    const again = open();
    expect(again.missing).to.deep.equal([
      { from: 20, to: 49 },
      { from: 60, to: 100 },
    ]);
    expect([...again.accounts]).to.deep.equal(["0xa", "0xb"]);
    expect(again.blocks).to.equal(20);
    again.add({ from: 20, to: 49 }, []);
    again.add({ from: 60, to: 100 }, []);
    expect(again.missing).to.deep.equal([]);
    again.close();
  });

  it("drops a line that a kill cut off, wherever it was cut", () => {
    const journal = open();
    journal.add({ from: 10, to: 19 }, ["0xa"]);
    journal.add({ from: 20, to: 29 }, ["0xb"]);
    journal.close();
    const whole = readFileSync(file, "utf8");
    const first = whole.split("\n").slice(0, 2).join("\n").length + 1;
    for (let length = first; length < whole.length; length++) {
      writeFileSync(file, whole.slice(0, length));
      const again = open();
      expect(again.missing).to.deep.equal([{ from: 20, to: 100 }]);
      again.add({ from: 20, to: 29 }, ["0xb"]);
      again.close();
      expect(readFileSync(file, "utf8")).to.equal(whole);
    }
  });

  const others: Partial<JournalHead>[] = [
    { chainId: 10 },
    { pool: "0xother" },
    { hash: "0xbb" },
    { block: 101 },
    { from: 11 },
    { topics: [] },
  ];
  for (const other of others) {
    it(`refuses one of a scan with other ${Object.keys(other)}`, () => {
      open({ ...HEAD, ...other }).close();
      const before = readFileSync(file, "utf8");
      expect(faultOf(() => open())).to.include({ code: "JOURNAL_FOREIGN", exitCode: 2 });
      expect(readFileSync(file, "utf8")).to.equal(before);
    });
  }

  it("refuses a file that is no journal, and leaves it as it is", () => {
    for (const text of ["precious\n", "precious", '{"a":1}\n']) {
      writeFileSync(file, text);
      expect(faultOf(() => open())).to.include({ code: "JOURNAL_BROKEN", exitCode: 2 });
      expect(readFileSync(file, "utf8")).to.equal(text);
    }
  });

  it("says when it can no longer be written, and counts nothing that is not", () => {
    const journal = open();
    journal.close();
    for (const _ of ["first", "again"]) {
      expect(faultOf(() => journal.add({ from: 10, to: 19 }, ["0xa"])).code).to.equal("OUT_NOT_WRITABLE");
    }
    expect(journal.blocks).to.equal(0);
    expect(open().missing).to.deep.equal([{ from: 10, to: 100 }]);
  });

  it("says where it cannot write", () => {
    file = join(folder, "none", "journal");
    expect(faultOf(() => open())).to.include({ code: "OUT_NOT_WRITABLE", exitCode: 2 });
  });
});
