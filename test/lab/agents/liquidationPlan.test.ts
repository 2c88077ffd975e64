import { expect } from "chai";
import type { View } from "../../../src/agents/agent.ts";
import { CollateralMarket } from "../../../src/agents/collateralMarket.ts";
import { gasCostUsd, tipFor } from "../../../src/agents/gasCost.ts";
import { InstantAssets } from "../../../src/agents/instantAssets.ts";
import { type PlanTerms, planLiquidation } from "../../../src/agents/liquidationPlan.ts";
import { LiquidationRound, type RoundConfig } from "../../../src/agents/liquidationRound.ts";
import { WAD } from "../../../src/units.ts";
import { type LiquidationQuote, quoteLiquidation } from "../../../src/venues/liquidationQuote.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";
import { tinyView } from "../../support/tinyView.ts";

const market = (view: View) => new CollateralMarket(view, view.amm, new InstantAssets(view), false);
const ETH = WAD;
const DOLLAR = 10n ** 6n;
const TERMS: PlanTerms = { loanFee: 0n, gas: 900_000n, maxCallUsd: undefined };

/** Accounts of so many ether each at a health factor of 0.93 once the oracle shows 3,700; the pool still shows 4,000. */
function stressed(...ether: bigint[]) {
  const economy = tinyEconomy();
  for (const [i, amount] of ether.entries())
    economy.hold(i, { WETH: amount * ETH }, { USDC: amount * 3_300n * DOLLAR });
  economy.price("WETH", 3_700n * 10n ** 8n);
  const reference = new Map(tinyView(economy).reference).set("WETH", 3_700n * WAD);
  const view = tinyView(economy, { reference });
  const full = (i: number) =>
    quoteLiquidation(
      view.lending,
      view.lending.positions[i] as (typeof view.lending.positions)[number],
    ) as LiquidationQuote;
  return { economy, view, full };
}

describe("planLiquidation", () => {
  it("takes all that the pool allows where the market is deep enough for it", () => {
    const { view, full } = stressed(10n);
    const plan = planLiquidation(view, market(view), full(0), TERMS);
    expect(plan?.quote.repaid).to.equal(33_000n * DOLLAR);
  });

  it("takes a smaller part where more would sell too badly", () => {
    const { view, full } = stressed(6_000n);
    const plan = planLiquidation(view, market(view), full(0), TERMS);
    expect((plan?.quote.repaid ?? 0n) < full(0).repaid / 2n).to.equal(true);
    expect((plan?.profitUsd ?? 0n) > 0n).to.equal(true);
  });

  it("earns what the sale brings less the debt, the loan's fee and the gas", () => {
    const { view, full } = stressed(10n);
    const loanFee = (5n * WAD) / 10_000n;
    const plan = planLiquidation(view, market(view), full(0), { ...TERMS, loanFee });
    const { quote, sale, profitUsd } = plan as NonNullable<typeof plan>;
    const dollars = sale.amountOut - quote.repaid - (quote.repaid * loanFee) / WAD;
    expect(profitUsd).to.equal((dollars * WAD) / DOLLAR - gasCostUsd(view, TERMS.gas));
  });

  it("keeps to the operator's capital and to the largest call it wants", () => {
    const { view, full } = stressed(10n);
    const own = planLiquidation(view, market(view), full(0), { ...TERMS, capitalOf: () => 7_000n * DOLLAR });
    expect(own?.quote.repaid).to.equal(7_000n * DOLLAR);
    const capped = planLiquidation(view, market(view), full(0), { ...TERMS, maxCallUsd: 3_000n * WAD });
    expect(capped?.quote.repaid).to.equal(3_000n * DOLLAR);
    expect(planLiquidation(view, market(view), full(0), { ...TERMS, capitalOf: () => 0n })).to.equal(undefined);
  });

  it("takes nothing that the pool has no cash to lend or to pay out", () => {
    const { economy, view, full } = stressed(10n);
    const usdc = economy.venues.lending.reserve("USDC");
    if (usdc !== undefined) usdc.cash = 5_000n * DOLLAR;
    const plan = planLiquidation(view, market(view), full(0), TERMS);
    expect((plan?.quote.repaid ?? 0n) <= 5_000n * DOLLAR).to.equal(true);
  });

  it("needs no cash of the pool's to repay with its own money", () => {
    const { economy, view, full } = stressed(10n);
    const usdc = economy.venues.lending.reserves.find(({ symbol }) => symbol === "USDC");
    if (usdc !== undefined) usdc.cash = 0n;
    const own = { ...TERMS, capitalOf: () => 100_000n * DOLLAR };
    expect(planLiquidation(view, market(view), full(0), own)?.quote.repaid).to.equal(33_000n * DOLLAR);
    expect(planLiquidation(view, market(view), full(0), TERMS)).to.equal(undefined);
  });
});

describe("LiquidationRound", () => {
  const CONFIG: RoundConfig = {
    funding: "flash",
    reactionBlocks: 0,
    maxCallsPerBlock: 50,
    minimumProfitUsd: 20n * WAD,
    bidShare: WAD / 10n,
  };
  const round = (config: Partial<RoundConfig> = {}) => new LiquidationRound({ ...CONFIG, ...config });

  it("takes the most valuable first and bids less and less", () => {
    const { view } = stressed(5n, 20n, 10n);
    const calls = round().plan(view, () => TERMS);
    expect(calls.map(({ quote }) => quote.position.index)).to.deep.equal([1, 2, 0]);
    for (const [i, { tip }] of calls.entries()) expect(i === 0 || tip <= (calls[i - 1]?.tip ?? 0n)).to.equal(true);
  });

  it("borrows nothing for an instant where the reserve lends nothing so, and repays the debts it is for", () => {
    const { view } = stressed(5n);
    Object.assign(view.lending.reserve("USDC") ?? {}, { flashLoans: false });
    const planned = (config: Partial<RoundConfig>) => round(config).plan(view, () => TERMS).length;
    expect([planned({}), planned({ funding: "inventory" })]).to.deep.equal([0, 1]);
    expect(planned({ funding: "inventory", debts: ["WETH"] })).to.equal(0);
    expect(planned({ funding: "inventory", debts: ["USDC"] })).to.equal(1);
  });

  it("plans the second on the pools as the first leaves them", () => {
    const { view } = stressed(100n, 100n);
    const [first, second] = round().plan(view, () => TERMS);
    const perEther = (call: typeof first) => Number(call?.sale.amountOut) / Number(call?.quote.seized);
    expect(perEther(second)).to.be.lessThan(perEther(first));
    expect((second?.profitUsd ?? 0n) < (first?.profitUsd ?? 0n)).to.equal(true);
  });

  it("leaves the view's own pools as they are", () => {
    const { view } = stressed(100n);
    const before = view.amm.pools.map(({ state }) => state);
    round().plan(view, () => TERMS);
    expect(view.amm.pools.map(({ state }) => state)).to.deep.equal(before);
  });

  it("takes on no more calls than it may, and none below its least profit", () => {
    const { view } = stressed(5n, 20n, 10n);
    expect(round({ maxCallsPerBlock: 2 }).plan(view, () => TERMS)).to.have.length(2);
    expect(round({ minimumProfitUsd: 1_000_000n * WAD }).plan(view, () => TERMS)).to.have.length(0);
  });

  it("leaves alone what waits for a block already", () => {
    const { view } = stressed(5n, 20n);
    const waiting = { ...view, isWaiting: (account: string) => account === address(2) };
    expect(
      round()
        .plan(waiting, () => TERMS)
        .map(({ quote }) => quote.position.index),
    ).to.deep.equal([0]);
  });

  it("reacts after its reaction time and says that it waits", () => {
    const { view } = stressed(5n);
    const slow = round({ reactionBlocks: 2 });
    expect(slow.plan({ ...view, block: 1 }, () => TERMS)).to.have.length(0);
    expect(slow.isWaiting).to.equal(true);
    expect(slow.plan({ ...view, block: 3 }, () => TERMS)).to.have.length(1);
    expect(slow.isWaiting).to.equal(false);
  });

  it("rests as long after each block in which it called, and says that it waits", () => {
    const { view } = stressed(5n);
    const slow = round({ restBlocks: 2 });
    const act = (block: number) => [slow.plan({ ...view, block }, () => TERMS).length, slow.isWaiting];
    const calls = [1, 2, 3, 4, 5, 6, 7].map(act);
    expect(calls.map(([count]) => count)).to.deep.equal([1, 0, 0, 1, 0, 0, 1]);
    expect(calls.map(([, waits]) => waits)).to.deep.equal([false, true, true, false, true, true, false]);
  });

  it("waits longer and longer before it tries the same account again", () => {
    const { view } = stressed(5n);
    const eager = round();
    const tried = Array.from({ length: 9 }, (_, block) => eager.plan({ ...view, block }, () => TERMS).length);
    expect(tried).to.deep.equal([1, 1, 0, 1, 0, 0, 0, 1, 0]);
  });

  it("tells of each call before it plans the next", () => {
    const { view } = stressed(5n, 20n);
    let left = 40_000n * DOLLAR;
    const calls = round().plan(
      view,
      () => ({ ...TERMS, capitalOf: () => left }),
      ({ quote }) => {
        left -= quote.repaid;
      },
    );
    const spent = calls.reduce((sum, { quote }) => sum + quote.repaid, 0n);
    expect(left).to.equal(40_000n * DOLLAR - spent);
    expect(spent <= 40_000n * DOLLAR).to.equal(true);
  });
});

describe("gas", () => {
  it("costs base fee and tip in ether's price", () => {
    const { view } = stressed();
    expect(gasCostUsd(view, 1_000_000n)).to.equal(4n * WAD);
    expect(gasCostUsd(view, 1_000_000n, 10n ** 9n)).to.equal(8n * WAD);
  });

  it("is bid for with a share of the profit, up to a bound", () => {
    const { view } = stressed();
    const tip = tipFor(view, 1_000n * WAD, WAD / 10n, 1_000_000n, 10n ** 12n);
    expect(gasCostUsd({ ...view, baseFee: 0n }, 1_000_000n, tip)).to.equal(100n * WAD);
    expect(tipFor(view, 1_000n * WAD, WAD / 10n, 1_000_000n, 5n)).to.equal(5n);
    expect(tipFor(view, -WAD, WAD / 10n, 1_000_000n, 5n)).to.equal(0n);
    expect(tipFor({ ...view, etherUsd: 0n }, WAD, WAD, 1_000_000n, 5n)).to.equal(0n);
  });
});
