import { ZeroAddress } from "ethers";
import type { CapConfig } from "../../scenario/capSchema.ts";
import { WAD } from "../../units.ts";
import { guardCall } from "../controls/guardCall.ts";
import { registryPokes } from "../controls/registryPokes.ts";
import type { Curtailed } from "../curtailed.ts";
import { read } from "../read.ts";
import type { Call } from "../transaction.ts";
import type { Holder, World } from "../world.ts";
import { aimBelow } from "./aimBelow.ts";
import type { Stake } from "./fittedAmount.ts";
import { REGISTRY } from "./registryAbi.ts";

/** Gas of a trial: as much as a transaction may take (EIP-7825). */
const TRIAL_GAS = "0x1000000";
/** Whoever comes later than so many is refused by what those before have done. */
const MOST_BETWEEN = 5;
const SCOPES = ["account", "asset", "system"] as const;

/** A refusal of the registry, and whose cap it was. */
export interface Refused extends Pick<Curtailed, "reason" | "value" | "limit"> {
  scope: (typeof SCOPES)[number];
}

/** The leverage registry as whoever opens a position under it meets it: asked on the chain, at its head. */
export class OpeningCap {
  /** Vaults that were refused to grow, by symbol: what the registry said. */
  readonly vaults = new Map<string, Refused>();
  readonly #world: World;
  readonly #registry: string;
  readonly #config: CapConfig;
  /** Whether there are caps on what all have together. */
  readonly isShared: boolean;

  private constructor(world: World, registry: string, config: CapConfig) {
    this.#world = world;
    this.#registry = registry;
    this.#config = config;
    this.isShared = config.maxSystemLeverage !== undefined || Object.keys(config.maxReuse).length > 0;
  }

  /** The cap that binds openings; undefined where there is none, or it only watches. */
  static of(world: World): OpeningCap | undefined {
    const cap = world.scenario.treatments?.cap;
    const registry = world.deployment.guards?.registry;
    if (cap?.binds !== "opening" || cap.mode !== "enforce" || registry === undefined) return undefined;
    return new OpeningCap(world, registry, cap);
  }

  /** As many as act between two looks: caps on all together notice only then how far it has come. */
  batches<T>(all: readonly T[]): T[][] {
    const most = this.isShared ? MOST_BETWEEN : all.length;
    const batches: T[][] = [];
    for (let start = 0; start < all.length; start += most) batches.push(all.slice(start, start + most));
    return batches;
  }

  /** Shows the registry all vaults and the system, where what it has stored of them decides. */
  pokes(): Call[] {
    return this.isShared ? this.#looks() : [];
  }

  /**
   * The lab's own deposits into vaults, which are what others bring or trade: no vault asks the registry meanwhile, and
   * what it has stored is taken anew.
   */
  unguarded(calls: readonly Call[]): Call[] {
    const { deployment } = this.#world;
    const vaults = deployment.vaults.map(({ address }) => address);
    if (calls.length === 0) return [];
    const hook = (to: string) => vaults.map((vault) => guardCall(deployment, ["venue", vault], "setRiskHook", [to]));
    const pokes = this.#looks().slice(0, vaults.length);
    return [...hook(ZeroAddress), ...calls, ...hook(this.#registry), ...pokes];
  }

  /** Why the registry would refuse a call now; undefined where it would not, whatever else may be in its way. */
  async refusal({ from, to, data }: Call): Promise<Refused | undefined> {
    try {
      await this.#world.chain.request("eth_call", [{ from, to, data, gas: TRIAL_GAS }, "latest"]);
      return undefined;
    } catch (error) {
      const reason = (error as { data?: unknown }).data;
      const parsed = typeof reason === "string" ? REGISTRY.parseError(reason) : null;
      if (parsed === null) return undefined;
      const [scope, , value, limit] = parsed.args;
      return { reason: parsed.name, value, limit, scope: SCOPES[Number(scope)] ?? "account" };
    }
  }

  /** The refusal that a leverage [wad] meets, or may do once others have traded; undefined where it is safe. */
  foreseen(leverage: bigint): Refused | undefined {
    const limit = this.#config.maxLeverage;
    if (limit === undefined || leverage <= WAD || leverage <= aimBelow(limit)) return undefined;
    return { reason: "LeverageRegistry_AboveCap", value: leverage, limit, scope: "account" };
  }

  /** A refusal of which nothing but that it was one is known. */
  atLimit(): Refused {
    const limit = this.#config.maxLeverage ?? 0n;
    return { reason: "LeverageRegistry_AboveCap", value: limit, limit, scope: "account" };
  }

  /** Whether nothing but an account's leverage is capped, and this one [wad] is below so many percent of the cap. */
  isFar(leverage: bigint, percent: bigint): boolean {
    return !this.isShared && leverage * 100n <= (this.#config.maxLeverage ?? 0n) * percent;
  }

  /** Whether an error's selector is that of an account, an asset or the system above its cap. */
  isRefusal(selector: string): boolean {
    return REGISTRY.getError("LeverageRegistry_AboveCap")?.selector === selector;
  }

  /** What the registry measures of an account. */
  async stakeOf(account: string): Promise<Stake> {
    const [{ exposure, equity }] = await read(this.#world.chain, this.#registry, REGISTRY, "getMeasure", [account]);
    return { exposure, equity };
  }

  /** Notes what the registry said to a vault that would grow; undefined where it may. */
  heard(vault: string, refused: Refused | undefined): void {
    if (refused === undefined) this.vaults.delete(vault);
    else this.vaults.set(vault, refused);
  }

  /** Records what a holder did not get, in USD [wad]. */
  record(
    { address, group }: Pick<Holder, "address" | "group">,
    venue: string,
    { reason, value, limit }: Refused,
    wantedUsd: bigint,
    gotUsd: bigint,
  ): void {
    this.#world.curtailed.push({ account: address, group, venue, reason, value, limit, wantedUsd, gotUsd });
  }

  /** At every vault, then at the system. */
  #looks(): Call[] {
    const { vaults, roles } = this.#world.deployment;
    return registryPokes(this.#registry, vaults).map(({ to, data, gas }) => ({ from: roles.lab, to, data, gas }));
  }
}
