import { expect } from "chai";
import { contagion } from "../../../src/analysis/contagion.ts";
import type { Row } from "../../../src/trace/row.ts";
import type { RedemptionRow } from "../../../src/trace/vaultRow.ts";
import { runRows } from "../../support/runRows.ts";
import { loadText } from "../../support/tinyScenario.ts";
import { measure } from "../analysis/rows.ts";

const TEXT = `name: bank-run
question: Whom does a rumour make leave, and whom the others?
chain: { maxBlocks: 30 }
assets:
  USDC: { decimals: 6, priceUsd: 1, feed: { heartbeatSeconds: 86400 } }
  WETH: { decimals: 18, priceUsd: 4000, quote: USDC }
lending:
  reserves:
    WETH: { ltv: 80%, liquidationThreshold: 83%, liquidationBonus: 5% }
    USDC: { ltv: 0%, liquidationThreshold: 0% }
pools:
  - { base: WETH, quote: USDC, feeTier: 500, depth: { constantUsdPerLog: 20_000_000 } }
population:
  first: { kind: lender, asset: USDC, count: 1, equityUsd: { min: 200_000, max: 200_000 }, run: { rumour: { atBlock: 2, share: 100% } } }
  then: { kind: lender, asset: USDC, count: 2, equityUsd: { min: 150_000, max: 150_000 }, run: { utilisation: 60% } }
  patient: { kind: lender, asset: USDC, count: 1, equityUsd: { min: 500_000, max: 500_000 } }
  borrower: { kind: account, supply: { WETH: 1000 }, borrow: { USDC: 500_000 } }
agents: {}
`;

describe("departures", () => {
  let rows: Row[];
  let left: RedemptionRow[];

  before(async () => {
    rows = await runRows(loadText(TEXT));
    left = rows.filter((row): row is RedemptionRow => row.kind === "redemption");
  });

  it("names whom a rumour makes leave as direct, and who follows because little is left", () => {
    const told = left.map(({ group, trigger, direct, round, channel }) => [group, trigger, direct, round, channel]);

    expect(told).to.deep.equal([
      ["first", "rumour", true, 0, null],
      ["then", "utilisation", false, 1, "liquidity"],
      ["then", "utilisation", false, 1, "liquidity"],
    ]);
  });

  it("states what was taken out, in the reserve's units and in dollars", () => {
    expect(left.map(({ venue, by }) => [venue, by])).to.deep.equal(Array(3).fill(["lending", "withdrawal"]));
    for (const { shares, valueUsd } of left) expect(Number(shares) / 1e6).to.be.closeTo(Number(valueUsd), 0.01);
    expect(Number(left[0]?.valueUsd)).to.be.closeTo(200_000, 10);
  });

  it("is part of the contagion of the lending venue", () => {
    expect(measure(contagion(), rows).byVenue.lending).to.include({ redemptions: 3, direct: 1, transmitted: 2 });
  });
});
