import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { csvAccounts } from "../../../../src/fork/discover/csvAccounts.ts";
import { faultOf } from "../../../support/faultOf.ts";

const MIXED = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045";
const OTHER = "0x00000000000000000000000000000000000000aa";

describe("csvAccounts", () => {
  let folder: string;
  let file: string;
  const read = (text: string) => {
    writeFileSync(file, text);
    return csvAccounts(file);
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
    file = join(folder, "accounts.csv");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("reads one address a line, sorted, each once, in lower case", () => {
    expect(read(`# whales\n${MIXED}\n\n${OTHER}\r\n${MIXED.toLowerCase()}\n`)).to.deep.equal([
      OTHER,
      MIXED.toLowerCase(),
    ]);
  });

  it("reads the column that the head line names", () => {
    expect(read(`name,Borrower,debt\na,"${OTHER}",5\n`)).to.deep.equal([OTHER]);
  });

  it("names the line of what is no address, or one with a typing error", () => {
    const wrong = faultOf(() => read(`${OTHER}\n0x12\n`));
    expect(wrong).to.include({ code: "ACCOUNTS_SYNTAX", exitCode: 2 });
    expect(wrong.place).to.deep.equal({ file, line: 2 });
    expect(faultOf(() => read(MIXED.replace("d8dA", "D8dA"))).code).to.equal("ACCOUNTS_SYNTAX");
  });

  it("refuses a file without accounts, and one that is not there", () => {
    expect(faultOf(() => read("address\n")).code).to.equal("ACCOUNTS_EMPTY");
    expect(faultOf(() => csvAccounts(join(folder, "none.csv"))).code).to.equal("ACCOUNTS_MISSING");
  });
});
