import { debtBalance } from "../model/account.ts";
import { WAD } from "../units.ts";
import type { Vault } from "../venues/vault.ts";
import type { RunRule, World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { BackOff } from "./backOff.ts";
import { exitRefusal } from "./exitRefusal.ts";
import { HeldBack } from "./heldBack.ts";
import { InstantAssets } from "./instantAssets.ts";
import { toUsd } from "./liquidationPlan.ts";
import { claimAll, redeemAll } from "./redemption.ts";
import { TIPS } from "./tips.ts";

interface Runner {
  account: string;
  rule: RunRule;
  /** Block in which its trigger first held. */
  since?: number;
}

/** What vaults can pay at once, within the controls and but for them. */
interface Pots {
  bound: InstantAssets;
  free: InstantAssets;
}

/** What everyone sees of a vault: how far its share price fell from the start, and how full its reserves are. [wad] */
interface Signs {
  loss: bigint;
  utilisation: bigint;
}

/**
 * Holders of shares who run: each redeems all it has from the block in which its trigger has held for its reaction time,
 * at once what the vault pays at once and the rest by request, and claims what is served. What only a control keeps the
 * vault from paying it does not queue for: it keeps those shares and tries again. Whoever ran once goes on.
 */
export function runners(world: World): Agent {
  const all = world.holders.flatMap(({ address, run }): Runner[] =>
    run === undefined ? [] : [{ account: address, rule: run }],
  );
  const start = new Map<Vault, bigint>();
  const backOff = new BackOff();
  const heldBack = new HeldBack();
  let isPending = false;

  return {
    name: "runners",
    kind: "runner",
    isBusy: () => isPending || heldBack.waits,
    held: () => heldBack.list,
    act(view) {
      isPending = false;
      heldBack.begin();
      const pots = { bound: new InstantAssets(view), free: new InstantAssets(view, true) };
      const signs = new Map((view.vaults?.vaults ?? []).map((vault) => [vault.info.symbol, signsOf(view, vault)]));
      return all.flatMap((runner) => {
        const vault = view.vaults?.of(runner.rule.vault);
        const seen = signs.get(runner.rule.vault);
        if (vault === undefined || seen === undefined || view.isWaiting(runner.account)) return [];
        return [...claimAll(vault, runner.account, TIPS.runner), ...redemption(view, pots, vault, runner, seen)];
      });
    },
  };

  function redemption(view: View, pots: Pots, vault: Vault, runner: Runner, signs: Signs): Intent[] {
    const shares = vault.register.balanceOf(runner.account);
    if (shares === 0n) return [];
    const { rumourAt = Number.NEGATIVE_INFINITY, reactionBlocks } = runner.rule;
    if (runner.since === undefined && isTriggered(view, runner.rule, signs)) runner.since = view.block;
    const due = (runner.since ?? rumourAt) + reactionBlocks;
    isPending ||= view.block < due;
    if (runner.since === undefined || view.block < due) return [];
    const kept = view.guards === undefined ? 0n : keep(view, pots, vault, runner.account, shares);
    if (kept === shares || !backOff.mayTry(runner.account, view.block)) return [];
    backOff.tried(runner.account, view.block);
    const left = shares - kept;
    if (view.guards !== undefined) pots.free.take(vault, pots.free.redeemable(vault, left));
    return redeemAll(pots.bound, vault, runner.account, left, TIPS.runner);
  }

  /** Shares that the vault would redeem at once, did a control not limit it. */
  function keep(view: View, { bound, free }: Pots, vault: Vault, account: string, shares: bigint): bigint {
    const wished = free.redeemable(vault, shares);
    const kept = wished - bound.redeemable(vault, shares);
    if (kept <= 0n) return 0n;
    const { symbol, asset } = vault.info;
    const volumeUsd = toUsd(view, asset, free.worth(vault, kept), vault.assetUnit);
    heldBack.add(exitRefusal(view, vault), { venue: symbol, action: "exit", account, volumeUsd });
    free.take(vault, kept);
    return kept;
  }

  function signsOf(view: View, vault: Vault): Signs {
    const first = start.get(vault) ?? vault.sharePrice;
    start.set(vault, first);
    const loss = first === 0n ? 0n : WAD - (vault.sharePrice * WAD) / first;
    return { loss, utilisation: utilisationOf(view, vault) };
  }
}

function isTriggered(view: View, { sharePriceLoss, utilisation, rumourAt }: RunRule, signs: Signs): boolean {
  if (rumourAt !== undefined && view.block >= rumourAt) return true;
  if (sharePriceLoss !== undefined && signs.loss >= sharePriceLoss) return true;
  return utilisation !== undefined && signs.utilisation >= utilisation;
}

/** How far the fullest reserve is lent out that a vault lends to or borrows from. [wad] */
function utilisationOf({ lending }: View, { config }: Vault): bigint {
  const symbols = config.kind === "loop" ? [config.asset, config.debt] : [config.asset];
  return lending.reserves.reduce((most, reserve) => {
    if (!symbols.includes(reserve.symbol)) return most;
    const { borrowIndex } = reserve.indexesAt(lending.time);
    const debt = debtBalance(reserve.scaledDebt, borrowIndex, lending.rules.arithmetic);
    const share = debt === 0n ? 0n : (debt * WAD) / (debt + reserve.cash);
    return share > most ? share : most;
  }, 0n);
}
