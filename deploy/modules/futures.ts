import type { IgnitionModule, NamedArtifactContractDeploymentFuture } from "@nomicfoundation/ignition-core";

/** Contracts of a module by name; modules are made for a scenario, so the names are known at run time only. */
export type Futures = Record<string, NamedArtifactContractDeploymentFuture<string>>;

/** A module made for one scenario. */
export type ScenarioModule = IgnitionModule<string, string, Futures>;

/** The future called `name`; a missing one is a fault in the modules, not in the scenario. */
export function futureOf(futures: Futures, name: string): Futures[string] {
  const future = futures[name];
  if (future === undefined) throw new Error(`No module deploys "${name}".`);
  return future;
}
