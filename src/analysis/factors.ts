import type { AssetRow } from "../trace/row.ts";

/** Names under which a factor's two sides are looked through, beside other figures. */
const SIDES = { long: "long ", short: "short " } as const;
type Side = keyof typeof SIDES;

/**
 * What is long and short of each factor, USD [wad]. A staked asset counts twice: as its underlying (`WETH`) and as the
 * basis between the two (`wstETH/WETH`), so a loop of one on the other is long the basis by its gross and its underlying
 * only by its equity.
 */
export class Factors {
  readonly #sums = new Map<string, Record<Side, bigint>>();

  add(factor: string, side: Side, usd: bigint): void {
    const sum = this.#sums.get(factor) ?? { long: 0n, short: 0n };
    sum[side] += usd;
    this.#sums.set(factor, sum);
  }

  addAsset({ symbol, over }: AssetRow, side: Side, usd: bigint): void {
    for (const factor of over === undefined ? [symbol] : [over, `${symbol}/${over}`]) this.add(factor, side, usd);
  }

  /** Adds what `named` gave; of what is owed, long is short. */
  addNamed(named: Readonly<Record<string, bigint>>, side: Side): void {
    for (const [name, usd] of Object.entries(named)) {
      const given = name.startsWith(SIDES.long) ? "long" : name.startsWith(SIDES.short) ? "short" : undefined;
      if (given !== undefined && usd !== 0n)
        this.add(name.slice(SIDES[given].length), given === side ? "long" : "short", usd);
    }
  }

  /** Both sides of each factor as one list of figures. */
  named(): Record<string, bigint> {
    return Object.fromEntries(
      [...this.#sums].flatMap(([factor, { long, short }]) => [
        [SIDES.long + factor, long],
        [SIDES.short + factor, short],
      ]),
    );
  }

  /** By name. */
  sorted(): [factor: string, sums: Readonly<Record<Side, bigint>>][] {
    return [...this.#sums].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
