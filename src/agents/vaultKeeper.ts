import type { AgentConfig } from "../scenario/schema.ts";
import type { Vault } from "../venues/vault.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { Attempts } from "./attempts.ts";
import { basisOutlook } from "./basisOutlook.ts";
import { isUnhedged, lacksMargin, planBasisFulfil, planBasisRebalance, planHedge } from "./basisPlans.ts";
import { HeldBack } from "./heldBack.ts";
import { holdPlan } from "./holdPlan.ts";
import { isKept } from "./isKept.ts";
import { loopOutlook } from "./loopOutlook.ts";
import { isAboveMost, planLoopFulfil, planLoopRebalance, planRipcord } from "./loopPlans.ts";
import { Reaction } from "./reaction.ts";
import { TIPS } from "./tips.ts";
import { vaultCall } from "./vaultCalls.ts";
import { VaultHope } from "./vaultHope.ts";
import type { VaultPlan } from "./vaultPlan.ts";

type Config = Extract<AgentConfig, { kind: "vaultKeeper" }>;

/**
 * Steers vaults for nothing: pulls the ripcord, rebalances what is out of its band and serves the queue, one call a
 * vault and block; mends hedges where no hedger does, to whom it leaves the block otherwise. Each call is tried out in
 * process first, so that hardly any reverts; what a control would refuse is held back, and the next is done instead.
 */
export function vaultKeeper(name: string, config: Config, account: string, world: World): Agent {
  const reaction = new Reaction(config.reactionBlocks);
  const attempts = new Attempts();
  const { flash } = config;
  const loanFee = world.scenario.lending.flashLoanPremium;
  const hope = new VaultHope();
  const heldBack = new HeldBack();
  let waits = false;

  return {
    name,
    kind: "vaultKeeper",
    isBusy: () => waits || reaction.waiting || heldBack.waits,
    held: () => heldBack.list,
    act(view) {
      heldBack.begin();
      waits = view.block < config.fromBlock;
      if (waits) return [];
      const vaults = (view.vaults?.vaults ?? []).filter(({ info }) => config.vaults?.includes(info.symbol) ?? true);
      const wanted = vaults
        .filter(({ info }) => !view.isWaiting(info.symbol))
        .map((vault) => ({ vault, plans: plansOf(view, vault) }))
        .filter(({ plans }) => plans.length > 0);
      return reaction
        .due(view.block, wanted, ({ vault }) => vault.info.symbol)
        .flatMap(({ vault, plans }) => firstOf(view, vault, plans));
    },
  };

  /** Most urgent first. */
  function plansOf(view: View, vault: Vault): VaultPlan[] {
    const [loop, basis] = [loopOutlook(view, vault, loanFee), basisOutlook(view, vault)];
    const hedge = basis && planHedge(basis);
    const risks = (loop !== undefined && isAboveMost(loop)) || (basis !== undefined && isUnhedged(basis));
    const wants = risks || (config.serve && vault.pending > 0n);
    if (hope.isHopeful(view.block, vault, wants)) waits = true;
    if (hedge !== undefined && isKept(world, "hedger", vault.info)) return [];
    const rescue = hedge ?? (loop && planRipcord(loop, flash));
    const steer = (loop && planLoopRebalance(loop, flash)) ?? (basis && planBasisRebalance(basis));
    const serve = (loop && planLoopFulfil(loop, flash)) ?? (basis && planBasisFulfil(basis));
    const served = config.serve ? serve : undefined;
    // Who waits goes before what is merely untidy.
    const rest = risks || (basis !== undefined && lacksMargin(basis)) ? [steer, served] : [served, steer];
    return [rescue, ...rest].filter((plan) => plan !== undefined);
  }

  function firstOf(view: View, vault: Vault, plans: readonly VaultPlan[]): Intent[] {
    const { address, symbol } = vault.info;
    const key = ({ action }: VaultPlan) => `${action} ${symbol}`;
    const allowed = plans.filter((plan) => !holdPlan(view, heldBack, vault.info, plan));
    const possible = allowed.filter((plan) => attempts.mayTry(key(plan), plan.state, view.block));
    const plan = possible.find(({ readyAt }) => readyAt <= view.time);
    waits ||= plan === undefined && possible.length > 0;
    if (plan === undefined) return [];
    attempts.tried(key(plan), plan.state, view.block);
    const call = vaultCall(address, account, plan.name, plan.args, plan.stepwise);
    return [{ ...call, tip: TIPS.vaultKeeper, action: plan.action, subject: symbol }];
  }
}
