import { FaultlineError } from "../errors.ts";
import { formatDecimal } from "../units.ts";
import type { VaultInfo } from "./deployment.ts";

const HINTS: Readonly<Record<VaultInfo["kind"], string>> = {
  loop: "A rebalance borrows at most maxTradeUsd at once: check what the debt's lenders supply, the pools between debt and asset, slippage and LTV.",
  basis:
    "A rebalance trades at most maxTradeUsd at once: check the pools of the spot, slippage and the exchange's limits.",
};

/** The settled value, or `VAULT_NOT_STEERED` where a transaction that steers the vault reverted. */
export async function orVaultFault<T>(vault: VaultInfo, settled: Promise<T>): Promise<T> {
  try {
    return await settled;
  } catch (error) {
    if (!(error instanceof FaultlineError) || error.code !== "SETUP_REVERTED") throw error;
    throw notSteered(vault, (error.cause as { reason: string }).reason, error);
  }
}

/** `VAULT_NOT_STEERED`, with the leverage or the hedge ratio [wad] that the vault ended at. */
export function vaultFault(vault: VaultInfo, reached: bigint): FaultlineError {
  return notSteered(vault, `it ended at ${formatDecimal(reached, 18, 3)}`);
}

/** `VAULT_NOT_STEERED`, for a vault that trades so little at once that it would never get there. */
export function tooManyTrades(vault: VaultInfo, trades: number, most: number): FaultlineError {
  return notSteered(vault, `it takes ${trades} trades of maxTradeUsd, more than ${most}`);
}

function notSteered({ symbol, kind }: VaultInfo, reason: string, cause?: unknown): FaultlineError {
  const aim = kind === "loop" ? "leverage" : "hedge";
  return new FaultlineError("VAULT_NOT_STEERED", `${symbol} could not be brought to its ${aim}: ${reason}.`, {
    place: `assets.${symbol}.vault`,
    hint: HINTS[kind],
    exitCode: 2,
    cause,
  });
}
