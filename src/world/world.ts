import type { PoolState } from "../model/swap.ts";
import type { LoadedScenario } from "../scenario/load.ts";
import type { Scenario } from "../scenario/schema.ts";
import type { Chain } from "./chain.ts";
import type { Curtailed } from "./curtailed.ts";
import type { Deployment } from "./deployment.ts";
import type { ForkOrigin } from "./forkOrigin.ts";
import type { MinedBlock } from "./transaction.ts";
import type { Transactor } from "./transactor.ts";

/** How a holder acts before being liquidated. */
export interface Defence {
  by: "deleverage" | "repay";
  /** [wad] */
  triggerHealthFactor: bigint;
  /** [wad] */
  targetHealthFactor: bigint;
  reactionBlocks: number;
}

/** An external holder of the population. */
export interface Holder {
  address: string;
  group: string;
  kind: "borrower" | "looper" | "account" | "lender" | "liquidity provider" | "trader" | "depositor" | "stacker";
  defence?: Defence;
  /** The pair it is levered in, for defences. */
  pair?: { collateral: string; debt: string };
  /** Share of its equity at the start, [wad], that a trader loses before it closes everything. */
  stopLoss?: bigint;
  /** Depositors' and stackers' own. */
  run?: RunRule;
  /** A lender's own. */
  lenderRun?: LenderRun;
}

/** When a lender takes its money out. */
export interface LenderRun {
  /** Symbol of the reserve. */
  reserve: string;
  /** [wad] */
  utilisation?: bigint;
  /** Block from which it runs whatever happens. */
  rumourAt?: number;
  reactionBlocks: number;
}

/** When a holder of a vault's shares redeems all of them. */
export interface RunRule {
  /** Symbol of the share. */
  vault: string;
  /** [wad] fall of the share price from the start. */
  sharePriceLoss?: bigint;
  /** [wad] */
  utilisation?: bigint;
  /** Block in which it runs whatever happens. */
  rumourAt?: number;
  reactionBlocks: number;
}

/** A deployed economy with everyone in it, at the moment the run begins. */
export interface World {
  loaded: LoadedScenario;
  scenario: Scenario;
  seed: number;
  chain: Chain;
  transactor: Transactor;
  deployment: Deployment;
  holders: Holder[];
  /** Accounts of each agent, by its name. */
  agentAccounts: ReadonlyMap<string, string[]>;
  /** The AMM's pools as seeded, in the order of the deployment. */
  poolStates: PoolState[];
  /** What a cap kept from opening, in the order in which it was refused; empty without one. */
  curtailed: Curtailed[];
  /** Every block mined while setting up, for the ledger. */
  setup: MinedBlock[];
  /** Timestamp of the last block, unix seconds. */
  time: number;
  /** What a forked world goes on from. */
  fork?: ForkOrigin;
}
