import type { PerpsConfig } from "../scenario/perpSchema.ts";
import type { Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import type { Deployment, PerpDeployment } from "./deployment.ts";
import { encode, GAS, MAX_UINT } from "./encode.ts";
import type { PlacedOrder } from "./interleave.ts";
import { Openings } from "./openings.ts";
import type { ProviderPlan, TraderPlan } from "./traderPlans.ts";
import type { Call } from "./transaction.ts";

/** More than anyone could ever lose: a trillion dollars. */
const BOTTOMLESS = 10n ** 12n * WAD;

/** Turns plans for the exchange into transactions; amounts become smallest units, rounded down. */
export class PerpOpenings {
  readonly #openings: Openings;
  readonly #deployment: Deployment;
  readonly #venue: PerpDeployment;
  readonly #perps: PerpsConfig;
  readonly #shares: ReadonlySet<string>;
  /** Whether losses may travel by way of deleveraging. */
  readonly #counterparty: boolean;

  constructor(scenario: Scenario, deployment: Deployment, venue: PerpDeployment, perps: PerpsConfig) {
    this.#openings = new Openings(scenario, deployment);
    this.#deployment = deployment;
    this.#venue = venue;
    this.#perps = perps;
    this.#counterparty = scenario.channels.counterparty;
    this.#shares = new Set(deployment.vaults.map(({ symbol }) => symbol));
  }

  /** A passive provider's deposit into the liquidity pool. */
  provide({ holder, deposit }: ProviderPlan): Call[] {
    const { quote, pool } = this.#venue;
    const amount = this.#openings.units(quote, deposit);
    const data = encode("deposit(uint256,address)", [amount, holder.address]);
    return [
      this.#openings.mint(quote, holder.address, amount),
      this.#openings.approve(quote, holder.address, pool),
      { from: holder.address, to: pool, data, gas: GAS.perpPool },
    ];
  }

  /** The insurance fund's start, given by the lab: no deficit is beyond it where the channel is cut. */
  insure(): Call[] {
    const { quote, exchange } = this.#venue;
    const amount = this.#openings.units(quote, this.#counterparty ? this.#perps.insuranceUsd : BOTTOMLESS);
    if (amount === 0n) return [];
    const { lab } = this.#deployment.roles;
    return [
      this.#openings.mint(quote, lab, amount),
      this.#openings.approve(quote, lab, exchange),
      { from: lab, to: exchange, data: encode("fundInsurance", [amount]), gas: GAS.perpDeposit },
    ];
  }

  /** What a trader brings: the lab's gift, its approvals and deposits. */
  bring({ holder, deposits }: Pick<TraderPlan, "holder" | "deposits">): Call[] {
    return Object.entries(deposits).flatMap(([symbol, whole]) => this.deposit(symbol, holder.address, whole));
  }

  /** Gives an account tokens, in whole units [wad], and lets it deposit them. Shares it has already. */
  deposit(symbol: string, account: string, whole: bigint): Call[] {
    const amount = this.#openings.units(symbol, whole);
    const gift = this.#shares.has(symbol) ? [] : [this.#openings.mint(symbol, account, amount)];
    return amount === 0n ? [] : [...gift, ...this.depositOwn(symbol, account, amount)];
  }

  /** Lets an account deposit smallest units of what it has. */
  depositOwn(symbol: string, account: string, amount: bigint): Call[] {
    const { exchange } = this.#venue;
    const data = encode("deposit(address,uint256,address)", [this.#deployment.tokens[symbol], amount, account]);
    return [
      this.#openings.approve(symbol, account, exchange),
      { from: account, to: exchange, data, gas: GAS.perpDeposit },
    ];
  }

  /** Trades at once, or commits to trade where the market settles later, at whatever price comes. */
  order({ market, sizeDelta, account }: PlacedOrder): Call {
    const name = this.delayOf(market) === 0 ? "trade" : "commitOrder";
    const data = encode(name, [market, sizeDelta, sizeDelta > 0n ? MAX_UINT : 0n, false]);
    return { from: account, to: this.#venue.exchange, data, gas: GAS.perpTrade };
  }

  /** The account settles its own order, so that it gets its escrow back. */
  settle({ market, account }: PlacedOrder): Call {
    const data = encode("settleOrder", [market, account]);
    return { from: account, to: this.#venue.exchange, data, gas: GAS.perpTrade };
  }

  /** Blocks between commitment and settlement in a market. */
  delayOf(market: number): number {
    const name = this.#venue.markets[market]?.name ?? "";
    return this.#perps.markets[name]?.trading.settlementDelay ?? 0;
  }
}
