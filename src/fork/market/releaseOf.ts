import { Interface, ZeroAddress } from "ethers";
import { wordAt } from "../../venues/words.ts";
import type { Chain } from "../../world/chain.ts";
import { ask } from "../ask.ts";

/** Releases of Aave v3, of which pools of that ABI follow one. */
export type Release = "3.0" | "3.1" | "3.2" | "3.3" | "3.4" | "3.5" | "3.6" | "3.7";

/** What a pool is, by what it answers. */
export interface PoolRelease {
  release: Release;
  /** What it calls its own release; undefined where it has no such view. */
  revision: bigint | undefined;
}

const VIEWS = new Interface([
  "function getVirtualUnderlyingBalance(address) view returns (uint128)",
  "function getEModeCategoryCollateralBitmap(uint8) view returns (uint128)",
  "function getReserveDeficit(address) view returns (uint256)",
  "function RESERVE_INTEREST_RATE_STRATEGY() view returns (address)",
  "function getEModeCategoryLtvzeroBitmap(uint8) view returns (uint128)",
  "function getIsEModeCategoryIsolated(uint8) view returns (bool)",
  "function POOL_REVISION() view returns (uint256)",
]);
/** A view that each release brought and that all after it kept, latest first; 3.5 brought none. */
const BROUGHT: readonly (readonly [Release, string, readonly unknown[]])[] = [
  ["3.7", "getIsEModeCategoryIsolated", [1]],
  ["3.6", "getEModeCategoryLtvzeroBitmap", [1]],
  ["3.4", "RESERVE_INTEREST_RATE_STRATEGY", []],
  ["3.3", "getReserveDeficit", [ZeroAddress]],
  ["3.2", "getEModeCategoryCollateralBitmap", [1]],
  ["3.1", "getVirtualUnderlyingBalance", [ZeroAddress]],
];
/** Aave's own number of 3.5, the one release that no view tells from the one before. */
const REVISION_OF_3_5 = 9n;

/** Questions whose answers tell a pool's release; asked of the pool, a view that it lacks answers nothing. */
export const RELEASE_VIEWS: readonly string[] = [
  VIEWS.encodeFunctionData("POOL_REVISION"),
  ...BROUGHT.map(([, name, args]) => VIEWS.encodeFunctionData(name, args as unknown[])),
];

/** The release that answers to `RELEASE_VIEWS` come from. */
export function releaseBy([revisionWord, ...answers]: readonly (string | undefined)[]): PoolRelease {
  const revision = revisionWord === undefined ? undefined : wordAt(revisionWord, 0);
  const latest = BROUGHT.find((_, index) => answers[index] !== undefined)?.[0] ?? "3.0";
  if (latest === "3.4" && revision !== undefined && revision >= REVISION_OF_3_5) return { release: "3.5", revision };
  return { release: latest, revision };
}

/** Which release a pool follows, by the views that it has: revisions are numbered by who deploys. */
export async function releaseOf(chain: Chain, pool: string): Promise<PoolRelease> {
  return releaseBy(await Promise.all(RELEASE_VIEWS.map((data) => ask(chain, pool, data))));
}
