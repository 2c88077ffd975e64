import type { Scenario } from "../scenario/schema.ts";
import { vaultOf } from "../scenario/vaultOf.ts";
import { WAD } from "../units.ts";
import type { Deployment } from "./deployment.ts";
import { encode, GAS, MAX_UINT } from "./encode.ts";
import { startPrices } from "./poolPositions.ts";
import type { OpeningPlan } from "./population.ts";
import { encodeRoute, findRoute } from "./route.ts";
import type { Call } from "./transaction.ts";
import { VAULT } from "./vaultAbi.ts";

/** Relative distance from a looper's target that its opening may end at: half a percent of it. */
const TOLERANCE_SHARE = 200n;
/** A loop must not lose more than a tenth of its equity to fees and slippage of its own opening. */
const COST_SHARE = 10n;

/** Turns plans into transactions on a deployment; amounts become smallest units, rounded down. */
export class Openings {
  readonly #scenario: Scenario;
  readonly #deployment: Deployment;

  constructor(scenario: Scenario, deployment: Deployment) {
    this.#scenario = scenario;
    this.#deployment = deployment;
  }

  /** Smallest units of `whole` [wad] of an asset, down. */
  units(symbol: string, whole: bigint): bigint {
    return (whole * 10n ** BigInt(this.#scenario.assets[symbol]?.decimals ?? 18)) / WAD;
  }

  /** The lab's gift. A share it mints by depositing what that costs, of which it must have enough; a real token a funder gives. */
  mint(symbol: string, to: string, amount: bigint): Call {
    if (this.#scenario.assets[symbol]?.vault !== undefined) {
      const data = VAULT.encodeFunctionData("mint", [amount, to]);
      return this.#call(this.#deployment.roles.lab, this.#token(symbol), data, GAS.vaultDeposit);
    }
    const { funder, roles } = this.#deployment;
    if (funder !== undefined)
      return this.#call(funder, this.#token(symbol), encode("transfer", [to, amount]), GAS.token);
    return this.#call(roles.lab, this.#token(symbol), encode("mint", [to, amount]), GAS.token);
  }

  approve(symbol: string, from: string, spender: string): Call {
    return this.#call(from, this.#token(symbol), encode("approve", [spender, MAX_UINT]), GAS.token);
  }

  /** What an account deposits of its own into a vault. */
  deposit(vault: string, from: string, assets: bigint): Call[] {
    const asset = vaultOf(this.#scenario, vault).asset;
    const data = VAULT.encodeFunctionData("deposit", [assets, from]);
    return [
      this.approve(asset, from, this.#token(vault)),
      this.#call(from, this.#token(vault), data, GAS.vaultDeposit),
    ];
  }

  /**
   * Everything one holder sends to stand where its plan wants it; the first calls are the lab's gifts of what it has
   * not got yet.
   */
  open(plan: OpeningPlan, has: (symbol: string) => boolean = () => false): Call[] {
    const { borrow, leverage } = plan;
    const debts = Object.entries(borrow).map(([symbol, whole]) => this.borrow(plan, symbol, this.units(symbol, whole)));
    const grown = leverage === undefined ? debts : [this.loop(plan, leverage)];
    return [...this.prepare(plan, has), ...grown, ...this.defend(plan)];
  }

  /** What comes before a holder owes anything: gifts, supply and e-mode; a looper's approvals. */
  prepare(plan: OpeningPlan, has: (symbol: string) => boolean = () => false): Call[] {
    const { address, pair } = plan.holder;
    const pool = this.#deployment.lendingPool;
    const calls: Call[] = [];
    for (const [symbol, whole] of Object.entries(plan.supply)) {
      const amount = this.units(symbol, whole);
      if (!has(symbol)) calls.push(this.mint(symbol, address, amount));
      if (plan.leverage !== undefined) continue;
      calls.push(this.approve(symbol, address, pool));
      calls.push(this.#call(address, pool, encode("supply", [this.#token(symbol), amount, address, 0]), GAS.supply));
    }
    if (plan.eMode !== 0) calls.push(this.#call(address, pool, encode("setUserEMode", [plan.eMode]), GAS.token * 2));
    if (plan.leverage === undefined || pair === undefined) return calls;
    const router = this.#deployment.leverageRouter;
    const debtToken = this.#deployment.reserves.find((reserve) => reserve.symbol === pair.debt)?.debtToken ?? "";
    return [
      ...calls,
      this.approve(pair.collateral, address, router),
      this.#call(address, debtToken, encode("approveDelegation", [router, MAX_UINT]), GAS.token),
    ];
  }

  /** A holder borrows smallest units. */
  borrow({ holder }: Pick<OpeningPlan, "holder">, symbol: string, amount: bigint): Call {
    const args = [this.#token(symbol), amount, 2, 0, holder.address];
    return this.#call(holder.address, this.#deployment.lendingPool, encode("borrow", args), GAS.borrow);
  }

  /** A looper levers to `leverage` [wad], and brings its equity unless it has done so. */
  loop(plan: OpeningPlan, leverage: bigint, brings = true): Call {
    const { address, pair } = plan.holder;
    const { collateral, debt } = pair as { collateral: string; debt: string };
    const equity = brings ? this.units(collateral, plan.supply[collateral] ?? 0n) : 0n;
    const params = {
      collateral: this.#token(collateral),
      debt: this.#token(debt),
      equity,
      targetLeverage: leverage,
      minLeverage: leverage - leverage / TOLERANCE_SHARE,
      maxIterations: 60,
      maxDebt: MAX_UINT,
      minCollateral: (equity * leverage) / WAD - (equity * leverage) / WAD / COST_SHARE,
      deadline: MAX_UINT,
      path: encodeRoute(this.#deployment, debt, findRoute(this.#deployment, debt, collateral)),
    };
    const [name, gas] = plan.iterative
      ? (["openIterative", GAS.iterativeLoop] as const)
      : (["openFlash", GAS.loop] as const);
    return this.#call(address, this.#deployment.leverageRouter, encode(name, [params]), gas);
  }

  /** What a defender needs beforehand: its aTokens at the router's hand, or money in the wallet. */
  defend(plan: OpeningPlan): Call[] {
    const { defence, pair, address } = plan.holder;
    if (defence === undefined || pair === undefined) return [];
    if (defence.by === "deleverage") {
      const aToken = this.#deployment.reserves.find((reserve) => reserve.symbol === pair.collateral)?.aToken ?? "";
      return [this.#call(address, aToken, encode("approve", [this.#deployment.leverageRouter, MAX_UINT]), GAS.token)];
    }
    return [
      this.mint(pair.debt, address, this.units(pair.debt, this.#plannedDebt(plan, pair) / 2n)),
      this.approve(pair.debt, address, this.#deployment.lendingPool),
    ];
  }

  /** Debt that a plan leads to, in whole units [wad]. */
  #plannedDebt({ supply, borrow, leverage }: OpeningPlan, pair: { collateral: string; debt: string }): bigint {
    if (leverage === undefined) return borrow[pair.debt] ?? 0n;
    const prices = startPrices(this.#scenario.assets);
    const equityUsd = ((supply[pair.collateral] ?? 0n) * (prices.get(pair.collateral) ?? 0n)) / WAD;
    return (equityUsd * (leverage - WAD)) / (prices.get(pair.debt) ?? WAD);
  }

  #token(symbol: string): string {
    return this.#deployment.tokens[symbol] ?? "";
  }

  #call(from: string, to: string, data: string, gas: number): Call {
    return { from, to, data, gas };
  }
}
