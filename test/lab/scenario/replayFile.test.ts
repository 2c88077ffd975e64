import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { FaultlineError, formatPlace } from "../../../src/errors.ts";
import { recordedPrices, replayBlocks } from "../../../src/scenario/replayBlocks.ts";
import { readReplay } from "../../../src/scenario/replayFile.ts";
import { WAD } from "../../../src/units.ts";

const HEAD = "# where it comes from\nblock,time,action,asset,amount,actor,collateral,seized\n";
const PRICE = "7,2022-11-22T13:31:23Z,price,CRV,0.62,0";
const CALL = "7,2022-11-22T13:31:23Z,liquidate,CRV,1000,3,USDC,650";
const LATER = "9,2022-11-22T13:31:47Z,liquidateToATokens,CRV,10,1,USDC,6";

describe("readReplay", () => {
  let folder: string;
  let file: string;
  const read = (...lines: string[]) => {
    writeFileSync(file, HEAD + lines.join("\n"));
    return readReplay(file);
  };
  const fault = (...lines: string[]) => {
    try {
      read(...lines);
    } catch (error) {
      if (error instanceof FaultlineError) return { code: error.code, place: formatPlace(error.place) };
    }
    return undefined;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
    file = join(folder, "calls.csv");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("reads prices in USD and amounts in smallest units, with what a call paid out", () => {
    const [price, call, later] = read(PRICE, CALL, LATER);
    expect(price).to.include({ line: 3, block: 7, action: "price", asset: "CRV", amount: (62n * WAD) / 100n });
    expect(call).to.deep.include({ amount: 1000n, actor: 3, time: Date.UTC(2022, 10, 22, 13, 31, 23) / 1000 });
    expect(call?.seizure).to.deep.equal({ collateral: "USDC", seized: 650n, inATokens: false });
    expect(later).to.deep.include({
      action: "liquidate",
      seizure: { collateral: "USDC", seized: 6n, inATokens: true },
    });
  });

  it("gathers a block's actions in their order", () => {
    const actions = read(PRICE, CALL, LATER);
    expect(replayBlocks(actions).map((block) => block.map(({ line }) => line))).to.deep.equal([[3, 4], [5]]);
    expect([...recordedPrices(actions)]).to.deep.equal(["CRV"]);
  });

  it("refuses what is no action, at its line", () => {
    const wrong = [
      "7,yesterday,price,CRV,1,0",
      "7,2022-11-22T13:31:23Z,sell,CRV,1,0",
      CALL.replace(",USDC,650", ""),
      `${PRICE},USDC,1`,
    ];
    for (const line of wrong) expect(fault(line)).to.deep.equal({ code: "REPLAY_SYNTAX", place: `${file}:3` });
    expect(fault("7,2022-11-22T13:31:23Z,supply,CRV,1.5,0")?.code).to.equal("UNIT_TOO_PRECISE");
  });

  it("refuses blocks and times that do not rise together", () => {
    for (const line of [CALL.replace("7,", "6,"), CALL.replace("7,", "8,"), CALL.replace("31:23", "31:24")])
      expect(fault(PRICE, line)).to.deep.equal({ code: "REPLAY_ORDER", place: `${file}:4` });
  });

  it("refuses a file without actions, and one that is not there", () => {
    expect(fault()?.code).to.equal("REPLAY_EMPTY");
    expect(() => readReplay(join(folder, "none.csv")))
      .to.throw()
      .with.property("code", "REPLAY_MISSING");
  });
});
