import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { accountOf, positionOf } from "../../src/model/perps/exchangeState.ts";
import { basisLiquidationNav } from "../../src/model/vaults/basisLiquidationNav.ts";
import { type BasisVaultState, basisMoment, hedgeRatio } from "../../src/model/vaults/basisVault.ts";
import { basisPositionAt, markAt } from "../../src/model/vaults/basisVenue.ts";
import { reversed } from "../../src/model/vaults/loopTrade.ts";
import type { BasisFixture } from "./basisWorld.ts";
import { compareBalances, compareShareViews, shareWords } from "./shareCompare.ts";

/** Every number that the vault stores, what it has on the exchange, and where its market stands. */
export async function compareBasis(fixture: BasisFixture, state: BasisVaultState): Promise<void> {
  const { vault, lens, labLens, amm, holders, treasury, perps } = fixture;
  const { shares, venue, clock } = state;
  const { exchange, account } = venue;
  const { parked, spot } = basisPositionAt(venue);
  expect([...(await lens.vaults([vault], [ZeroAddress]))]).to.deep.equal([
    ...shareWords(shares, basisMoment(state), 2n, venue.idle),
    ...[parked, spot, clock.rebalancedAt, clock.fulfilledAt, clock.hedgedAt],
  ]);
  await compareBalances(
    vault,
    labLens,
    shares,
    [...holders, treasury].map(({ address }) => address),
  );
  const { settled, flagged } = await perps.exchange.getAccount(vault);
  const { size, cost, funding } = await perps.exchange.getPosition(vault, 0);
  const modelled = accountOf(exchange, account);
  expect([settled, flagged]).to.deep.equal([modelled.settled, modelled.flagged]);
  expect({ size, cost, funding }).to.deep.equal(positionOf(exchange, account, 0));
  const { poolCash, insurance, fees, unpaid } = await perps.exchange.getBooks();
  expect({ poolCash, insurance, fees, unpaid }).to.deep.equal(exchange.books);
  const slot0 = await amm.getFunction("slot0")();
  expect(slot0.sqrtPriceX96, "market").to.equal(venue.path[0]?.pool.sqrtPriceX96);
}

/** Limits and previews, claims, the hedge, and what liquidation would leave. */
export async function compareBasisViews(
  { vault, asset, listing }: BasisFixture,
  state: BasisVaultState,
  account: string,
  amount: bigint,
): Promise<void> {
  const { shares, venue } = state;
  await compareShareViews(vault, shares, basisMoment(state), account, amount);
  expect(await vault.hedgeRatio(), "hedge").to.equal(hedgeRatio(state));
  const prices = { ...venue.prices, mark: markAt(venue) };
  const { path, exchange, market } = venue;
  const nav = basisLiquidationNav(prices, basisPositionAt(venue), reversed(path), exchange, market);
  expect(await vault.liquidationNav.staticCall(), "liquidation NAV").to.equal(nav);
  if (!listing.parks) return;
  expect(await asset.aToken.scaledBalanceOf(vault), "scaled claims").to.equal(venue.parked?.scaled);
}
