import { expect } from "chai";
import { lendingHealth } from "../../../src/trace/lendingHealth.ts";
import { RAY, WAD } from "../../../src/units.ts";
import { tinyEconomy } from "../../support/tinyEconomy.ts";

const USD = 10n ** 8n;
const USDC = 10n ** 6n;

describe("lendingHealth", () => {
  it("adds up what accounts owe beyond all that they have, and nets no account against another", () => {
    const { venues, hold } = tinyEconomy();
    hold(0, { WETH: WAD }, { USDC: 3_300n * USDC });
    hold(1, { WETH: WAD }, { USDC: 2_900n * USDC });
    hold(2, { WETH: WAD, USDC: 1_000n * USDC }, { USDC: 4_200n * USDC });
    const prices = [3_000n * USD, 3_660n * USD, USD];

    expect(lendingHealth(venues.lending, prices).economicBadDebtUsd).to.equal("500.00");
    expect(lendingHealth(venues.lending, [3_400n * USD, 0n, USD]).economicBadDebtUsd).to.equal("0.00");
  });

  it("gives how far each reserve is lent out, none where nothing is", () => {
    const { venues } = tinyEconomy();
    const lent = (debt: bigint, cash: bigint) => [0n, RAY, RAY, 0n, 0n, 0n, 0n, debt, cash, 0n, 0n];
    venues.lending.reserve("WETH")?.read(lent(3n * WAD, WAD), 0);
    venues.lending.reserve("USDC")?.read(lent(USDC, 0n), 0);
    venues.lending.reserve("wstETH")?.read(lent(0n, 0n), 0);

    expect(lendingHealth(venues.lending, [0n, 0n, 0n]).utilisation).to.deep.equal({
      WETH: "0.750000",
      wstETH: "0.000000",
      USDC: "1.000000",
    });
  });
});
