import type { VaultEvent } from "./vaultEvent.ts";

interface Request {
  controller: string;
  /** On the line of shares on which all requests lie end to end; it begins where the one before ends. */
  start: bigint;
  end: bigint;
}

/** What a fulfilment gave one controller: shares burnt, and assets set aside for them. */
export interface Fulfilled {
  controller: string;
  shares: bigint;
  assets: bigint;
}

/** A vault's queue as its events tell it: who waits with how much, and who may claim what, to the unit. */
export class RedemptionQueue {
  readonly #requests: Request[] = [];
  /** The first request that is not wholly fulfilled. */
  #first = 0;
  #done = 0n;
  /** Shares that wait, by controller. */
  readonly pending = new Map<string, bigint>();
  /** Assets to be claimed, by controller. */
  readonly claimable = new Map<string, bigint>();

  /** Takes an event of the vault; returns what a fulfilment gave to whom. */
  apply(event: VaultEvent | undefined): readonly Fulfilled[] {
    if (event?.name === "RedeemRequest") this.#request(event.controller, event.shares);
    if (event?.name === "Claimed") add(this.claimable, event.owner, -event.assets);
    return event?.name === "RedeemFulfilled" ? this.#fulfil(event.shares, event.assets) : [];
  }

  #request(controller: string, shares: bigint): void {
    const start = this.#requests.at(-1)?.end ?? 0n;
    this.#requests.push({ controller, start, end: start + shares });
    add(this.pending, controller, shares);
  }

  /** The first `shares` that wait become `assets`; what each stretch is worth is rounded down at both its ends. */
  #fulfil(shares: bigint, assets: bigint): Fulfilled[] {
    const [from, to] = [this.#done, this.#done + shares];
    const worth = (point: bigint) => ((point - from) * assets) / shares;
    const parts: Fulfilled[] = [];
    for (; this.#first < this.#requests.length; this.#first++) {
      const { controller, start, end } = this.#requests[this.#first] as Request;
      const [low, high] = [start > from ? start : from, end < to ? end : to];
      if (high > low) parts.push({ controller, shares: high - low, assets: worth(high) - worth(low) });
      if (end > to) break;
    }
    this.#done = to;
    for (const part of parts) {
      add(this.pending, part.controller, -part.shares);
      add(this.claimable, part.controller, part.assets);
    }
    return parts;
  }
}

function add(amounts: Map<string, bigint>, key: string, amount: bigint): void {
  const sum = (amounts.get(key) ?? 0n) + amount;
  if (sum === 0n) amounts.delete(key);
  else amounts.set(key, sum);
}
