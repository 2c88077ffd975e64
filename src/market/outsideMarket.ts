import { expWad, powWad } from "../model/transcendental.ts";
import type { Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import type { ExogenousPath } from "./exogenousPath.ts";

/** Prices of one asset outside, USD [wad]. */
export interface OutsidePrice {
  /** X: the path alone. */
  exogenous: bigint;
  /** R: the path and the impact of what was sold to the outside. */
  reference: bigint;
  /** Redemption rate that both rest on, [wad]; a staked asset's alone. */
  rate?: bigint;
}

/**
 * The reference market of docs/MODEL.md: `ln R = ln X + I`, `I ← I·2^(−Δt/h) − F/D`, with F the net USD sold to the
 * outside in the block before. A staked asset is worth its redemption rate times its underlying times a basis of its
 * own, and F moves the basis alone.
 */
export class OutsideMarket {
  readonly #scenario: Scenario;
  readonly #paths: ReadonlyMap<string, ExogenousPath>;
  readonly #decay: bigint;
  readonly #impact = new Map<string, bigint>();
  readonly #rates = new Map<string, bigint>();
  #prices = new Map<string, OutsidePrice>();

  constructor(scenario: Scenario, paths: readonly ExogenousPath[]) {
    this.#scenario = scenario;
    this.#paths = new Map(paths.map((path) => [path.asset, path]));
    const halfLife = scenario.market.recoveryHalfLifeSeconds;
    const elapsed = BigInt(scenario.chain.blockSeconds) * WAD;
    this.#decay = halfLife === "never" ? WAD : powWad(2n * WAD, -(elapsed / BigInt(halfLife)));
    for (const [symbol, asset] of Object.entries(scenario.assets)) {
      this.#impact.set(symbol, 0n);
      if (asset.staked !== undefined) this.#rates.set(symbol, asset.staked.exchangeRate);
    }
    this.moveTo(0);
  }

  get prices(): ReadonlyMap<string, OutsidePrice> {
    return this.#prices;
  }

  /** I, the log impact that stands on an asset now, [wad]. */
  impactOf(symbol: string): bigint {
    return this.#impact.get(symbol) ?? 0n;
  }

  /** The block after which nothing outside moves by itself. */
  get lastMove(): number {
    return Math.max(0, ...[...this.#paths.values()].map((path) => path.lastBlock));
  }

  /** The redemption rate that the chain shows for a staked asset, [wad]. */
  setRate(symbol: string, rate: bigint): void {
    this.#rates.set(symbol, rate);
  }

  /** Takes a block's net USD sold to the outside, by asset [wad]; lets the impact of earlier blocks recover first. */
  absorb(flowUsd: ReadonlyMap<string, bigint>): void {
    const { coupling, depthUsdPerLog } = this.#scenario.market;
    for (const [symbol, standing] of this.#impact) {
      const depth = depthUsdPerLog[symbol];
      const pushed = coupling === "on" && depth !== undefined ? ((flowUsd.get(symbol) ?? 0n) * WAD) / depth : 0n;
      this.#impact.set(symbol, (standing * this.#decay) / WAD - pushed);
    }
  }

  /** Sets the prices of a block; underlyings before what is staked over them. */
  moveTo(block: number): void {
    const assets = Object.entries(this.#scenario.assets);
    const next = new Map<string, OutsidePrice>();
    for (const [symbol, asset] of assets) {
      if (asset.priceUsd !== undefined) next.set(symbol, this.#price(symbol, asset.priceUsd, asset.priceUsd, block));
    }
    for (const [symbol, asset] of assets) {
      const under = asset.staked && next.get(asset.staked.over);
      if (under === undefined) continue;
      const rate = this.#rates.get(symbol) ?? WAD;
      const price = this.#price(symbol, (under.exogenous * rate) / WAD, (under.reference * rate) / WAD, block);
      next.set(symbol, { ...price, rate });
    }
    this.#prices = next;
  }

  #price(symbol: string, exogenousBase: bigint, referenceBase: bigint, block: number): OutsidePrice {
    const path = this.#paths.get(symbol);
    const impact = expWad(this.#impact.get(symbol) ?? 0n);
    if (path?.absolute) return { exogenous: path.at(block), reference: (path.at(block) * impact) / WAD };
    const multiple = path?.at(block) ?? WAD;
    const times = (base: bigint) => (base * multiple) / WAD;
    return { exogenous: times(exogenousBase), reference: (times(referenceBase) * impact) / WAD };
  }
}
