import {
  dutchIncentive,
  fixedIncentive,
  morphoIncentive,
  type ToxicRule,
  toxicZoneIncentive,
} from "../model/incentive.ts";
import { indexesAt } from "../model/interest.ts";
import { ltvAtDown, type RiskTerms, thresholdAt } from "../model/riskTerms.ts";
import type { Preset } from "../model/rules.ts";
import type { ReserveConfig } from "../scenario/schema.ts";
import { BPS, WAD } from "../units.ts";
import type { ReserveIdentity } from "./reserveIdentity.ts";

/** Words that the lens returns for one reserve. */
export const RESERVE_WORDS = 12;

/** Words that the lens returns for one reserve's terms that move. */
export const TERMS_WORDS = 9;

/** A reserve of the lending venue: its terms, and its state as stored on the chain. */
export class LendingReserve {
  readonly symbol: string;
  /** Its pair of bits in the pool's bitmaps of users. */
  readonly id: number;
  readonly address: string;
  readonly decimals: number;
  readonly unit: bigint;
  /** Whether it lends for the length of a transaction. */
  readonly flashLoans: boolean;
  /** Whether it can be taken as collateral and repaid as debt. */
  readonly liquidatable: boolean;
  /** Its own; what holds is `termsAt`. */
  readonly terms: { ltv: bigint; liquidationThreshold: bigint; liquidationBonus: bigint; protocolFee: bigint };
  readonly #incentive: ReserveConfig["incentive"];
  readonly #preset: Preset;
  readonly #toxicRule: ToxicRule | undefined;
  #moving: RiskTerms | undefined;

  /** Oracle price in the base currency. */
  price = 0n;
  liquidityIndex = 0n;
  borrowIndex = 0n;
  liquidityRate = 0n;
  borrowRate = 0n;
  lastUpdate = 0n;
  scaledSupply = 0n;
  scaledDebt = 0n;
  cash = 0n;
  accruedToTreasury = 0n;
  deficit = 0n;

  /** `toxicRule` is what holds where seizing this reserve would lower an account's health, if anything does. */
  constructor(
    { symbol, id, address, decimals, flashLoans = true, liquidatable = true }: ReserveIdentity,
    config: ReserveConfig,
    preset: Preset,
    toxicRule?: ToxicRule,
  ) {
    this.symbol = symbol;
    this.id = id;
    this.address = address;
    this.decimals = decimals;
    this.unit = 10n ** BigInt(decimals);
    this.flashLoans = flashLoans;
    this.liquidatable = liquidatable;
    this.terms = {
      ltv: toBps(config.ltv),
      liquidationThreshold: toBps(config.liquidationThreshold),
      liquidationBonus: BPS + toBps(config.liquidationBonus),
      protocolFee: toBps(config.protocolFee),
    };
    this.#incentive = config.incentive;
    this.#preset = preset;
    this.#toxicRule = toxicRule;
  }

  /** Takes the reserve's words of a lens answer, beginning at `offset`. */
  read(words: readonly bigint[], offset: number): void {
    const at = (index: number) => words[offset + index] ?? 0n;
    this.price = at(0);
    this.liquidityIndex = at(1);
    this.borrowIndex = at(2);
    this.liquidityRate = at(3);
    this.borrowRate = at(4);
    this.lastUpdate = at(5);
    this.scaledSupply = at(6);
    this.scaledDebt = at(7);
    this.cash = at(8);
    this.accruedToTreasury = at(9);
    this.deficit = at(10);
  }

  /** Takes the words of a lens answer about terms that move, beginning at `offset`. */
  readTerms(words: readonly bigint[], offset: number): void {
    const at = (index: number) => words[offset + index] ?? 0n;
    const margin = { value: at(0), target: at(1), time: at(2), up: at(3), down: at(4) };
    const threshold = { from: at(5), to: at(6), start: at(7), end: at(8) };
    this.#moving = margin.time === 0n && threshold.end === 0n ? undefined : { margin, threshold };
  }

  /** How LTV and threshold move; undefined where they are the reserve's own. */
  get moving(): RiskTerms | undefined {
    return this.#moving;
  }

  /** LTV and liquidation threshold that hold at a time for accounts outside e-mode. [bps] */
  termsAt(time: number): { ltv: bigint; liquidationThreshold: bigint } {
    const { ltv, liquidationThreshold } = this.terms;
    if (this.#moving === undefined) return this.terms;
    return {
      ltv: ltvAtDown(this.#moving, ltv, BigInt(time)),
      liquidationThreshold: thresholdAt(this.#moving, liquidationThreshold, BigInt(time)),
    };
  }

  /** Both indexes with the interest up to `time`, as the chain computes them. [ray] */
  indexesAt(time: number): { liquidityIndex: bigint; borrowIndex: bigint } {
    return indexesAt(this, BigInt(time), this.#preset);
  }

  /** The same where a control of the toxic zone may lower it, or refuse: null. [wad] */
  guardedIncentive(liquidationBonus: bigint, threshold: bigint, healthFactor: bigint): bigint | null {
    const factor = this.incentive(liquidationBonus, threshold, healthFactor);
    if (this.#toxicRule === undefined) return factor;
    return toxicZoneIncentive(this.#toxicRule, factor, threshold, healthFactor);
  }

  /** Collateral value given for a unit of debt value when this reserve is seized. [wad] */
  incentive(liquidationBonus: bigint, threshold: bigint, healthFactor: bigint): bigint {
    switch (this.#incentive.kind) {
      case "fixed":
        return fixedIncentive(liquidationBonus);
      case "dutch":
        return dutchIncentive(healthFactor, this.#incentive.maxDiscount);
      case "morpho":
        return morphoIncentive((threshold * WAD) / BPS);
    }
  }
}

/** A wad share in basis points, down. */
export function toBps(share: bigint): bigint {
  return (share * BPS) / WAD;
}
