import { expect } from "chai";
import fc from "fast-check";
import { type CloseContext, maxRepay } from "../../../src/model/closeFactor.ts";
import { dutchIncentive, fixedIncentive, morphoIncentive } from "../../../src/model/incentive.ts";
import { PRESET_NAMES, PRESETS, type Preset } from "../../../src/model/rules.ts";
import { leavesDust, type SeizeTerms, seize } from "../../../src/model/seize.ts";
import { formatDecimal, parseWad, WAD } from "../../../src/units.ts";

const DOLLAR = 10n ** 8n;
const USDC = 10n ** 6n;
const terms: SeizeTerms = {
  collateralPrice: 2_000n * DOLLAR,
  collateralDecimals: 18,
  debtPrice: DOLLAR,
  debtDecimals: 6,
  incentive: fixedIncentive(10_500n),
  protocolFee: 1_000n,
};
const releases = PRESET_NAMES;

function context(overrides: Partial<CloseContext> = {}): CloseContext {
  return {
    healthFactor: parseWad("0.97"),
    reserveDebt: 10_000n * USDC,
    reserveDebtBase: 10_000n * DOLLAR,
    reserveCollateralBase: 12_000n * DOLLAR,
    totalDebtBase: 10_000n * DOLLAR,
    debtPrice: DOLLAR,
    debtDecimals: 6,
    baseUnit: DOLLAR,
    ...overrides,
  };
}

describe("maxRepay", () => {
  it("is half of the debt just below health factor 1 in every release", () => {
    for (const release of releases) expect(maxRepay(PRESETS[release], context())).to.equal(5_000n * USDC);
  });

  it("is all of it at 0.95, except in v2, which has no such threshold", () => {
    const low = context({ healthFactor: parseWad("0.95") });
    expect(maxRepay(PRESETS["aave-v2"], low)).to.equal(5_000n * USDC);
    expect(maxRepay(PRESETS["aave-v2"], context({ healthFactor: 0n }))).to.equal(5_000n * USDC);
    expect(maxRepay(PRESETS["aave-v3.0"], low)).to.equal(10_000n * USDC);
    expect(maxRepay(PRESETS["aave-v3.6"], low)).to.equal(10_000n * USDC);
  });

  it("is half of the account's debt, not of the reserve's, in v3.6", () => {
    const mixed = context({ totalDebtBase: 16_000n * DOLLAR });
    expect(maxRepay(PRESETS["aave-v3.0"], mixed)).to.equal(5_000n * USDC);
    expect(maxRepay(PRESETS["aave-v3.6"], mixed)).to.equal(8_000n * USDC);
    expect(maxRepay(PRESETS["aave-v3.6"], context({ totalDebtBase: 30_000n * DOLLAR }))).to.equal(10_000n * USDC);
  });

  it("is all of it in v3.6 when either side is below $2,000", () => {
    const rules = PRESETS["aave-v3.6"];
    const small = context({ reserveDebt: 1_999n * USDC, reserveDebtBase: 1_999n * DOLLAR });
    expect(maxRepay(rules, small)).to.equal(1_999n * USDC);
    expect(maxRepay(rules, context({ reserveCollateralBase: 1_999n * DOLLAR }))).to.equal(10_000n * USDC);
    expect(maxRepay(rules, context({ reserveCollateralBase: 2_000n * DOLLAR }))).to.equal(5_000n * USDC);
  });
});

describe("seize", () => {
  for (const release of releases) {
    it(`takes 1.05 times the repaid value, the fee out of the bonus, in ${release}`, () => {
      const result = seize(terms, 2_000n * USDC, 100n * WAD, release);
      expect(result.repaid).to.equal(2_000n * USDC);
      expect(result.protocolFee).to.equal(parseWad("0.005"));
      expect(result.seized).to.equal(parseWad("1.045"));
    });

    it(`takes all the collateral and asks for what it is worth when it is short, in ${release}`, () => {
      const result = seize(terms, 10_000n * USDC, parseWad("2.1"), release);
      expect(result.seized + result.protocolFee).to.equal(parseWad("2.1"));
      expect(result.repaid).to.equal(4_000n * USDC);
    });

    it(`never takes more than there is and grows with the repayment, in ${release}`, () => {
      fc.assert(
        fc.property(
          fc.bigInt({ min: 1n, max: 10n ** 14n }),
          fc.bigInt({ min: 0n, max: 10n ** 12n }),
          fc.bigInt({ min: 1n, max: 10n ** 23n }),
          fc.bigInt({ min: 1n, max: 10n ** 13n }),
          (debt, more, collateral, collateralPrice) => {
            const priced = { ...terms, collateralPrice };
            const less = seize(priced, debt, collateral, release);
            const larger = seize(priced, debt + more, collateral, release);
            const taken = (result: typeof less) => result.seized + result.protocolFee;
            expect(taken(less) <= collateral && less.repaid <= debt + 1n).to.equal(true);
            expect(taken(larger) >= taken(less)).to.equal(true);
          },
        ),
      );
    });
  }

  it("rounds the trimmed repayment against the liquidator since v3.5", () => {
    const odd = { ...terms, protocolFee: 0n };
    const collateral = 1_000_500_000_000_000n;
    const [near, up] = [
      seize(odd, USDC * 100n, collateral, "aave-v3.0"),
      seize(odd, USDC * 100n, collateral, "aave-v3.6"),
    ];
    expect(up.repaid - near.repaid).to.equal(1n);
  });
});

describe("leavesDust", () => {
  const before = { reserveDebt: 2_500n * USDC, collateral: 2n * WAD, baseUnit: DOLLAR };
  const check = (repaid: bigint, release: Preset = "aave-v3.6") =>
    leavesDust(PRESETS[release], terms, seize(terms, repaid, before.collateral, release), before);

  it("refuses a remainder below $1,000 on either side in v3.6 alone", () => {
    expect(check(1_500n * USDC)).to.equal(false);
    expect(check(1_501n * USDC)).to.equal(true);
    expect(check(1_501n * USDC, "aave-v3.0")).to.equal(false);
  });

  it("accepts a remainder of exactly nothing", () => {
    expect(check(2_500n * USDC)).to.equal(false);
  });
});

describe("incentive", () => {
  it("T12: gives Morpho's published factors", () => {
    const factorAt = (lltv: string) => formatDecimal(morphoIncentive(parseWad(lltv)), 18, 4);
    expect(["0.625", "0.77", "0.86", "0.915", "0.945", "0.965", "0.98"].map(factorAt)).to.deep.equal([
      "1.1268",
      "1.0741",
      "1.0438",
      "1.0262",
      "1.0168",
      "1.0106",
      "1.0060",
    ]);
  });

  it("caps Morpho's factor at 1.15 and reaches 1 at an LLTV of 1", () => {
    expect(morphoIncentive(0n)).to.equal(parseWad("1.15"));
    expect(morphoIncentive(WAD)).to.equal(WAD);
  });

  it("raises the Dutch discount as health falls, from nothing at 1 to the maximum", () => {
    const maximum = parseWad("0.2");
    expect(dutchIncentive(2n * WAD, maximum)).to.equal(WAD);
    expect(dutchIncentive(parseWad("0.9"), maximum)).to.equal(parseWad("1.111111111111111111"));
    expect(dutchIncentive(parseWad("0.5"), maximum)).to.equal(parseWad("1.25"));
  });
});
