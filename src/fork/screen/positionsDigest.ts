import { formatDecimal } from "../../units.ts";
import { moneyDecimal } from "./money.ts";
import type { Positions } from "./positions.ts";
import { type AccountSums, summarizePositions } from "./positionsSummary.ts";

/** What positions come to, for machines: values are decimals of the oracle's currency. */
export function positionsDigest(positions: Positions): Record<string, unknown> {
  const { chainId, pool, block, blockHash, candidates, unit } = positions;
  const { all, below, reserves, isComplete } = summarizePositions(positions);
  const money = (value: bigint | null) => (value === null ? null : moneyDecimal(value, unit));
  const sums = ({ accounts, debtValue, collateralValue }: AccountSums) => ({
    accounts,
    debtValue: money(debtValue),
    collateralValue: money(collateralValue),
  });
  return {
    chainId,
    pool,
    block,
    blockHash,
    candidates,
    borrowers: sums(all),
    below: below.map(({ healthFactor, ...rest }) => ({ healthFactor: formatDecimal(healthFactor, 18), ...sums(rest) })),
    complete: isComplete,
    reserves: reserves.map(({ symbol, collateralValue, debtValue, scaledDebt, scaledDebtFound }) => ({
      symbol,
      collateralValue: money(collateralValue),
      debtValue: money(debtValue),
      scaledDebt: scaledDebt.toString(),
      scaledDebtFound: scaledDebtFound.toString(),
    })),
  };
}
