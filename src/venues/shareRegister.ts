import { id } from "ethers";
import type { Log } from "../world/transaction.ts";
import { topicAddress, wordAt } from "./words.ts";

const TRANSFER = id("Transfer(address,address,uint256)");
const REQUEST = id("RedeemRequest(address,address,uint256,address,uint256)");
const FULFILLED = id("RedeemFulfilled(address,uint256,uint256)");
const WITHDRAW = id("Withdraw(address,address,address,uint256,uint256)");
const NOBODY = `0x${"0".repeat(40)}`;

/** One redemption request: a stretch of the queue's line of shares, and how far it was claimed. [shares] */
export interface ShareRequest {
  readonly id: bigint;
  readonly controller: string;
  readonly start: bigint;
  readonly end: bigint;
  claimedTo: bigint;
}

/** Who holds a vault's shares and who waits for what, from the vault's own logs alone. */
export class ShareRegister {
  readonly #balances = new Map<string, bigint>();
  readonly #requests = new Map<string, ShareRequest[]>();
  #count = 0n;
  #end = 0n;
  /** Where the fulfilments stand on the line. [shares] */
  mark = 0n;

  /** [shares] */
  balanceOf(account: string): bigint {
    return this.#balances.get(account) ?? 0n;
  }

  /** Requests that an account controls, in the order of asking. */
  requestsOf(controller: string): readonly ShareRequest[] {
    return this.#requests.get(controller) ?? [];
  }

  /** Shares of a request that were fulfilled and not yet claimed. */
  claimable({ start, end, claimedTo }: ShareRequest): bigint {
    const from = claimedTo > start ? claimedTo : start;
    const to = end < this.mark ? end : this.mark;
    return to > from ? to - from : 0n;
  }

  /** Takes the vault's logs of one transaction, in their order. */
  book(logs: readonly Log[]): void {
    let burnt = false;
    for (const { topics, data } of logs) {
      switch (topics[0]) {
        case TRANSFER:
          this.#move(topicAddress(topics[1]), topicAddress(topics[2]), wordAt(data, 0));
          burnt = topicAddress(topics[2]) === NOBODY;
          break;
        case REQUEST:
          this.#ask(topicAddress(topics[1]), wordAt(data, 1));
          break;
        case FULFILLED:
          this.mark += wordAt(data, 0);
          burnt = false;
          break;
        case WITHDRAW:
          // An instant redemption burns shares just before it; a claim burns none, they went when it was fulfilled.
          if (!burnt) this.#claim(topicAddress(topics[3]), wordAt(data, 1));
          burnt = false;
          break;
      }
    }
  }

  #move(from: string, to: string, shares: bigint): void {
    if (from !== NOBODY) this.#balances.set(from, this.balanceOf(from) - shares);
    if (to !== NOBODY) this.#balances.set(to, this.balanceOf(to) + shares);
  }

  #ask(controller: string, shares: bigint): void {
    const request = { id: ++this.#count, controller, start: this.#end, end: this.#end + shares, claimedTo: 0n };
    this.#end = request.end;
    this.#requests.set(controller, [...this.requestsOf(controller), request]);
  }

  #claim(controller: string, shares: bigint): void {
    const request = this.requestsOf(controller).find((each) => this.claimable(each) === shares);
    if (request !== undefined) request.claimedTo = request.end < this.mark ? request.end : this.mark;
  }
}
