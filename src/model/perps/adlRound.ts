import { adlBound } from "./adlBound.ts";
import { type AdlCandidate, type AdlScoreContext, adlScore, isProRata } from "./adlScore.ts";
import type { AdlPolicy } from "./terms.ts";

/** What one counterparty closes: size in wad base, unsigned. */
export type AdlClosing = { readonly account: string; readonly score: bigint; readonly size: bigint };

/** A round's closings in the order in which they are taken; `passed` on is what nobody could give up. [wad base] */
export type AdlRound = { readonly closings: readonly AdlClosing[]; readonly closed: bigint; readonly passed: bigint };

/** What is to be closed (wad base) at a price that is `gap` (wad) worse for the counterparties than mark. */
export type AdlDemand = AdlScoreContext & { readonly target: bigint; readonly gap: bigint };

/** The candidates that may be taken at all, highest score first, equal scores by rising address. */
export function adlQueue(policy: AdlPolicy, candidates: readonly AdlCandidate[], demand: AdlDemand): AdlClosing[] {
  return candidates
    .map((candidate) => ({ candidate, size: adlBound(candidate, demand.gap, demand.quoteUnit) }))
    .filter(({ size }) => size > 0n)
    .map(({ candidate, size }) => ({
      account: candidate.account,
      score: adlScore(policy, candidate, demand),
      size,
    }))
    .sort((a, b) =>
      a.score === b.score ? (BigInt(a.account) < BigInt(b.account) ? -1 : 1) : a.score > b.score ? -1 : 1,
    );
}

/**
 * Takes `target` from the candidates: one after another, each as far as it can give, or from all at once by weight,
 * rounded down and as far as each can give.
 */
export function adlRound(policy: AdlPolicy, candidates: readonly AdlCandidate[], demand: AdlDemand): AdlRound {
  const queue = policy === "none" ? [] : adlQueue(policy, candidates, demand);
  const weight = queue.reduce((sum, { score }) => sum + score, 0n);
  const closings: AdlClosing[] = [];
  let left = demand.target;
  for (const { account, score, size: most } of queue) {
    const wanted = isProRata(policy) ? (demand.target * score) / weight : left;
    const size = wanted < most ? wanted : most;
    if (size > 0n) closings.push({ account, score, size });
    left -= size;
  }
  return { closings, closed: demand.target - left, passed: left };
}
