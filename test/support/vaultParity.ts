import { expect } from "chai";
import { FaultlineError } from "../../src/errors.ts";
import { indexesAt } from "../../src/model/interest.ts";
import { fulfilLoop, rebalanceLoop, ripcordLoop } from "../../src/model/vaults/loopActions.ts";
import { act, type LoopVaultState, momentOf, payClaim } from "../../src/model/vaults/loopVault.ts";
import type { LoopVenue } from "../../src/model/vaults/loopVenue.ts";
import { withFeesTaken } from "../../src/model/vaults/queuedVault.ts";
import { vaultRefusalCode } from "../../src/model/vaults/refusal.ts";
import { request } from "../../src/model/vaults/shareActions.ts";
import { compareVault, compareViews } from "./vaultCompare.ts";
import { startState } from "./vaultModelStart.ts";
import { outside } from "./vaultOutside.ts";
import { sendStep } from "./vaultSend.ts";
import type { VaultStep } from "./vaultSteps.ts";
import { deployVault, type VaultFixture, type VaultListing } from "./vaultWorld.ts";

/** Words that the lab's lens answers for one reserve. */
const RESERVE_WORDS = 12;

/** The vault and its model side by side: every step goes to both, and both must do the same. */
export class VaultParity {
  readonly fixture: VaultFixture;
  state: LoopVaultState;

  private constructor(fixture: VaultFixture, state: LoopVaultState) {
    this.fixture = fixture;
    this.state = state;
  }

  static async start(listing: VaultListing): Promise<VaultParity> {
    const fixture = await deployVault(listing);
    const { accruedAt } = await fixture.vault.getFeeState();
    return new VaultParity(fixture, startState(fixture, accruedAt));
  }

  /** Mines `wait` seconds later; says what the vault refused with, null where it did as told. */
  async step(step: VaultStep, wait: bigint): Promise<string | null> {
    await this.#tick(wait);
    const { ethers, vault } = this.fixture;
    let after = this.state;
    let refused: string | null = null;
    try {
      after = this.#apply(step);
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      refused = error.code.slice(vaultRefusalCode("Pool").length - "Pool".length);
    }
    const sent = sendStep(this.fixture, step, this.state.venue);
    if (refused === null) await (await sent).wait();
    else if (refused === "Pool") await expect(sent).to.revert(ethers);
    else await expect(sent).to.be.revertedWithCustomError(vault, errorOf(vault, refused));
    this.state = after;
    if (step.kind === "lend" || step.kind === "bringBack") await this.#recount();
    return refused;
  }

  /** Every number that the vault stores, and what it is worth. */
  compare(): Promise<void> {
    return compareVault(this.fixture, this.state);
  }

  /** Limits, previews, claims and what liquidation would leave, for one account and amount. */
  compareViews(account: string, amount: bigint): Promise<void> {
    return compareViews(this.fixture, this.state, account, amount);
  }

  /** What the chain does by itself: interest up to the next block, at the rates that others left. */
  async #tick(wait: bigint): Promise<void> {
    const { time } = this.fixture.networkHelpers;
    const at = BigInt(await time.latest()) + wait;
    await time.setNextBlockTimestamp(at);
    this.state = { ...this.state, time: at, venue: this.#grown(await this.#reserves(), at) };
  }

  /** What others took out of the reserves or brought back. */
  async #recount(): Promise<void> {
    this.state = { ...this.state, venue: this.#grown(await this.#reserves(), this.state.time) };
  }

  #reserves(): Promise<bigint[]> {
    const { labLens, pool, oracle, collateral, debt } = this.fixture;
    return labLens.reserves(pool, oracle, [collateral.token, debt.token]);
  }

  #grown(words: readonly bigint[], time: bigint): LoopVenue {
    const { venue } = this.state;
    const grown = [0, 1].map((side) => {
      const at = (word: number) => words[side * RESERVE_WORDS + word] ?? 0n;
      const stored = { liquidityIndex: at(1), borrowIndex: at(2), liquidityRate: at(3), borrowRate: at(4) };
      return { ...indexesAt({ ...stored, lastUpdate: at(5) }, time, venue.arithmetic), cash: at(8) };
    });
    const [supply, debt] = grown as [(typeof grown)[number], (typeof grown)[number]];
    return {
      ...venue,
      supply: { ...venue.supply, index: supply.liquidityIndex, cash: supply.cash },
      debt: { ...venue.debt, index: debt.borrowIndex, cash: debt.cash },
    };
  }

  #apply(step: VaultStep): LoopVaultState {
    const { state } = this;
    const isKeeper = "account" in step && step.account === this.fixture.keeper.address;
    switch (step.kind) {
      case "deposit":
      case "mint":
      case "withdraw":
      case "redeem":
        return act(state, { kind: step.kind, account: step.account, amount: step.amount });
      case "request":
        return { ...state, shares: request(state.shares, state.time, step.account, step.amount) };
      case "claim":
        return payClaim(state, step.id);
      case "rebalance":
        return rebalanceLoop(state, isKeeper, step.flash);
      case "ripcord":
        return ripcordLoop(state, step.flash).state;
      case "fulfil":
        return fulfilLoop(state, step.amount, step.flash, isKeeper).state;
      case "takeFees":
        return { ...state, shares: withFeesTaken(state.shares, momentOf(state)) };
      case "pause":
        return { ...state, shares: { ...state.shares, paused: step.paused } };
      default:
        return { ...state, venue: outside(this.fixture, state.venue, step) };
    }
  }
}

function errorOf({ interface: abi }: VaultFixture["vault"], refused: string): string {
  const names = ["LoopVault_", "QueuedVault_", "ERC4626"].map((prefix) => prefix + refused);
  return names.find((name) => abi.getError(name) !== null) ?? refused;
}
