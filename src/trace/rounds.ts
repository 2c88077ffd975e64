import type { Valuation } from "../venues/perpMargin.ts";

/** Where on the chain something happened: later things have larger places. */
export function placeOf(block: number, transactionIndex: number): number {
  return block * 100_000 + transactionIndex;
}

/** What the oracle shows at one place: by reserve in the base currency, and the exchange's markets at that. */
export interface OracleState {
  reserves: readonly bigint[];
  /** Indexes by reserve where they are not the chain's own: what they would be at the rates of the start. [ray] */
  interest?: readonly { liquidityIndex: bigint; borrowIndex: bigint }[] | undefined;
  perps?: Valuation | undefined;
}

interface Print {
  place: number;
  state: OracleState;
}

/**
 * Which round of the cascade a forced sale belongs to, as docs/MODEL.md defines it: 0 where the exogenous path alone
 * would have caused it; else one more than the largest round among the forced sales, of whichever venue, between the
 * account's last print at which it was healthy and the print that brought it below.
 */
export class Rounds {
  readonly #prints: Print[] = [];
  readonly #sales: { place: number; round: number }[] = [];
  /** Rounds by the vault whose hedge they took; undefined where it was mended. */
  readonly #taken = new Map<string, number | undefined>();

  constructor(start: OracleState) {
    this.#prints.push({ place: -1, state: start });
  }

  /** The oracle shows new prices from a place on. */
  print(place: number, state: OracleState): void {
    this.#prints.push({ place, state });
  }

  /** Classifies and remembers a forced sale; `isBelow` says of the position, as stored before it, where it was unhealthy. */
  sale(
    place: number,
    isBelow: (state: OracleState) => boolean,
    counterfactual: OracleState,
  ): { direct: boolean; round: number } {
    const direct = isBelow(counterfactual);
    const round = direct ? 0 : 1 + this.largestBetween(this.#window(isBelow, place));
    this.force(place, round);
    return { direct, round };
  }

  /** Remembers something forced whose round follows from what forced it: deleveraging, a mended hedge, a redemption. */
  force(place: number, round: number): void {
    this.#sales.push({ place, round });
  }

  /** A vault lost what hedged it, to an event of such a round; undefined once that is mended. */
  takeHedge(account: string, round: number | undefined): void {
    const largest = round === undefined ? undefined : Math.max(round, this.#taken.get(account) ?? 0);
    this.#taken.set(account, largest);
  }

  /** The largest round that took a vault's hedge and is not mended. */
  hedgeTaken(account: string): number | undefined {
    return this.#taken.get(account);
  }

  /** Whether a vault ever lost its hedge. */
  wasHedgeTaken(account: string): boolean {
    return this.#taken.has(account);
  }

  #window(isBelow: (state: OracleState) => boolean, before: number): { from: number; to: number } {
    let trigger = before;
    for (let i = this.#prints.length - 1; i >= 0; i--) {
      const print = this.#prints[i] as Print;
      if (print.place > before) continue;
      if (!isBelow(print.state)) return { from: print.place, to: trigger };
      trigger = print.place;
    }
    return { from: -1, to: trigger };
  }

  /** The largest round of what was forced from one place on and before another; 0 where nothing was. */
  largestBetween({ from, to }: { from: number; to: number }): number {
    let largest = 0;
    for (let i = this.#sales.length - 1; i >= 0; i--) {
      const sale = this.#sales[i] as { place: number; round: number };
      if (sale.place < from) break;
      if (sale.place < to && sale.round > largest) largest = sale.round;
    }
    return largest;
  }
}
