import type { Limit } from "../../analysis/limitSchema.ts";
import { VERSION } from "../../lab/version.ts";
import { formatDecimal } from "../../units.ts";
import type { ValueAnswer } from "./answerOf.ts";
import { limitFinding } from "./limitFinding.ts";
import type { LimitPlan } from "./limitPlan.ts";
import { refinedBecause } from "./refinedBecause.ts";
import type { Found } from "./search.ts";
import { shownAs } from "./shownAs.ts";

/** The content of `limit.json`: what a search found, with everything it saw. */
export function limitResult(plan: LimitPlan, { tried, changes, refined }: Found<ValueAnswer>): Limit {
  const { question, loaded, lattice, seeds } = plan;
  const curve = tried.map(({ value, answer }) => ({ value: decimal(value), ...answer }));
  const at = (place: number) => curve[place] as Limit["curve"][number];
  const runs = curve.flatMap((point) => point.runs);
  const result: Limit = {
    scenario: loaded.scenario.name,
    version: VERSION,
    overlays: loaded.overlays.map(({ name }) => name),
    sets: [...question.sets],
    knob: question.knob,
    shownAs: shownAs(question),
    between: { low: decimal(lattice.valueAt(0)), high: decimal(lattice.valueAt(lattice.last)) },
    until: question.until,
    seeds: [...seeds],
    tolerance: decimal(lattice.tolerance),
    runs: runs.length,
    notConverged: runs.filter(({ converged }) => !converged).length,
    finding: "",
    limit: null,
    monotone: isMonotone(curve.map(({ share }) => share)),
    changes: changes.map((change) => ({
      from: at(change.from).value,
      to: at(change.to).value,
      holdsAt: at(change.from).holds ? "from" : "to",
      refined: change === refined?.change,
    })),
    refinedBecause: refined === undefined ? null : refinedBecause(refined.reason),
    curve,
  };
  if (refined !== undefined) {
    const [from, to] = [at(refined.change.from), at(refined.change.to)];
    const [holdsAt, failsAt] = from.holds ? [from, to] : [to, from];
    result.limit = {
      from: from.value,
      to: to.value,
      holdsAt: holdsAt.value,
      failsAt: failsAt.value,
      side: from.holds ? "below" : "above",
    };
  }
  return { ...result, finding: limitFinding(result) };
}

/** Whether shares only ever rise, or only ever fall, from one to the next. */
function isMonotone(shares: readonly number[]): boolean {
  const steps = shares.slice(1).map((share, i) => Math.sign(share - (shares[i] as number)));
  return !(steps.includes(1) && steps.includes(-1));
}

function decimal(wad: bigint): string {
  return formatDecimal(wad, 18);
}
