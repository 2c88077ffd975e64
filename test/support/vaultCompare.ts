import { expect } from "chai";
import {
  assetsToSharesDown,
  redemptionDown,
  shareRateDown,
  sharesToAssetsDown,
} from "../../src/model/vaults/conversion.ts";
import { depositSharesDown, mintCostUp, withdrawalSharesUp } from "../../src/model/vaults/entryExit.ts";
import { loopLiquidationNav } from "../../src/model/vaults/loopLiquidationNav.ts";
import { type LoopVaultState, leverage, momentOf, netAssets } from "../../src/model/vaults/loopVault.ts";
import { positionAt } from "../../src/model/vaults/loopVenue.ts";
import { claimable, pendingOf, pendingShares, waitingSince } from "../../src/model/vaults/queue.ts";
import { balanceOf, instantAssets, SELF, shareBooks } from "../../src/model/vaults/queuedVault.ts";
import { maxDeposit, maxMint, maxRedeem, maxWithdraw } from "../../src/model/vaults/shareLimits.ts";
import type { VaultFixture } from "./vaultWorld.ts";

/** Every number that the vault stores, what it is worth, and where its market stands. */
export async function compareVault(fixture: VaultFixture, state: LoopVaultState): Promise<void> {
  const { vault, lens, labLens, amm, holders, treasury } = fixture;
  const { shares, venue, clock } = state;
  const position = positionAt(venue);
  const moment = momentOf(state);
  const words = await lens.vaults([vault], ["0x0000000000000000000000000000000000000000"]);
  expect([...words]).to.deep.equal([
    ...[1n, shares.supply, netAssets(state), shareRateDown(shareBooks(shares, moment)), venue.idle, shares.queue.owed],
    ...[pendingShares(shares.queue), waitingSince(shares.queue), instantAssets(shares, moment)],
    ...[shares.takenAt, shares.highWaterMark, shares.paused ? 1n : 0n, 0n],
    ...[position.supplied, position.debt, clock.rebalancedAt, clock.fulfilledAt, clock.ripcordAt],
  ]);
  const accounts = [...holders.map(({ address }) => address), treasury.address];
  const held = await labLens.balances([vault], [...accounts, vault]);
  expect([...held]).to.deep.equal([...accounts, SELF].map((account) => balanceOf(shares, account)));
  const slot0 = await amm.getFunction("slot0")();
  expect(slot0.sqrtPriceX96, "market").to.equal(venue.path[0]?.pool.sqrtPriceX96);
}

/** Limits and previews for an account and an amount, a request's claims, leverage, and what liquidation would leave. */
export async function compareViews(
  { vault, collateral, debt }: VaultFixture,
  state: LoopVaultState,
  account: string,
  amount: bigint,
): Promise<void> {
  const { shares, venue } = state;
  const moment = momentOf(state);
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
  expect(await vault.leverage(), "leverage").to.equal(leverage(state));
  expect(await vault.liquidationNav.staticCall(), "liquidation NAV").to.equal(
    loopLiquidationNav(positionAt(venue), venue.path),
  );
  expect(await collateral.aToken.scaledBalanceOf(vault), "scaled supply").to.equal(venue.supply.scaled);
  expect(await debt.debtToken.scaledBalanceOf(vault), "scaled debt").to.equal(venue.debt.scaled);
  for (const [i, { controller }] of [...shares.queue.requests.entries()].slice(-4)) {
    const claim = claimable(shares.queue, i + 1);
    expect(await vault.claimableRedeemRequest(i + 1, controller)).to.equal(claim.shares);
    expect(await vault.claimableAssets(i + 1)).to.equal(claim.assets);
    expect(await vault.pendingRedeemRequest(i + 1, controller)).to.equal(pendingOf(shares.queue, i + 1));
  }
}
