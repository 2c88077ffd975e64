import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { loopLiquidationNav } from "../../src/model/vaults/loopLiquidationNav.ts";
import { type LoopVaultState, leverage, momentOf } from "../../src/model/vaults/loopVault.ts";
import { positionAt } from "../../src/model/vaults/loopVenue.ts";
import { compareBalances, compareShareViews, shareWords } from "./shareCompare.ts";
import type { VaultFixture } from "./vaultWorld.ts";

/** Every number that the vault stores, what it is worth, and where its market stands. */
export async function compareVault(fixture: VaultFixture, state: LoopVaultState): Promise<void> {
  const { vault, lens, labLens, amm, holders, treasury } = fixture;
  const { shares, venue, clock } = state;
  const { supplied, debt } = positionAt(venue);
  expect([...(await lens.vaults([vault], [ZeroAddress]))]).to.deep.equal([
    ...shareWords(shares, momentOf(state), 1n, venue.idle),
    ...[supplied, debt, clock.rebalancedAt, clock.fulfilledAt, clock.ripcordAt],
  ]);
  await compareBalances(
    vault,
    labLens,
    shares,
    [...holders, treasury].map(({ address }) => address),
  );
  const slot0 = await amm.getFunction("slot0")();
  expect(slot0.sqrtPriceX96, "market").to.equal(venue.path[0]?.pool.sqrtPriceX96);
}

/** Limits and previews, claims, leverage, what liquidation would leave, and scaled balances. */
export async function compareViews(
  { vault, collateral, debt }: VaultFixture,
  state: LoopVaultState,
  account: string,
  amount: bigint,
): Promise<void> {
  const { shares, venue } = state;
  await compareShareViews(vault, shares, momentOf(state), account, amount);
  expect(await vault.leverage(), "leverage").to.equal(leverage(state));
  const nav = loopLiquidationNav(positionAt(venue), venue.path);
  expect(await vault.liquidationNav.staticCall(), "liquidation NAV").to.equal(nav);
  expect(await collateral.aToken.scaledBalanceOf(vault), "scaled supply").to.equal(venue.supply.scaled);
  expect(await debt.debtToken.scaledBalanceOf(vault), "scaled debt").to.equal(venue.debt.scaled);
}
