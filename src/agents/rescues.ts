import type { Vault } from "../venues/vault.ts";
import type { Held, Intent, View } from "./agent.ts";
import { basisOutlook } from "./basisOutlook.ts";
import { planOpenHedge } from "./basisPlans.ts";
import { gasCostUsd } from "./gasCost.ts";
import { HeldBack } from "./heldBack.ts";
import { holdPlan } from "./holdPlan.ts";
import { toUsd } from "./liquidationPlan.ts";
import { loopOutlook } from "./loopOutlook.ts";
import { planRipcord } from "./loopPlans.ts";
import { Reaction } from "./reaction.ts";
import { TIPS } from "./tips.ts";
import { vaultCall } from "./vaultCalls.ts";
import type { VaultPlan } from "./vaultPlan.ts";

const EXPECTED_GAS = 1_000_000n;

/**
 * What anyone may do for a vault and is paid for: pull the ripcord of a loop vault, mend the open hedge of a basis vault.
 * Whoever does it for the reward comes after the vault's own keepers have let a block pass.
 */
export class Rescues {
  readonly #loanFee: bigint;
  readonly #minimumProfitUsd: bigint;
  readonly #reaction = new Reaction(1);
  readonly #heldBack = new HeldBack();

  /** Fee of a flash loan, [wad]; least reward above gas, USD [wad]. */
  constructor(loanFee: bigint, minimumProfitUsd: bigint) {
    [this.#loanFee, this.#minimumProfitUsd] = [loanFee, minimumProfitUsd];
  }

  /** What it would have sent in the last block, had a control let it. */
  get held(): readonly Held[] {
    return this.#heldBack.list;
  }

  plan(view: View, from: string): Intent[] {
    this.#heldBack.begin();
    const wanted = (view.vaults?.vaults ?? []).flatMap((vault) => {
      const plan = view.isWaiting(vault.info.symbol) ? undefined : this.#planOf(view, vault);
      return plan === undefined || plan.readyAt > view.time ? [] : [{ vault, plan }];
    });
    return this.#reaction
      .due(view.block, wanted, ({ vault, plan }) => `${plan.action} ${vault.info.symbol}`)
      .filter(({ vault, plan }) => !holdPlan(view, this.#heldBack, vault.info, plan))
      .map(({ vault: { info }, plan }) => {
        const call = vaultCall(info.address, from, plan.name, plan.args, plan.stepwise);
        return { ...call, tip: TIPS.rescuer, action: plan.action, subject: info.symbol };
      });
  }

  #planOf(view: View, vault: Vault): VaultPlan | undefined {
    const { settings, idle, info, assetUnit } = vault;
    if (settings === undefined) return undefined;
    const promised = settings.kind === "loop" ? settings.ripcordReward : settings.openReward;
    const reward = promised < idle ? promised : idle;
    const worth = toUsd(view, info.asset, reward, assetUnit);
    if (worth < gasCostUsd(view, EXPECTED_GAS) + this.#minimumProfitUsd) return undefined;
    const loop = loopOutlook(view, vault, this.#loanFee);
    if (loop !== undefined) return planRipcord(loop, true);
    const basis = basisOutlook(view, vault);
    return basis && planOpenHedge(basis);
  }
}
