import { expect } from "chai";
import fc from "fast-check";
import { exogenousPaths } from "../../../src/market/exogenousPath.ts";
import { OutsideMarket } from "../../../src/market/outsideMarket.ts";
import { expWad, lnWad } from "../../../src/model/transcendental.ts";
import { WAD } from "../../../src/units.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const MILLION = 1_000_000n * WAD;
const DEPTH = 30n * MILLION;

function market(...overrides: string[]) {
  const loaded = loadText(TINY, overrides);
  return new OutsideMarket(loaded.scenario, exogenousPaths(loaded, 1));
}
const sold = (usd: bigint, symbol = "WETH") => new Map([[symbol, usd]]);
const referenceOf = (outside: OutsideMarket, symbol = "WETH") => outside.prices.get(symbol)?.reference ?? 0n;

describe("OutsideMarket", () => {
  it("starts where the scenario does, a staked asset at its rate", () => {
    const outside = market();
    expect(outside.prices.get("WETH")).to.deep.equal({ exogenous: 4000n * WAD, reference: 4000n * WAD });
    expect(referenceOf(outside, "wstETH")).to.equal(4880n * WAD);
    expect(referenceOf(outside, "USDC")).to.equal(WAD);
  });

  it("pushes the log price down by what was sold over the depth, from the next block on", () => {
    const outside = market("market.recoveryHalfLifeSeconds=never");
    outside.absorb(sold(3n * MILLION));
    expect(outside.impactOf("WETH")).to.equal(-WAD / 10n);
    expect(referenceOf(outside)).to.equal(4000n * WAD);

    outside.moveTo(1);
    expect(referenceOf(outside)).to.equal((4000n * WAD * expWad(-WAD / 10n)) / WAD);
    expect(outside.prices.get("WETH")?.exogenous).to.equal(4000n * WAD);
  });

  it("is pushed up by what was bought", () => {
    const outside = market();
    outside.absorb(sold(-3n * MILLION));
    outside.moveTo(1);
    expect(referenceOf(outside) > 4000n * WAD).to.equal(true);
  });

  it("keeps impact for good where it never recovers", () => {
    const outside = market("market.recoveryHalfLifeSeconds=never");
    outside.absorb(sold(3n * MILLION));
    for (let block = 0; block < 100; block++) outside.absorb(new Map());
    expect(outside.impactOf("WETH")).to.equal(-WAD / 10n);
  });

  it("lets half of the impact recover in a half-life", () => {
    const outside = market("market.recoveryHalfLifeSeconds=600");
    outside.absorb(sold(3n * MILLION));
    for (let block = 0; block < 50; block++) outside.absorb(new Map());
    expect(Number(outside.impactOf("WETH")) / 1e18).to.be.closeTo(-0.05, 1e-12);
  });

  it("adds up flows, each decayed since its own block", () => {
    const flow = fc.bigInt({ min: -DEPTH / 20n, max: DEPTH / 20n });
    fc.assert(
      fc.property(fc.array(flow, { minLength: 1, maxLength: 12 }), (flows) => {
        const outside = market("market.recoveryHalfLifeSeconds=120");
        for (const usd of flows) outside.absorb(sold(usd));
        const wanted = flows.reduce(
          (sum, usd, i) => sum - (Number(usd) / Number(DEPTH)) * 2 ** (-(flows.length - 1 - i) / 10),
          0,
        );
        expect(Number(outside.impactOf("WETH")) / 1e18).to.be.closeTo(wanted, 1e-12);
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it("moves no asset without a depth of its own, and only the one that was sold", () => {
    const outside = market();
    outside.absorb(sold(3n * MILLION, "USDC"));
    outside.absorb(sold(3n * MILLION));
    outside.moveTo(1);
    expect(referenceOf(outside, "USDC")).to.equal(WAD);
    expect(outside.impactOf("USDC")).to.equal(0n);
  });

  it("is the path exactly while coupling is off", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -MILLION, max: 9n * MILLION }), { maxLength: 6 }), (flows) => {
        const outside = market("market.coupling=off");
        for (const [block, usd] of flows.entries()) {
          outside.absorb(sold(usd));
          outside.moveTo(block + 1);
          for (const price of outside.prices.values()) expect(price.reference).to.equal(price.exogenous);
        }
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  it("joins path and impact: ln R = ln X + I", () => {
    const outside = market("market.recoveryHalfLifeSeconds=never");
    outside.absorb(sold(3n * MILLION));
    outside.moveTo(2);
    const { exogenous, reference } = outside.prices.get("WETH") ?? { exogenous: 0n, reference: 0n };
    expect(exogenous).to.equal(3400n * WAD);
    expect(Number(lnWad(reference) - lnWad(exogenous)) / 1e18).to.be.closeTo(-0.1, 1e-15);
  });

  it("carries an underlying's impact to what is staked over it, and a basis no further", () => {
    const both = "market.depthUsdPerLog={ WETH: 30_000_000, wstETH: 30_000_000 }";
    const over = market(both, "market.recoveryHalfLifeSeconds=never");
    over.absorb(sold(3n * MILLION));
    over.moveTo(1);
    expect(referenceOf(over, "wstETH")).to.equal((referenceOf(over) * 122n) / 100n);

    const basis = market(both, "market.recoveryHalfLifeSeconds=never");
    basis.absorb(sold(3n * MILLION, "wstETH"));
    basis.moveTo(1);
    expect(referenceOf(basis)).to.equal(4000n * WAD);
    expect(referenceOf(basis, "wstETH")).to.equal((4880n * WAD * expWad(-WAD / 10n)) / WAD);
  });

  it("follows the redemption rate that the chain shows", () => {
    const outside = market();
    outside.setRate("wstETH", (125n * WAD) / 100n);
    outside.moveTo(0);
    expect(referenceOf(outside, "wstETH")).to.equal(5000n * WAD);
  });

  it("moves a staked asset's basis by a path of its own", () => {
    const outside = market(
      "market.paths=[{ kind: shock, asset: wstETH, change: -5% }]",
      "market.depthUsdPerLog.wstETH=1e9",
    );
    outside.moveTo(1);
    expect(referenceOf(outside)).to.equal(4000n * WAD);
    expect(referenceOf(outside, "wstETH")).to.equal(4636n * WAD);
  });

  it("knows the last block in which a path moves", () => {
    expect(market().lastMove).to.equal(2);
    expect(market("market.paths=[]").lastMove).to.equal(0);
  });
});
