import { WAD } from "../units.ts";
import type { Vault } from "../venues/vault.ts";
import type { Venues } from "../venues/venues.ts";
import type { RunRule } from "../world/world.ts";
import { placeOf } from "./rounds.ts";
import type { ShareMoments } from "./shareMoments.ts";
import { utilisation } from "./utilisation.ts";
import type { RedemptionRow } from "./vaultRow.ts";

/** What a holder could see of a vault at the beginning of a block. */
interface Seen {
  block: number;
  /** Assets for a whole share, [wad]: as the vault says, and on the path alone. */
  rate: bigint;
  alone: bigint;
  /** Of the fullest reserve that the vault depends on, [wad]. */
  utilisation: bigint;
}

/** What made a holder run, and between which places of the chain it came about. */
export interface Trigger {
  trigger: NonNullable<RedemptionRow["trigger"]>;
  window: { from: number; to: number };
  /** Whether the path alone had made it run as well. */
  direct: boolean;
}

/** When the rules of those who run first held, by vault. */
export class RunTriggers {
  readonly #seen = new Map<string, Seen[]>();

  /** Notes a vault as a block finds it. */
  note(venues: Venues, vault: Vault, shares: ShareMoments, block: number): void {
    const { symbol } = vault.info;
    const seen = this.#seen.get(symbol) ?? [];
    const alone = shares.counterfactual.shares.get(symbol)?.rate ?? 0n;
    seen.push({ block, rate: vault.sharePrice, alone, utilisation: utilisationOf(venues, vault) });
    this.#seen.set(symbol, seen);
  }

  /** What first made a holder with such a rule run, by the beginning of the last noted block; undefined for nothing. */
  of(rule: RunRule): Trigger | undefined {
    const seen = this.#seen.get(rule.vault) ?? [];
    const [first, last] = [seen[0], seen.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const fell = (from: bigint, to: bigint) =>
      rule.sharePriceLoss !== undefined && to * WAD <= from * (WAD - rule.sharePriceLoss);
    const isFull = (each: Seen) => rule.utilisation !== undefined && each.utilisation >= rule.utilisation;
    const found = seen.findIndex((each) => fell(first.rate, each.rate) || isFull(each));
    const at = seen[found];
    const window = { from: placeOf(seen[found - 1]?.block ?? 0, 0), to: placeOf(at?.block ?? 0, 0) };
    if (rule.rumourAt !== undefined && rule.rumourAt <= Math.min(at?.block ?? last.block, last.block)) {
      return { trigger: "rumour", window, direct: true };
    }
    if (at === undefined) return undefined;
    if (!fell(first.rate, at.rate)) return { trigger: "utilisation", window, direct: false };
    return { trigger: "sharePrice", window, direct: fell(first.alone, at.alone) };
  }
}

/** How far the fullest reserve is lent out that a vault lends to or borrows from. [wad] */
function utilisationOf({ lending }: Venues, { config }: Vault): bigint {
  const symbols = config.kind === "loop" ? [config.asset, config.debt] : [config.asset];
  return lending.reserves.reduce((most, reserve) => {
    const share = symbols.includes(reserve.symbol) ? utilisation(lending, reserve) : 0n;
    return share > most ? share : most;
  }, 0n);
}
