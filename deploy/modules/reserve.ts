import type { ContractCallFuture, Future, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import type { ReserveConfig } from "../../src/scenario/schema.ts";
import { WAD } from "../../src/units.ts";
import type { Futures } from "./futures.ts";
import { ROLES } from "./roles.ts";

const RAY_PER_WAD = 10n ** 9n;
type Contract = Futures[string];

/** What a reserve is listed with. */
export interface Listing {
  symbol: string;
  reserve: ReserveConfig;
  asset: Contract;
  decimals: number;
  lendingPool: Contract;
  configurator: Contract;
  after: Future[];
  /** Whether the channel of that name is open. */
  liquidity: boolean;
}

/** Basis points of a [wad] share. */
export function toBps(share: bigint): bigint {
  return (share * 10_000n) / WAD;
}

/** Lists one reserve with its two tokens, its rates and its incentive. */
export function listReserve(
  m: IgnitionModuleBuilder,
  { symbol, reserve, asset, decimals, lendingPool, configurator, after, liquidity }: Listing,
): { aToken: Contract; debtToken: Contract; incentive: Contract; listed: ContractCallFuture<string, string> } {
  const treasury = m.getAccount(ROLES.treasury);
  const aToken = m.contract("AToken", [lendingPool, asset, treasury, `a${symbol}`, `a${symbol}`, decimals], {
    id: `AToken_${symbol}`,
  });
  const debtToken = m.contract("VariableDebtToken", [lendingPool, asset, `debt ${symbol}`, `debt${symbol}`, decimals], {
    id: `Debt_${symbol}`,
  });
  const strategy = rateStrategy(m, symbol, reserve);
  const liquidationIncentive = incentive(m, symbol, reserve);
  const input = {
    asset,
    aToken,
    variableDebtToken: debtToken,
    rateStrategy: strategy,
    liquidationIncentive,
    ...termsOf(reserve, liquidity),
  };
  const listed = m.call(configurator, "initReserve", [input], { id: `Init_${symbol}`, after });
  return { aToken, debtToken, incentive: liquidationIncentive, listed };
}

/** Where the liquidity channel is cut, no cap keeps the lab from lending. */
function termsOf(reserve: ReserveConfig, liquidity: boolean) {
  return {
    ltv: toBps(reserve.ltv),
    liquidationThreshold: toBps(reserve.liquidationThreshold),
    liquidationBonus: reserve.liquidationThreshold === 0n ? 0n : 10_000n + toBps(reserve.liquidationBonus),
    reserveFactor: toBps(reserve.reserveFactor),
    liquidationProtocolFee: toBps(reserve.protocolFee),
    supplyCap: liquidity ? reserve.supplyCap / WAD : 0n,
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
