import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ChainFile, readChainFile } from "./chainFile.ts";

const FOLDER = new URL("chains/", import.meta.url);

/** The chains whose addresses the lab brings, by id. */
export function knownChains(): ChainFile[] {
  return readdirSync(FOLDER)
    .map((name) => readChainFile(fileURLToPath(new URL(name, FOLDER))))
    .sort((a, b) => a.chainId - b.chainId);
}
