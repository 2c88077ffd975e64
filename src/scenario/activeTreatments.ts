import type { Treatment, Treatments } from "./treatmentSchema.ts";

/** The controls that a scenario switches on, in the order of the schema. */
export function activeTreatments(treatments: Treatments): Treatment[] {
  return Object.entries(treatments).flatMap(([key, value]) =>
    key === "pokeBlocks" || value === undefined ? [] : [key as Treatment],
  );
}
