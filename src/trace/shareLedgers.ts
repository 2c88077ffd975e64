import type { World } from "../world/world.ts";
import { ShareLedger } from "./shareLedger.ts";

/** All vaults, each after those whose shares it holds. */
export class ShareLedgers {
  readonly all: readonly ShareLedger[];
  readonly #bySymbol: ReadonlyMap<string, ShareLedger>;
  readonly #byAddress: ReadonlyMap<string, ShareLedger>;
  readonly #byShare: ReadonlyMap<number, ShareLedger>;

  constructor({ scenario, deployment }: Pick<World, "scenario" | "deployment">) {
    const { assets } = scenario;
    const symbols = Object.keys(assets);
    const depth = (symbol: string): number => {
      const vault = assets[symbol]?.vault;
      return vault === undefined ? 0 : 1 + depth(vault.asset);
    };
    this.all = [...deployment.vaults]
      .sort((a, b) => depth(a.symbol) - depth(b.symbol))
      .map(({ symbol, address, asset }) => {
        const fees = assets[symbol]?.vault?.fees ?? { entry: 0n, exit: 0n };
        const places = { share: symbols.indexOf(symbol), asset: symbols.indexOf(asset) };
        return new ShareLedger(symbol, address, places, fees);
      });
    this.#bySymbol = new Map(this.all.map((book) => [book.symbol, book]));
    this.#byAddress = new Map(this.all.map((book) => [book.address, book]));
    this.#byShare = new Map(this.all.map((book) => [book.share, book]));
  }

  of(symbol: string): ShareLedger | undefined {
    return this.#bySymbol.get(symbol);
  }

  at(address: string): ShareLedger | undefined {
    return this.#byAddress.get(address);
  }

  /** The vault whose share has this place among the scenario's assets. */
  ofShare(asset: number): ShareLedger | undefined {
    return this.#byShare.get(asset);
  }
}
