import type { AgentConfig } from "../scenario/schema.ts";
import type { Vault } from "../venues/vault.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { Attempts } from "./attempts.ts";
import { type BasisOutlook, basisOutlook } from "./basisOutlook.ts";
import { lacksMargin, planBasisRebalance, planHedge } from "./basisPlans.ts";
import { HeldBack } from "./heldBack.ts";
import { holdPlan } from "./holdPlan.ts";
import { isKept } from "./isKept.ts";
import { Reaction } from "./reaction.ts";
import { TIPS } from "./tips.ts";
import { vaultCall } from "./vaultCalls.ts";
import type { VaultPlan } from "./vaultPlan.ts";

type Config = Extract<AgentConfig, { kind: "hedger" }>;

/**
 * Keeps basis vaults hedged, as their keeper: mends a hedge that is out of its band, and tops up margin where no vault
 * keeper does.
 */
export function hedger(name: string, config: Config, account: string, world: World): Agent {
  const reaction = new Reaction(config.reactionBlocks);
  const attempts = new Attempts();
  const heldBack = new HeldBack();
  let waits = false;

  return {
    name,
    kind: "hedger",
    isBusy: () => waits || reaction.waiting || heldBack.waits,
    held: () => heldBack.list,
    act(view) {
      heldBack.begin();
      waits = false;
      const vaults = (view.vaults?.vaults ?? []).filter(({ info }) => config.vaults?.includes(info.symbol) ?? true);
      const wanted = vaults.flatMap((vault) => {
        const look = view.isWaiting(vault.info.symbol) ? undefined : basisOutlook(view, vault);
        const plan = look && planOf(look);
        return plan === undefined ? [] : [{ vault, plan }];
      });
      return reaction
        .due(view.block, wanted, ({ vault }) => vault.info.symbol)
        .flatMap(({ vault, plan }) => intentOf(view, vault, plan));
    },
  };

  function planOf(look: BasisOutlook): VaultPlan | undefined {
    const tops = lacksMargin(look) && !isKept(world, "vaultKeeper", look.vault.info);
    return (tops ? planBasisRebalance(look) : undefined) ?? planHedge(look);
  }

  function intentOf(view: View, { info }: Vault, plan: VaultPlan): Intent[] {
    const key = `${plan.action} ${info.symbol}`;
    if (holdPlan(view, heldBack, info, plan)) return [];
    if (!attempts.mayTry(key, plan.state, view.block)) return [];
    if (plan.readyAt > view.time) {
      waits = true;
      return [];
    }
    attempts.tried(key, plan.state, view.block);
    const call = vaultCall(info.address, account, plan.name, plan.args);
    return [{ ...call, tip: TIPS.vaultKeeper, action: plan.action, subject: info.symbol }];
  }
}
