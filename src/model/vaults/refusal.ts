import { FaultlineError } from "../../errors.ts";

/** Why a vault refuses: the names of its custom errors without their prefix; `Pool` where lending or the AMM does. */
export type VaultRefusal =
  | "ExceededMaxDeposit"
  | "ExceededMaxMint"
  | "ExceededMaxWithdraw"
  | "ExceededMaxRedeem"
  | "DepositTooSmall"
  | "ZeroShares"
  | "NothingPending"
  | "NothingClaimable"
  | "NotKeeper"
  | "TooEarly"
  | "Paused"
  | "Cooling"
  | "NoEquity"
  | "BelowRipcord"
  | "LeverageAboveMaximum"
  | "BoughtTooLittle"
  | "NothingTraded"
  | "UnwindingCostsMore"
  | "CollateralStuck"
  | "InBand"
  | "NotOpen"
  | "Pool";

/** The code of a refusal: `VAULT_REFUSED_` and its name. */
export function vaultRefusalCode(reason: VaultRefusal): string {
  return `VAULT_REFUSED_${reason}`;
}

/** Throws what the vault would revert with, when `holds` is false. */
export function requireVault(holds: boolean, reason: VaultRefusal): void {
  if (!holds) throw new FaultlineError(vaultRefusalCode(reason), `The vault refuses: ${reason}.`);
}
