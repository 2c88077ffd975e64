import { Interface } from "ethers";
import type { Log } from "../world/transaction.ts";
import { decodeEvent, fragmentsOf } from "./decodeEvent.ts";

/** What of vaults' events the trace reads, by name; values as IQueuedVault.sol, ILoopVault.sol and IBasisVault.sol have them. */
interface Values {
  Deposit: { sender: string; owner: string; assets: bigint; shares: bigint };
  /** At once, for shares that were burnt. */
  Withdraw: { sender: string; receiver: string; owner: string; assets: bigint; shares: bigint };
  /** Told as a withdrawal too: what a request had been fulfilled with. */
  Claimed: { sender: string; receiver: string; owner: string; assets: bigint; shares: bigint };
  RedeemRequest: { controller: string; owner: string; requestId: bigint; sender: string; shares: bigint };
  RedeemFulfilled: { sender: string; shares: bigint; assets: bigint };
  FeesTaken: { shares: bigint; sharePrice: bigint };
  Raised: { borrowed: bigint; bought: bigint };
  Lowered: { repaid: bigint; sold: bigint };
  Rebalanced: { keeper: string; before: bigint; after: bigint };
  RipcordPulled: { caller: string; before: bigint; after: bigint; reward: bigint };
  Invested: { spent: bigint; spotBought: bigint; margin: bigint; sizeDelta: bigint };
  Divested: { received: bigint; spotSold: bigint; margin: bigint; sizeDelta: bigint };
  Hedged: {
    caller: string;
    rule: bigint;
    before: bigint;
    after: bigint;
    spotSold: bigint;
    sizeDelta: bigint;
    reward: bigint;
  };
}

/** An event of a vault, told apart by its name. */
export type VaultEvent = { [Name in keyof Values]: { name: Name } & Values[Name] }[keyof Values];
/** The values of one of them. */
export type VaultEventOf<Name extends keyof Values> = Values[Name];

export const VAULT_EVENTS = new Interface([
  "event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)",
  "event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)",
  "event RedeemRequest(address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares)",
  "event RedeemFulfilled(address indexed sender, uint256 shares, uint256 assets)",
  "event FeesTaken(uint256 shares, uint256 sharePrice)",
  "event Raised(uint256 borrowed, uint256 bought)",
  "event Lowered(uint256 repaid, uint256 sold)",
  "event Rebalanced(address indexed keeper, uint256 before, uint256 after)",
  "event RipcordPulled(address indexed caller, uint256 before, uint256 after, uint256 reward)",
  "event Invested(uint256 spent, uint256 spotBought, uint256 margin, int256 sizeDelta)",
  "event Divested(uint256 received, uint256 spotSold, uint256 margin, int256 sizeDelta)",
  "event Hedged(address indexed caller, uint8 rule, uint256 before, uint256 after, uint256 spotSold, int256 sizeDelta, uint256 reward)",
]);
const FRAGMENTS = fragmentsOf(VAULT_EVENTS);

/** Decodes a vault's log, a claim as a withdrawal; undefined for one that says nothing of the above. */
export function vaultEventOf(log: Log): VaultEvent | undefined {
  return decodeEvent(FRAGMENTS, log) as VaultEvent | undefined;
}
