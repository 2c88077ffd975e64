import { utcText } from "../../../web/format.js";
import { MAX_UINT } from "../../world/encode.ts";
import type { World } from "../../world/world.ts";

const EVERYWHERE = `0x${"0".repeat(40)}`;
/** A market's number and one is its address to the breaker; no contract lies as low. */
const MARKETS = 1n << 16n;

/** Names and amounts of what controls know by address and in smallest units. */
export class GuardWords {
  readonly #names: ReadonlyMap<string, string>;
  readonly #markets: ReadonlyMap<string, string>;
  readonly #decimals: (symbol: string) => number;

  constructor({ deployment, scenario }: Pick<World, "deployment" | "scenario">) {
    const { tokens, guards, perps, vaults } = deployment;
    const swapped = (addresses: Record<string, string>) =>
      Object.entries(addresses).map(([name, address]) => [address, name] as const);
    const shares = vaults.map(({ address, symbol }) => [address, symbol] as const);
    this.#names = new Map([...swapped(tokens), ...swapped(guards?.venues ?? {}), ...shares]);
    this.#markets = new Map((perps?.markets ?? []).map(({ id, name }) => [String(id + 1), name]));
    this.#decimals = (symbol) => scenario.assets[symbol]?.decimals ?? 18;
  }

  /** A venue, an asset, a market or a vault by its name; the address itself where it is none's, "" where it is zero. */
  name(address: string): string {
    if (address === EVERYWHERE) return "";
    if (BigInt(address) < MARKETS) return this.#markets.get(String(BigInt(address))) ?? address;
    return this.#names.get(address.toLowerCase()) ?? address;
  }

  /** Where a control binds: "WETH at lending", "lending", "WETH", "everything". */
  scope({ venue, asset }: { venue: string; asset: string }): string {
    const [where, what] = [this.name(venue), this.name(asset)];
    return where && what ? `${what} at ${where}` : where || what || "everything";
  }

  /** Decimals of an asset; of a market, of its size. */
  decimals(address: string): number {
    return BigInt(address) < MARKETS ? 18 : this.#decimals(this.name(address));
  }

  /** "until 2025-10-10 20:48:00 UTC", or that nobody but the owner ends it. */
  until(time: bigint): string {
    return time === MAX_UINT ? "until its owner resets it" : `until ${utcText(Number(time))}`;
  }
}
