import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Future, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { encodeBytes32String } from "ethers";
import type { ReserveConfig, Scenario } from "../../src/scenario/schema.ts";
import { WAD } from "../../src/units.ts";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";
import { ROLES } from "./roles.ts";
import { rulesOf } from "./rulesOf.ts";

const LIBRARIES = [
  "BorrowLib",
  "CollateralLib",
  "DeficitLib",
  "EModeLib",
  "FlashLoanLib",
  "LiquidationLib",
  "RepayLib",
  "SupplyLib",
  "TreasuryLib",
];
const RAY_PER_WAD = 10n ** 9n;
const toBps = (share: bigint) => (share * 10_000n) / WAD;

/** The lending pool with every reserve and e-mode of the scenario, and the addresses provider that tools start from. */
export function lendingModule(scenario: Scenario, tokens: ScenarioModule, oracles: ScenarioModule): ScenarioModule {
  return buildModule("Lending", (m) => {
    const token = m.useModule(tokens);
    const { oracle } = m.useModule(oracles) as Record<"oracle", Futures[string]>;
    const lab = m.getAccount(ROLES.lab);
    const provider = m.contract("PoolAddressesProvider", ["Faultline", lab]);
    const libraries = Object.fromEntries(LIBRARIES.map((name) => [name, m.library(name)]));
    const lendingPool = m.contract("LendingPool", [provider, rulesOf(scenario.lending.preset)], { libraries });
    const configurator = m.contract("PoolConfigurator", [provider, lab]);
    const wired = [
      m.call(provider, "setPriceOracle", [oracle]),
      m.call(provider, "setAddress", [encodeBytes32String("POOL"), lendingPool], { id: "SetPool" }),
      m.call(provider, "setAddress", [encodeBytes32String("POOL_CONFIGURATOR"), configurator], {
        id: "SetConfigurator",
      }),
    ];

    const futures: Futures = { provider, lendingPool, configurator };
    // One after another, so that reserve ids follow the order of the scenario.
    const listed: Future[] = [...wired];
    for (const [symbol, reserve] of Object.entries(scenario.lending.reserves)) {
      const asset = futureOf(token, symbol);
      const decimals = scenario.assets[symbol]?.decimals ?? 18;
      const treasury = m.getAccount(ROLES.treasury);
      const aToken = m.contract("AToken", [lendingPool, asset, treasury, `a${symbol}`, `a${symbol}`, decimals], {
        id: `AToken_${symbol}`,
      });
      const debt = m.contract("VariableDebtToken", [lendingPool, asset, `debt ${symbol}`, `debt${symbol}`, decimals], {
        id: `Debt_${symbol}`,
      });
      futures[`aToken ${symbol}`] = aToken;
      futures[`debt ${symbol}`] = debt;
      const input = {
        asset,
        aToken,
        variableDebtToken: debt,
        rateStrategy: rateStrategy(m, symbol, reserve),
        liquidationIncentive: incentive(m, symbol, reserve),
        ...termsOf(reserve),
      };
      listed.push(m.call(configurator, "initReserve", [input], { id: `Init_${symbol}`, after: [...listed] }));
    }

    const premium = m.call(configurator, "updateFlashloanPremium", [toBps(scenario.lending.flashLoanPremium)], {
      after: wired,
    });
    for (const mode of scenario.lending.eModes) {
      const args = [
        mode.id,
        toBps(mode.ltv),
        toBps(mode.liquidationThreshold),
        10_000n + toBps(mode.liquidationBonus),
        mode.label,
      ];
      const added = m.call(configurator, "setEModeCategory", args, {
        id: `EMode_${mode.id}`,
        after: [...listed, premium],
      });
      for (const [setter, symbols] of [
        ["setAssetCollateralInEMode", mode.collateral],
        ["setAssetBorrowableInEMode", mode.borrowable],
      ] as const) {
        for (const symbol of symbols) {
          m.call(configurator, setter, [futureOf(token, symbol), mode.id, true], {
            id: `${setter}_${mode.id}_${symbol}`,
            after: [added],
          });
        }
      }
    }
    return futures;
  });
}

function termsOf(reserve: ReserveConfig) {
  return {
    ltv: toBps(reserve.ltv),
    liquidationThreshold: toBps(reserve.liquidationThreshold),
    liquidationBonus: reserve.liquidationThreshold === 0n ? 0n : 10_000n + toBps(reserve.liquidationBonus),
    reserveFactor: toBps(reserve.reserveFactor),
    liquidationProtocolFee: toBps(reserve.protocolFee),
    supplyCap: reserve.supplyCap / WAD,
    borrowCap: reserve.borrowCap / WAD,
    borrowingEnabled: reserve.borrowable,
    flashLoanEnabled: true,
  };
}

function rateStrategy(m: IgnitionModuleBuilder, symbol: string, { rates }: ReserveConfig) {
  const curve = [rates.optimalUsage, rates.base, rates.slope1, rates.slope2].map((wad) => wad * RAY_PER_WAD);
  return m.contract("InterestRateStrategy", curve, { id: `Rates_${symbol}` });
}

function incentive(m: IgnitionModuleBuilder, symbol: string, { incentive: chosen }: ReserveConfig) {
  const id = `Incentive_${symbol}`;
  switch (chosen.kind) {
    case "fixed":
      return m.contract("FixedBonus", [], { id });
    case "dutch":
      return m.contract("DutchDiscount", [chosen.maxDiscount], { id });
    case "morpho":
      return m.contract("MorphoFactor", [], { id });
  }
}
