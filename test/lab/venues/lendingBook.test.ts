import { expect } from "chai";
import fc from "fast-check";
import { RAY, WAD } from "../../../src/units.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";

const ETH = WAD;
const DOLLAR = 10n ** 6n;

describe("LendingBook", () => {
  it("knows a health factor from collateral, threshold and debt", () => {
    const { venues, hold } = tinyEconomy();
    const position = hold(0, { WETH: 10n * ETH }, { USDC: 20_000n * DOLLAR });
    expect(venues.lending.accountData(position)).to.include({
      collateralBase: 40_000n * 10n ** 8n,
      debtBase: 20_000n * 10n ** 8n,
      averageThreshold: 8_300n,
      healthFactor: (166n * WAD) / 100n,
    });
  });

  it("uses an e-mode's terms for its collateral alone", () => {
    const { venues, hold } = tinyEconomy();
    const position = hold(0, { WETH: ETH, USDC: 4_000n * DOLLAR }, { WETH: ETH }, 1);
    expect(venues.lending.termsFor(position, 0).liquidationThreshold).to.equal(9_500n);
    expect(venues.lending.termsFor(position, 2).liquidationThreshold).to.equal(7_800n);
    expect(venues.lending.accountData(position).averageThreshold).to.equal(8_650n);
  });

  it("counts supply that is no collateral towards nothing", () => {
    const { venues, hold } = tinyEconomy();
    const position = hold(0, { WETH: ETH }, { USDC: DOLLAR });
    position.flags = 0b010000n;
    expect(venues.lending.accountData(position).collateralBase).to.equal(0n);
  });

  it("lets debt and supply grow with the reserve's rates", () => {
    const { venues, hold } = tinyEconomy();
    const { lending } = venues;
    const position = hold(0, { WETH: 10n * ETH }, { USDC: 1_000n * DOLLAR });
    const usdc = lending.reserve("USDC");
    usdc?.read([10n ** 8n, RAY, RAY, RAY / 20n, RAY / 10n, 0n, 0n, 0n, 0n, 0n, 0n], 0);
    lending.time = 31_536_000;
    const owed = lending.balances(position).owed[2] ?? 0n;
    expect(Number(owed) / 1e6).to.be.closeTo(1_000 * Math.exp(0.1), 0.5);
  });

  it("finds a position by its account", () => {
    const { venues } = tinyEconomy();
    expect(venues.lending.positionOf(address(3))?.index).to.equal(2);
    expect(venues.lending.positionOf(address(99))).to.equal(undefined);
  });

  for (const preset of ["aave-v2", "aave-v3.0", "aave-v3.6"])
    it(`finds below a bound exactly those whose exact health factor is, at any prices and amounts (${preset})`, () => {
      const unit = fc.bigInt({ min: 0n, max: 10n ** 12n });
      const index = fc.bigInt({ min: RAY, max: 3n * RAY });
      const prices = fc.tuple(
        fc.bigInt({ min: 1n, max: 10n ** 13n }),
        fc.bigInt({ min: 1n, max: 10n ** 13n }),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
      );
      const account = fc.record({
        supplied: fc.tuple(unit, unit, unit),
        owed: fc.tuple(unit, unit, unit),
        eMode: fc.constantFrom(0n, 1n),
        flags: fc.bigInt({ min: 0n, max: 63n }),
      });
      const { venues } = tinyEconomy([`lending.preset=${preset}`]);
      const { lending } = venues;
      let found = 0;
      fc.assert(
        fc.property(
          prices,
          fc.tuple(index, index),
          fc.array(account, { minLength: 10, maxLength: 10 }),
          (at, [up, debtUp], accounts) => {
            for (const [i, reserve] of lending.reserves.entries())
              reserve.read([at[i] ?? 0n, up, debtUp, RAY / 50n, RAY / 20n, 0n], 0);
            lending.time = 1_000_000;
            lending.prices = [...at];
            for (const [i, { supplied, owed, eMode, flags }] of accounts.entries()) {
              const scale = (amount: bigint, j: number) => (j === 2 ? amount : amount * 10n ** 9n);
              const words = supplied.flatMap((amount, j) => [scale(amount, j), scale(owed[j] ?? 0n, j)]);
              lending.read(lending.positions[i] as (typeof lending.positions)[number], [eMode, flags, ...words], 0);
            }
            const exact = lending.positions.map((position) => lending.accountData(position));
            // The hardest bounds: each account's own health factor, and a unit above it.
            const own = exact
              .filter(({ debtBase }) => debtBase > 0n)
              .flatMap(({ healthFactor }) => [healthFactor, healthFactor + 1n]);
            for (const bound of [WAD, ...own]) {
              const wanted = lending.positions.filter(
                (_, i) => (exact[i]?.debtBase ?? 0n) > 0n && (exact[i]?.healthFactor ?? 0n) < bound,
              );
              expect(lending.below(bound)).to.deep.equal(wanted);
              found += wanted.length;
            }
          },
        ),
        { seed: 5, numRuns: 60 },
      );
      expect(found).to.be.greaterThan(100);
    });

  it("looks at other prices than its own when asked to", () => {
    const { venues, hold } = tinyEconomy();
    hold(0, { WETH: 10n * ETH }, { USDC: 30_000n * DOLLAR });
    expect(venues.lending.below(WAD)).to.have.length(0);
    expect(venues.lending.below(WAD, [3_000n * 10n ** 8n, 1n, 10n ** 8n])).to.have.length(1);
  });
});
