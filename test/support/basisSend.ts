import { MARKET_STATUSES } from "../../src/model/perps/terms.ts";
import type { BasisVenue } from "../../src/model/vaults/basisVenue.ts";
import { basisOrderOf } from "./basisOutside.ts";
import type { BasisStep } from "./basisSteps.ts";
import type { BasisFixture } from "./basisWorld.ts";
import { print } from "./lending.ts";
import { PERP_GAS } from "./perpExchange.ts";
import { swapOnChain } from "./uniswap.ts";
import { DONE, type Sent } from "./vaultSend.ts";
import { FEE, VAULT_GAS } from "./vaultWorld.ts";

const MAX = 2n ** 256n - 1n;

/** Does a step on the chain. */
export async function sendBasisStep(fixture: BasisFixture, step: BasisStep, venue: BasisVenue): Promise<Sent> {
  const { vault, signers, owner, pool, hoarder, asset, spot, perps } = fixture;
  const on = vault.connect(
    ("account" in step ? signers.find(({ address }) => address === step.account) : owner) ?? owner,
  );
  switch (step.kind) {
    case "deposit":
    case "mint":
      return on[step.kind](step.amount, step.account, VAULT_GAS);
    case "withdraw":
    case "redeem":
      return on[step.kind](step.amount, step.account, step.account, VAULT_GAS);
    case "request":
      return on.requestRedeem(step.amount, step.account, step.account, VAULT_GAS);
    case "claim":
      return on.claimRedeem(step.id, step.account, VAULT_GAS);
    case "rebalance":
    case "hedge":
    case "takeFees":
      return on[step.kind](VAULT_GAS);
    case "fulfil":
      return on.fulfil(step.amount, false, VAULT_GAS);
    case "pause":
      return on.setPaused(step.paused, VAULT_GAS);
    case "price":
      await print(spot, step.price);
      return DONE;
    case "index":
      await perps.feeds[0]?.index.transmit(step.price);
      return DONE;
    case "status":
      return perps.exchange.setStatus(0, MARKET_STATUSES.indexOf(step.status), PERP_GAS);
    case "exchange":
      return sendAction(fixture, step.action);
    case "lend":
      return pool.connect(hoarder).borrow(asset.token, step.amount, 2, 0, hoarder.address, VAULT_GAS);
    case "bringBack":
      if ((await asset.debtToken.balanceOf(hoarder.address)) !== 0n) {
        return pool.connect(hoarder).repay(asset.token, MAX, 2, hoarder.address, VAULT_GAS);
      }
      await fixture.networkHelpers.mine();
      return DONE;
    case "give":
      return give(fixture, step.way, step.amount);
    case "align":
    case "swap": {
      const order = basisOrderOf(fixture, venue, step);
      if (order !== null) await swapOnChain(fixture.uniswap, fixture.amm, FEE, order);
      else await fixture.networkHelpers.mine();
      return DONE;
    }
  }
}

async function sendAction(
  { perps, trader }: BasisFixture,
  action: (BasisStep & { kind: "exchange" })["action"],
): Promise<Sent> {
  const exchange = perps.exchange.connect(trader);
  if (action.kind === "liquidate") return exchange.liquidate(action.market, action.account, PERP_GAS);
  if (action.kind === "takeOver") return exchange.takeOver(action.account, PERP_GAS);
  if (action.kind !== "trade") throw new Error(`No ${action.kind} among the steps.`);
  const { market, sizeDelta, acceptablePrice, reduceOnly } = action.order;
  return exchange.trade(market, sizeDelta, acceptablePrice, reduceOnly, PERP_GAS);
}

async function give(fixture: BasisFixture, way: "asset" | "spot" | "claims" | "margin", amount: bigint): Promise<Sent> {
  const { vault, lender, pool, asset, spot, perps } = fixture;
  switch (way) {
    case "asset":
      return asset.token.connect(lender).transfer(vault, amount, VAULT_GAS);
    case "spot":
      return spot.token.mint(vault, amount);
    case "claims":
      return pool.connect(lender).supply(asset.token, amount, vault, 0, VAULT_GAS);
    case "margin":
      return perps.exchange.connect(lender).deposit(asset.token, amount, vault, VAULT_GAS);
  }
}
