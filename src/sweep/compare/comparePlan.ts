import { checkExpectedFields } from "../../analysis/expect.ts";
import { badInput } from "../../errors.ts";
import { resolvedYaml } from "../../lab/resolvedScenario.ts";
import { VERSION } from "../../lab/version.ts";
import { type LoadedScenario, loadScenario } from "../../scenario/load.ts";
import { treatmentFiles } from "../../scenario/treatmentFiles.ts";
import type { Job } from "../job.ts";
import { seedsFrom } from "../seedsFrom.ts";

/** What is asked, as the user wrote it. */
export interface CompareQuestion {
  /** A scenario's file. */
  file: string;
  /** Each a treatment: names or paths, joined by `+` where one is several. */
  with: readonly string[];
  sets: readonly string[];
  /** How many seeds, from the scenario's on unless told otherwise. */
  seeds: number;
  seed?: number | undefined;
}

/** The base or a treatment. */
export interface ArmPlan {
  name: string;
  loaded: LoadedScenario;
  jobs: Job[];
}

/** A question that can be answered: every arm was read and found valid. */
export interface ComparePlan {
  sets: readonly string[];
  seeds: readonly number[];
  base: ArmPlan;
  treatments: ArmPlan[];
}

const BASE = "base";

/** Reads a question; refuses, before anything runs, what cannot be run. A treatment's own `seed` plays no part. */
export function comparePlan({ file, sets, seeds: count, seed, ...question }: CompareQuestion): ComparePlan {
  if (question.with.length === 0) {
    throw badInput("COMPARE_NOTHING", "There is no treatment to compare the scenario with.", {
      place: "--with",
      hint: "For example --with cap-4x --with throttle; treatments/README.md lists the bundled ones.",
    });
  }
  const plain = loadScenario(file, sets);
  const seeds = seedsFrom(seed ?? plain.scenario.seed, count);
  const armOf = (name: string, overlays: readonly string[]): ArmPlan => {
    const loaded = overlays.length === 0 ? plain : loadScenario(file, sets, overlays);
    checkExpectedFields(loaded.scenario.expect);
    const label = name || loaded.overlays.map((overlay) => overlay.name).join("+");
    return { name: label, loaded, jobs: seeds.map((seed) => ({ file, overlays, sets, seed })) };
  };
  const base = armOf(BASE, []);
  const treatments = question.with.map((one) => armOf("", treatmentFiles(one)));
  refuseTwice([base, ...treatments]);
  return { sets, seeds, base, treatments };
}

/** All that the result depends on. */
export function compareIdentity({ sets, seeds, base, treatments }: ComparePlan): string {
  const arms = [base, ...treatments].map(({ name, loaded }) => ({
    name,
    overlays: loaded.overlays.map((overlay) => [overlay.name, overlay.why]),
    scenario: resolvedYaml(loaded.scenario),
  }));
  return JSON.stringify([VERSION, sets, seeds, arms]);
}

/** Each has a column and a folder by its name. */
function refuseTwice(arms: readonly ArmPlan[]): void {
  const names = arms.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw badInput("TREATMENT_TWICE", `Two of what is compared are called "${twice}".`, {
    place: "--with",
    hint: `A treatment's own key treatment: names it; "${BASE}" is the scenario as it is.`,
  });
}
