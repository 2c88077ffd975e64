import type { Deployment } from "../../world/deployment.ts";

const EVERYWHERE = `0x${"0".repeat(40)}`;
/** A market's number and one is its address to the breaker; no contract lies as low. */
const MARKETS = 1n << 16n;

/** Words for what the controls know by address. */
export class GuardNames {
  readonly #venues: ReadonlyMap<string, string>;
  readonly #tokens: ReadonlyMap<string, string>;
  readonly #markets: ReadonlyMap<number, string>;

  constructor({ guards, tokens, perps }: Pick<Deployment, "guards" | "tokens" | "perps">) {
    this.#venues = swapped(guards?.venues ?? {});
    this.#tokens = swapped(tokens);
    this.#markets = new Map((perps?.markets ?? []).map(({ id, name }) => [id, name]));
  }

  /** A venue's name, the address itself where it is none's; null is every venue. */
  venue(address: string): string | null {
    return address === EVERYWHERE ? null : (this.#venues.get(address) ?? address);
  }

  isVenue(address: string): boolean {
    return this.#venues.has(address);
  }

  /** An asset's symbol or a market's name, by the breaker's address of it; null is everything. */
  asset(address: string): string | null {
    if (address === EVERYWHERE) return null;
    if (BigInt(address) <= MARKETS) return this.market(Number(BigInt(address)) - 1);
    return this.#tokens.get(address) ?? address;
  }

  market(id: number): string {
    return this.#markets.get(id) ?? String(id);
  }
}

function swapped(addresses: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(addresses).map(([name, address]) => [address, name]));
}
