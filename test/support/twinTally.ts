import { type TwinView, wordOf } from "./twinReads.ts";
import type { TwinOutcome } from "./twinSend.ts";
import type { TwinStep } from "./twinStep.ts";

/** What a step that both pools agree on was an example of; "refused …" where both reverted. */
export function twinTally(
  step: TwinStep,
  before: TwinView,
  after: TwinView,
  outcome: TwinOutcome | undefined,
): string[] {
  if (outcome === undefined) return [step.kind];
  if (!outcome.done[0]) return [`refused ${step.kind}`];
  if (!("who" in step)) return [step.kind];
  const { kind, who, asset, debtor } = step;
  const names: string[] = [kind];
  const was = (name: string) => wordOf(before, name);
  const is = (name: string) => wordOf(after, name);
  const held = `user${debtor?.user ?? who}.supply${asset}.scaled`;

  if (kind === "withdraw" && is(held) === 0n) names.push("withdraw all");
  if (kind === "borrow" && is(`user${who}.eMode`) !== 0n) names.push("borrow in e-mode");
  if (kind === "flashLoan" && is(`user${who}.debt${asset}.scaled`) > was(`user${who}.debt${asset}.scaled`))
    names.push("flash loan left as debt");
  if (kind === "eMode" && was(`user${who}.eMode`) !== is(`user${who}.eMode`)) names.push("e-mode switch");
  if (debtor !== undefined && is(`user${debtor.user}.debt${debtor.asset}.scaled`) === 0n)
    names.push(`${kind} of all debt`);
  if (kind === "liquidation" && debtor !== undefined) {
    if (is(`user${debtor.user}.debt${debtor.asset}.scaled`) > 0n) names.push("partial liquidation");
    if (is(held) === 0n) names.push("liquidation of all collateral");
    if (asset === debtor.asset) names.push("liquidation in one asset");
    if (was(`user${debtor.user}.eMode`) !== 0n) names.push("liquidation in e-mode");
    if ("args" in step && step.args.at(-1) === true) names.push("liquidation into aTokens");
    if (wordOf(before, `user${debtor.user}.collateral`) < wordOf(before, `user${debtor.user}.debt`))
      names.push("liquidation under water");
  }
  for (const id of [0, 1, 2]) {
    const deficit = `reserve${id}.deficit`;
    if (is(deficit) > was(deficit)) names.push("deficit");
  }
  return names;
}
