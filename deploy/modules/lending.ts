import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import type { Future } from "@nomicfoundation/ignition-core";
import { encodeBytes32String } from "ethers";
import type { Scenario } from "../../src/scenario/schema.ts";
import { type Futures, futureOf, type ScenarioModule } from "./futures.ts";
import { listReserve, toBps } from "./reserve.ts";
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

/**
 * The lending pool with every reserve and e-mode of the scenario, and the addresses provider that tools start from.
 * Shares are listed when their vaults are there.
 */
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
      if (scenario.assets[symbol]?.vault !== undefined) continue;
      const asset = futureOf(token, symbol);
      const decimals = scenario.assets[symbol]?.decimals ?? 18;
      const after = [...listed];
      const { liquidity } = scenario.channels;
      const own = listReserve(m, { symbol, reserve, asset, decimals, lendingPool, configurator, after, liquidity });
      futures[`aToken ${symbol}`] = own.aToken;
      futures[`debt ${symbol}`] = own.debtToken;
      futures[`incentive ${symbol}`] = own.incentive;
      listed.push(own.listed);
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
          if (scenario.assets[symbol]?.vault !== undefined) continue;
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
