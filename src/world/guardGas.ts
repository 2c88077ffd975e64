import type { Deployment } from "./deployment.ts";

/** What asking the controls may add to any transaction: a check of the registry takes a few hundred thousand gas. */
const MORE = 1_500_000;

/** Gas that any transaction of a deployment may take beside what its call says. */
export function guardGas({ guards }: Deployment): number {
  return guards === undefined ? 0 : MORE;
}
