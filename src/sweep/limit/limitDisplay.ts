import pico from "picocolors";
import { percentText } from "../../../web/format.js";
import { knobText } from "../../report/knobText.ts";
import { spreadText } from "../../report/spreadText.ts";
import { formatDecimal } from "../../units.ts";
import type { LimitOptions } from "./findLimit.ts";
import type { LimitPlan } from "./limitPlan.ts";
import { mostTried } from "./search.ts";
import { shownAs } from "./shownAs.ts";

/** What a terminal shows of a search as it goes: what is asked and what it costs, then a line a value. */
export function limitDisplay(plan: LimitPlan, silent: boolean): Pick<LimitOptions, "onAnswer"> {
  if (silent) return {};
  const { question, loaded, lattice, seeds } = plan;
  const text = (value: bigint) => knobText(formatDecimal(value, 18), shownAs(question));
  const [low, high] = [text(lattice.valueAt(0)), text(lattice.valueAt(lattice.last))];
  const cost = `at most ${mostTried(lattice)} values${seeds.length === 1 ? "" : ` on ${seeds.length} seeds`}`;
  console.log(`${pico.bold(loaded.scenario.name)}  ${question.knob} from ${low} to ${high}, ${cost}`);
  console.log(pico.dim(question.until));
  return {
    onAnswer(value, { holds, share, fields }) {
      const answer = holds ? pico.green("holds") : pico.red("fails");
      const some = holds || share === 0 ? "" : ` (holds on ${percentText(share, 0)} of the seeds)`;
      const figures = Object.entries(fields).map(([path, spread]) => `${path} ${spreadText(spread, false)}`);
      console.log(`${text(value)}  ${answer}${some}  ${pico.dim(figures.join("  "))}`);
    },
  };
}
