import { expect } from "chai";
import { FaultlineError } from "../../src/errors.ts";
import { indexesAt } from "../../src/model/interest.ts";
import { fulfilBasis, hedgeBasis, rebalanceBasis } from "../../src/model/vaults/basisActions.ts";
import { actOnBasis, type BasisVaultState, basisMoment, payBasisClaim } from "../../src/model/vaults/basisVault.ts";
import type { BasisVenue } from "../../src/model/vaults/basisVenue.ts";
import { withFeesTaken } from "../../src/model/vaults/queuedVault.ts";
import { vaultRefusalCode } from "../../src/model/vaults/refusal.ts";
import { request } from "../../src/model/vaults/shareActions.ts";
import { compareBasis, compareBasisViews } from "./basisCompare.ts";
import { outsideBasis } from "./basisOutside.ts";
import { sendBasisStep } from "./basisSend.ts";
import { startBasis } from "./basisStart.ts";
import type { BasisStep } from "./basisSteps.ts";
import { type BasisFixture, type BasisListing, deployBasis } from "./basisWorld.ts";

const VAULT_REFUSED = vaultRefusalCode("Pool").slice(0, -"Pool".length);

/** A basis vault and its model side by side: every step goes to both, and both must do the same. */
export class BasisParity {
  readonly fixture: BasisFixture;
  state: BasisVaultState;

  private constructor(fixture: BasisFixture, state: BasisVaultState) {
    this.fixture = fixture;
    this.state = state;
  }

  static async start(listing: BasisListing): Promise<BasisParity> {
    const fixture = await deployBasis(listing);
    return new BasisParity(fixture, await startBasis(fixture));
  }

  /** Mines `wait` seconds later; says what was refused by whom, null where all did as told. */
  async step(step: BasisStep, wait: bigint): Promise<string | null> {
    await this.#tick(wait);
    let after = this.state;
    let refused: string | null = null;
    try {
      after = this.#apply(step);
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      refused = error.code;
    }
    const sent = sendBasisStep(this.fixture, step, this.state.venue);
    if (refused === null) await (await sent).wait();
    else await this.#expectRefusal(sent, refused);
    this.state = after;
    if (step.kind === "lend" || step.kind === "bringBack") await this.#recount();
    return refused?.replace(VAULT_REFUSED, "") ?? null;
  }

  /** Every number that the vault stores, and what it has on the exchange. */
  compare(): Promise<void> {
    return compareBasis(this.fixture, this.state);
  }

  /** Limits, previews, claims, the hedge and what liquidation would leave, for one account and amount. */
  compareViews(account: string, amount: bigint): Promise<void> {
    return compareBasisViews(this.fixture, this.state, account, amount);
  }

  async #expectRefusal(sent: Promise<unknown>, code: string): Promise<void> {
    const { vault, perps, ethers } = this.fixture;
    const name = code.replace(/^[A-Z]+_REFUSED_/, "");
    if (code === vaultRefusalCode("Pool")) return expect(sent).to.revert(ethers);
    const contract = code.startsWith(VAULT_REFUSED) ? vault : perps.exchange;
    const names = ["BasisVault_", "QueuedVault_", "ERC4626", "PerpExchange_"].map((prefix) => prefix + name);
    const error = names.find((each) => contract.interface.getError(each) !== null) ?? name;
    return expect(sent).to.be.revertedWithCustomError(contract, error);
  }

  /** What the chain does by itself: interest on what is parked, funding, and the next block's number. */
  async #tick(wait: bigint): Promise<void> {
    const { time } = this.fixture.networkHelpers;
    const at = BigInt(await time.latest()) + wait;
    const block = BigInt(await time.latestBlock()) + 1n;
    await time.setNextBlockTimestamp(at);
    const { venue } = this.state;
    const exchange = { ...venue.exchange, time: at, block };
    this.state = { ...this.state, time: at, venue: { ...venue, exchange } };
    await this.#recount();
  }

  /** The reserve at this moment, as others left it. */
  async #recount(): Promise<void> {
    const { labLens, pool, oracle, asset, listing } = this.fixture;
    const { venue, time } = this.state;
    if (venue.parked === null) return;
    const [
      ,
      liquidityIndex = 0n,
      borrowIndex = 0n,
      liquidityRate = 0n,
      borrowRate = 0n,
      lastUpdate = 0n,
      ,
      ,
      cash = 0n,
    ] = await labLens.reserves(pool, oracle, [asset.token]);
    const stored = { liquidityIndex, borrowIndex, liquidityRate, borrowRate, lastUpdate };
    const { liquidityIndex: index } = indexesAt(stored, time, listing.preset);
    const parked = { ...venue.parked, index, cash };
    this.state = { ...this.state, venue: { ...venue, parked } satisfies BasisVenue };
  }

  #apply(step: BasisStep): BasisVaultState {
    const { state } = this;
    const isKeeper = "account" in step && step.account === this.fixture.keeper.address;
    switch (step.kind) {
      case "deposit":
      case "mint":
      case "withdraw":
      case "redeem":
        return actOnBasis(state, { kind: step.kind, account: step.account, amount: step.amount });
      case "request":
        return { ...state, shares: request(state.shares, state.time, step.account, step.amount) };
      case "claim":
        return payBasisClaim(state, step.id);
      case "rebalance":
        return rebalanceBasis(state, isKeeper);
      case "hedge":
        return hedgeBasis(state, isKeeper).state;
      case "fulfil":
        return fulfilBasis(state, step.amount, isKeeper).state;
      case "takeFees":
        return { ...state, shares: withFeesTaken(state.shares, basisMoment(state)) };
      case "pause":
        return { ...state, shares: { ...state.shares, paused: step.paused } };
      default:
        return { ...state, venue: outsideBasis(this.fixture, state.venue, step) };
    }
  }
}
