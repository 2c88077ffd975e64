import { FaultlineError } from "../errors.ts";
import { solveExactly } from "./solveExactly.ts";

/** A vault as its shares stand for it: what it has by itself, under any names, and shares of vaults beside that. */
export interface ShareBook {
  /** [shares] */
  supply: bigint;
  own: Readonly<Record<string, bigint>>;
  /** By vault, [shares] of it; below zero what it owes of them. */
  shares: Readonly<Record<string, bigint>>;
}

/**
 * What a vault's share stands for, through every vault whose shares its vault holds, however they are nested and though
 * they hold each other. With `S` a vault's supply, `h` its holdings of other shares and `b` what it has by itself,
 * a share's part `t` meets `S_v·t_v − Σ_w h_vw·t_w = b_v` for all vaults at once; that is solved exactly.
 *
 * `LOOK_THROUGH_CLOSED` where vaults own each other whole: then nobody outside has anything, and nothing is determined.
 */
export class LookThrough {
  readonly #names: readonly string[];
  readonly #vaults = new Map<string, readonly bigint[]>();
  readonly #denominator: bigint;

  /** Vaults without shares stand for nothing and may hold nothing. */
  constructor(books: ReadonlyMap<string, ShareBook>) {
    const issued = [...books].filter(([, { supply }]) => supply > 0n);
    const index = new Map(issued.map(([vault], i) => [vault, i]));
    this.#names = [...new Set(issued.flatMap(([, { own }]) => Object.keys(own)))];

    const matrix = issued.map(([, { supply, shares }], row) => {
      const entries = issued.map((_, column) => (column === row ? supply : 0n));
      for (const [vault, amount] of Object.entries(shares)) {
        const column = index.get(vault);
        if (column !== undefined) entries[column] = (entries[column] as bigint) - amount;
      }
      return entries;
    });
    const solved = solveExactly(
      matrix,
      issued.map(([, { own }]) => this.#names.map((name) => own[name] ?? 0n)),
    );
    if (solved === undefined) {
      const vaults = [...index.keys()].join(", ");
      throw new FaultlineError("LOOK_THROUGH_CLOSED", `Vaults own each other whole, among ${vaults}.`);
    }
    this.#denominator = solved.denominator;
    issued.forEach(([vault], i) => {
      this.#vaults.set(vault, solved.numerators[i] as bigint[]);
    });
  }

  /** What so many shares stand for, by name; each rounded toward zero by less than one of its unit. */
  of(vault: string, shares: bigint): Record<string, bigint> {
    const parts = this.#vaults.get(vault);
    return Object.fromEntries(
      this.#names.map((name, i) => [
        name,
        parts === undefined ? 0n : ((parts[i] as bigint) * shares) / this.#denominator,
      ]),
    );
  }
}
