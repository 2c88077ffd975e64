import { assetTable } from "../analysis/assetTable.ts";
import { usdFigure } from "../analysis/figures.ts";
import { writesOffDebt } from "../analysis/writesOffDebt.ts";
import type { DeficitRow } from "../trace/lendingRow.ts";
import type { CollectedRows } from "./collectRows.ts";

/** Debt in one asset that counts as recognised bad debt of lending. */
export type RecognisedDebt = Pick<DeficitRow, "account" | "debtAsset" | "amountUsd">;

/**
 * What `badDebtUsd.recognised` of lending is made of: what was written off or, under rules without write-offs, the debt
 * of accounts that end without any collateral, vaults' positions among them, at the last reference prices.
 */
export function recognisedDebts({ world, blocks, deficits, accountsEnd, vaults }: CollectedRows): RecognisedDebt[] {
  if (world === undefined || writesOffDebt(world)) return deficits;
  const table = assetTable(world);
  const last = blocks.at(-1);
  if (last !== undefined) table.reprice(last);
  const owned = vaults.accounts.filter((row) => row.kind === "account" && row.phase === "end");
  return [...accountsEnd, ...owned].flatMap((row) => {
    if (row.kind !== "account" || isSome(row.collateral)) return [];
    return Object.entries(row.debt)
      .filter(([, amount]) => BigInt(amount) > 0n)
      .map(([debtAsset, amount]) => ({
        account: row.account,
        debtAsset,
        amountUsd: usdFigure(table.valueOf({ [debtAsset]: amount })),
      }));
  });
}

function isSome(amounts: Readonly<Record<string, string>>): boolean {
  return Object.values(amounts).some((amount) => BigInt(amount) !== 0n);
}
