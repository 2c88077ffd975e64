import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import { readPositions, writePositions } from "../../../../src/fork/screen/positionsFile.ts";
import { faultOf } from "../../../support/faultOf.ts";

const MAX = 2n ** 256n - 1n;
const address = (digit: string) => `0x${digit.repeat(40)}`;

const SAMPLE: Positions = {
  positions: 1,
  protocol: "aave-v3",
  chainId: 1,
  pool: address("1"),
  provider: address("2"),
  oracle: address("3"),
  unit: 10n ** 8n,
  block: 19_471_508,
  blockHash: `0x${"4".repeat(64)}`,
  timestamp: 1_710_000_000,
  source: { from: "events", firstBlock: 16_291_127 },
  candidates: 2,
  reserves: [
    {
      id: 0,
      asset: address("5"),
      symbol: "WETH",
      decimals: 18,
      configuration: MAX,
      aToken: address("6"),
      debtToken: address("7"),
      price: null,
      scaledDebt: 3n,
      scaledDebtFound: 2n,
    },
  ],
  accounts: [
    {
      account: address("8"),
      healthFactor: MAX,
      collateralValue: 0n,
      debtValue: 1n,
      liquidationThreshold: 8_300n,
      eMode: 1,
      collateral: [{ asset: address("5"), amount: 5n, scaled: 4n }],
      debt: [{ asset: address("5"), amount: 2n, scaled: 2n, stable: 0n }],
    },
  ],
};

describe("the file of positions", () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
    file = join(folder, "positions.json");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What reading ends in after one change to the sample's JSON. */
  const changed = (change: (json: Record<string, unknown>) => void) => {
    writePositions(file, SAMPLE);
    const json = JSON.parse(readFileSync(file, "utf8"));
    change(json);
    writeFileSync(file, JSON.stringify(json));
    return faultOf(() => readPositions(file));
  };

  it("keeps every amount exact", () => {
    writePositions(file, SAMPLE);
    expect(readPositions(file)).to.deep.equal(SAMPLE);
    expect(readFileSync(file, "utf8")).to.include(`"healthFactor": "${MAX}"`);
  });

  it("refuses another version, another shape and what is no JSON, and names the place", () => {
    expect(changed((json) => Object.assign(json, { positions: 2 }))).to.include({
      code: "POSITIONS_VERSION",
      exitCode: 2,
    });
    const shape = changed((json) => Object.assign((json.accounts as object[])[0]!, { healthFactor: "1.5" }));
    expect(shape).to.include({ code: "POSITIONS_BROKEN", exitCode: 2 });
    expect(shape.place).to.deep.equal({ file, key: "accounts.0.healthFactor" });
    expect(changed((json) => Object.assign(json, { more: 1 })).code).to.equal("POSITIONS_BROKEN");
    writeFileSync(file, "{");
    expect(faultOf(() => readPositions(file)).code).to.equal("POSITIONS_BROKEN");
    expect(faultOf(() => readPositions(join(folder, "none"))).code).to.equal("POSITIONS_MISSING");
  });

  it("refuses an account that is listed twice, and a file that names nobody", () => {
    const twice = changed(({ accounts }) => (accounts as object[]).push((accounts as object[])[0]!));
    expect(twice).to.include({ code: "POSITIONS_BROKEN", exitCode: 2 });
    expect(twice.message).to.include(`${address("8")} twice`);
    expect(twice.place).to.deep.equal({ file, key: "accounts.1.account" });
    const nobody = changed((json) => Object.assign(json, { accounts: [] }));
    expect(nobody).to.include({ code: "POSITIONS_EMPTY", exitCode: 2 });
    expect(nobody.place).to.deep.equal({ file, key: "accounts" });
  });

  it("says where it cannot write", () => {
    expect(faultOf(() => writePositions(join(folder, "none", "x.json"), SAMPLE)).code).to.equal("OUT_NOT_WRITABLE");
  });
});
