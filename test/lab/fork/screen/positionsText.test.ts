import { expect } from "chai";
import pico from "picocolors";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import { summarizePositions } from "../../../../src/fork/screen/positionsSummary.ts";
import { positionsText } from "../../../../src/fork/screen/positionsText.ts";
import { WAD } from "../../../../src/units.ts";

const [FEW, MANY, ODD] = ["01", "02", "03"].map((byte) => `0x${byte.repeat(20)}`) as [string, string, string];
const USD = 10n ** 8n;

/** One reserve that is found whole, one of which a third of the debt is not, one without a price. */
function sample(): Positions {
  const reserve = (id: number, asset: string, symbol: string, scaledDebt: bigint, scaledDebtFound: bigint) => ({
    ...{ id, asset, symbol, decimals: 6, configuration: 0n, aToken: asset, debtToken: asset },
    ...{ price: asset === ODD ? null : 2n * USD, scaledDebt, scaledDebtFound },
  });
  const account = (index: number, healthFactor: bigint) => ({
    account: `0x${String(index).padStart(40, "0")}`,
    ...{ healthFactor, collateralValue: 40n * USD, debtValue: 20n * USD, liquidationThreshold: 8_000n, eMode: 0 },
    collateral: [{ asset: FEW, amount: 20_000_000n, scaled: 20_000_000n }],
    debt: [{ asset: MANY, amount: 9_000_000n, scaled: 9_000_000n, stable: 1_000_000n }],
  });
  return {
    ...{ positions: 1, protocol: "aave-v3", chainId: 1, pool: FEW, provider: FEW, oracle: FEW, unit: USD },
    ...{ block: 1, blockHash: `0x${"0".repeat(64)}`, timestamp: 1, source: { from: "events", firstBlock: 12_345 } },
    candidates: 7,
    reserves: [reserve(0, FEW, "FEW", 5n, 5n), reserve(1, MANY, "MANY", 3n, 2n), reserve(2, ODD, "ODD", 0n, 0n)],
    accounts: [account(1, WAD - 1n), account(2, WAD), account(3, (11n * WAD) / 10n)],
  };
}

describe("positionsText", () => {
  const lines = positionsText(sample(), pico.createColors(false)).split("\n");
  const cells = (line: string) => lines.find((each) => each.startsWith(line))!.split(/ {2,}/);

  it("counts whoever is below a health factor, not who is at it", () => {
    expect(cells("below 1 ")).to.deep.equal(["below 1", "1", "$20", "$40"]);
    expect(cells("below 1.05")).to.deep.equal(["below 1.05", "2", "$40", "$80"]);
    expect(cells("below 1.1 ")).to.deep.equal(["below 1.1", "2", "$40", "$80"]);
    expect(cells("all borrowers")).to.deep.equal(["all borrowers", "3", "$60", "$120"]);
  });

  it("shows the largest reserves first, debt at fixed rates in it, and how much of the debt was found", () => {
    expect(cells("FEW")).to.deep.equal(["FEW", "$120", "$0", "all"]);
    expect(cells("MANY")).to.deep.equal(["MANY", "$0", "$60", "66.66 %"]);
    expect(cells("ODD")).to.deep.equal(["ODD", "no price", "no price", "–"]);
    expect(lines.indexOf(lines.find((line) => line.startsWith("FEW"))!)).to.be.lessThan(
      lines.indexOf(lines.find((line) => line.startsWith("MANY"))!),
    );
  });

  it("says what of the debt somebody owes who was not found", () => {
    expect(lines.at(-2)).to.equal("7 accounts of events since block 12,345 were looked at.");
    expect(lines.at(-1)).to.equal("Not complete: somebody who was not found owes MANY.");
    expect(summarizePositions(sample()).isComplete).to.equal(false);
  });
});
