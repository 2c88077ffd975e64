import { expect } from "chai";
import {
  assetsToSharesDown,
  redemptionDown,
  shareRateDown,
  sharesToAssetsDown,
} from "../../src/model/vaults/conversion.ts";
import { depositSharesDown, mintCostUp, withdrawalSharesUp } from "../../src/model/vaults/entryExit.ts";
import { claimable, pendingOf, pendingShares, waitingSince } from "../../src/model/vaults/queue.ts";
import {
  balanceOf,
  instantAssets,
  type QueuedVaultState,
  SELF,
  shareBooks,
  type VaultMoment,
} from "../../src/model/vaults/queuedVault.ts";
import { maxDeposit, maxMint, maxRedeem, maxWithdraw } from "../../src/model/vaults/shareLimits.ts";
import type { BasisVault, LabLens, LoopVault } from "../../types/ethers-contracts/index.ts";

type Vault = Pick<LoopVault | BasisVault, keyof LoopVault & keyof BasisVault>;

/** What the vault's lens must answer about shares, fees and queue, in the order of its words. */
export function shareWords(shares: QueuedVaultState, moment: VaultMoment, kind: bigint, idle: bigint): bigint[] {
  return [
    ...[kind, shares.supply, moment.netAssets, shareRateDown(shareBooks(shares, moment)), idle, shares.queue.owed],
    ...[pendingShares(shares.queue), waitingSince(shares.queue), instantAssets(shares, moment)],
    ...[shares.takenAt, shares.highWaterMark, shares.paused ? 1n : 0n, 0n],
  ];
}

/** Who holds how many shares. */
export async function compareBalances(
  vault: Vault,
  labLens: LabLens,
  shares: QueuedVaultState,
  accounts: readonly string[],
): Promise<void> {
  const held = await labLens.balances([vault], [...accounts, vault]);
  expect([...held]).to.deep.equal([...accounts, SELF].map((account) => balanceOf(shares, account)));
}

/** Limits and previews for an account and an amount, and what the last requests may claim. */
export async function compareShareViews(
  vault: Vault,
  shares: QueuedVaultState,
  moment: VaultMoment,
  account: string,
  amount: bigint,
): Promise<void> {
  const books = shareBooks(shares, moment);
  const { entryFee, exitFee } = shares.terms;
  const limits = [vault.maxDeposit, vault.maxMint, vault.maxWithdraw, vault.maxRedeem];
  expect(await Promise.all(limits.map((limit) => limit(account)))).to.deep.equal([
    ...[maxDeposit(shares, moment), maxMint(shares, moment)],
    ...[maxWithdraw(shares, moment, account), maxRedeem(shares, moment, account)],
  ]);
  const views = [vault.convertToShares, vault.convertToAssets, vault.previewDeposit, vault.previewMint];
  const more = [vault.previewWithdraw, vault.previewRedeem];
  expect(await Promise.all([...views, ...more].map((view) => view(amount)))).to.deep.equal([
    ...[assetsToSharesDown(books, amount), sharesToAssetsDown(books, amount)],
    ...[depositSharesDown(books, amount, entryFee), mintCostUp(books, amount, entryFee)],
    ...[withdrawalSharesUp(books, amount, exitFee), redemptionDown(books, amount, exitFee)],
  ]);
  for (const [i, { controller }] of [...shares.queue.requests.entries()].slice(-4)) {
    const claim = claimable(shares.queue, i + 1);
    expect(await vault.claimableRedeemRequest(i + 1, controller)).to.equal(claim.shares);
    expect(await vault.claimableAssets(i + 1)).to.equal(claim.assets);
    expect(await vault.pendingRedeemRequest(i + 1, controller)).to.equal(pendingOf(shares.queue, i + 1));
  }
}
