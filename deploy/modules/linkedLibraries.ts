import { createRequire } from "node:module";
import type { IgnitionModuleBuilder, LibraryDeploymentFuture } from "@nomicfoundation/ignition-core";
import type { Artifact } from "hardhat/types/artifacts";

const require = createRequire(import.meta.url);

/**
 * The libraries that a contract is linked to, which link nothing themselves, by the folder under contracts that they
 * are in. They are deployed without their ABI: nobody calls a library from outside, and solc names contracts and enums
 * in it by their own names, which ethers warns of.
 */
export function linkedLibraries(m: IgnitionModuleBuilder, folder: string, names: readonly string[]) {
  const deployed = names.map((name): [string, LibraryDeploymentFuture] => {
    const artifact = require(`../../artifacts/contracts/${folder}/${name}.sol/${name}.json`) as Artifact;
    return [name, m.library(name, { ...artifact, abi: [] }) as LibraryDeploymentFuture];
  });
  return Object.fromEntries(deployed);
}
