import { redeemableDown, redemptionDown } from "./conversion.ts";
import { depositSharesDown } from "./entryExit.ts";
import {
  balanceOf,
  instantAssets,
  isWorthless,
  type QueuedVaultState,
  shareBooks,
  type VaultMoment,
} from "./queuedVault.ts";

/** The limit of a deposit that nothing limits: the chain's largest word. */
export const UNLIMITED = (1n << 256n) - 1n;

/** Most that can be deposited now. [asset] */
export function maxDeposit(state: QueuedVaultState, moment: VaultMoment): bigint {
  if (state.paused || isWorthless(state, moment)) return 0n;
  const { assetCap } = state.terms;
  if (assetCap === 0n) return UNLIMITED;
  return assetCap > moment.netAssets ? assetCap - moment.netAssets : 0n;
}

/** Most shares that can be made now. */
export function maxMint(state: QueuedVaultState, moment: VaultMoment): bigint {
  const assets = maxDeposit(state, moment);
  if (assets === 0n || assets === UNLIMITED) return assets;
  return depositSharesDown(shareBooks(state, moment), assets, state.terms.entryFee);
}

/** Most shares that an account can redeem at once. */
export function maxRedeem(state: QueuedVaultState, moment: VaultMoment, account: string): bigint {
  const books = shareBooks(state, moment);
  return redeemableDown(books, balanceOf(state, account), instantAssets(state, moment), state.terms.exitFee);
}

/** Most assets that an account can withdraw at once. */
export function maxWithdraw(state: QueuedVaultState, moment: VaultMoment, account: string): bigint {
  const shares = maxRedeem(state, moment, account);
  return shares === 0n ? 0n : redemptionDown(shareBooks(state, moment), shares, state.terms.exitFee);
}
