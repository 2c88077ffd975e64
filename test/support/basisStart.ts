import type { PerpModel } from "../../src/model/perps/perpModel.ts";
import type { BasisVaultState } from "../../src/model/vaults/basisVault.ts";
import { EMPTY_QUEUE } from "../../src/model/vaults/queue.ts";
import { WAD } from "../../src/units.ts";
import { type BasisFixture, exchangeOf } from "./basisWorld.ts";
import { PERP_GAS } from "./perpExchange.ts";
import { startModel } from "./perpModelStart.ts";
import { worth } from "./vaultWorld.ts";

/** The model of a vault that was just built, on an exchange whose pool and trader have brought their cash. */
export async function startBasis(fixture: BasisFixture): Promise<BasisVaultState> {
  const { listing, vault, asset, spot, treasury, state: pool, collateralIsToken0 } = fixture;
  const { accruedAt } = await vault.getFeeState();
  const account = await vault.getAddress();
  return {
    shares: {
      terms: { ...listing.terms, isCharged: true, feeRecipient: treasury.address },
      paused: false,
      ...{ balances: new Map(), supply: 0n, takenAt: accruedAt, highWaterMark: WAD, queue: EMPTY_QUEUE },
    },
    venue: {
      prices: {
        ...{ assetPrice: asset.listing.price, spotPrice: spot.listing.price },
        ...{ assetUnit: asset.unit, spotUnit: spot.unit, rate: listing.rate, mark: 0n },
      },
      ...{ idle: 0n, spot: 0n, parked: listing.parks ? { index: 0n, scaled: 0n, cash: 0n } : null },
      ...{ arithmetic: listing.preset, path: [{ pool, zeroForOne: collateralIsToken0 }] },
      ...{ exchange: await fundedExchange(fixture), market: 0, account },
      ...{ slippage: 0n, maxTrade: 0n, room: 0n },
    },
    config: listing.config,
    clock: { rebalancedAt: 0n, fulfilledAt: 0n, hedgedAt: 0n },
    time: accruedAt,
  };
}

async function fundedExchange({ listing, perps, trader, asset }: BasisFixture) {
  const { exchange, liquidity } = perps;
  const model: PerpModel = startModel(exchangeOf(listing), [(await exchange.getStoredMarket(0)).fundingTime], []);
  const [cash, margin] = [worth(asset.listing, 8_000_000n), worth(asset.listing, 3_000_000n)];
  await liquidity.connect(trader).deposit(cash, trader.address, PERP_GAS);
  model.apply({ kind: "depositPool", amount: cash });
  await exchange.connect(trader).deposit(asset.token, margin, trader.address, PERP_GAS);
  model.apply({ kind: "deposit", account: trader.address, token: null, amount: margin });
  return model.state;
}
