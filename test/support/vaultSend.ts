import type { ContractTransactionResponse } from "ethers";
import type { LoopVenue } from "../../src/model/vaults/loopVenue.ts";
import { print } from "./lending.ts";
import { swapOnChain } from "./uniswap.ts";
import { orderOf } from "./vaultOutside.ts";
import type { VaultStep } from "./vaultSteps.ts";
import { FEE, VAULT_GAS, type VaultFixture } from "./vaultWorld.ts";

/** What a step returns that is no single transaction. */
export type Sent = Pick<ContractTransactionResponse, "wait">;

const MAX = 2n ** 256n - 1n;
export const DONE: Sent = { wait: async () => null };

/** Does a step on the chain. */
export async function sendStep(fixture: VaultFixture, step: VaultStep, venue: LoopVenue): Promise<Sent> {
  const { vault, signers, owner, pool, lender, hoarder, collateral, debt } = fixture;
  const by = "account" in step ? signers.find(({ address }) => address === step.account) : owner;
  const on = vault.connect(by ?? owner);
  const reserve = "side" in step && step.side === 1 ? debt : collateral;
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
    case "ripcord":
      return on[step.kind](step.flash, VAULT_GAS);
    case "fulfil":
      return on.fulfil(step.amount, step.flash, VAULT_GAS);
    case "takeFees":
      return on.takeFees(VAULT_GAS);
    case "pause":
      return on.setPaused(step.paused, VAULT_GAS);
    case "price":
      await print(reserve, step.price);
      return DONE;
    case "lend":
      return pool.connect(hoarder).borrow(reserve.token, step.amount, 2, 0, hoarder.address, VAULT_GAS);
    case "bringBack": {
      const owes = (await reserve.debtToken.balanceOf(hoarder.address)) !== 0n;
      if (owes) return pool.connect(hoarder).repay(reserve.token, MAX, 2, hoarder.address, VAULT_GAS);
      await fixture.networkHelpers.mine();
      return DONE;
    }
    case "give": {
      if (step.way === "transfer") return collateral.token.connect(lender).transfer(vault, step.amount, VAULT_GAS);
      const giver = pool.connect(lender);
      return step.way === "supply"
        ? giver.supply(collateral.token, step.amount, vault, 0, VAULT_GAS)
        : giver.repay(debt.token, step.amount, 2, vault, VAULT_GAS);
    }
    case "align":
    case "swap": {
      const order = orderOf(fixture, venue, step);
      if (order !== null) await swapOnChain(fixture.uniswap, fixture.amm, FEE, order);
      else await fixture.networkHelpers.mine();
      return DONE;
    }
  }
}
