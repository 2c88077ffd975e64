import { expect } from "chai";
import { id } from "ethers";
import { rulesFollowed } from "../../../../src/fork/market/rulesFollowed.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";

const POOL = `0x${"9a".repeat(20)}`;
const REVISION = "POOL_REVISION()";
/** What each release brought, as their sources at the releases' tags have it. */
const VIEWS = {
  "3.1": "getVirtualUnderlyingBalance(address)",
  "3.2": "getEModeCategoryCollateralBitmap(uint8)",
  "3.3": "getReserveDeficit(address)",
  "3.4": "RESERVE_INTEREST_RATE_STRATEGY()",
  "3.6": "getEModeCategoryLtvzeroBitmap(uint8)",
  "3.7": "getIsEModeCategoryIsolated(uint8)",
} as const;
/** Aave's own revision of each release's pool, the same way. */
const REVISIONS = {
  "3.0": 3,
  "3.1": 4,
  "3.2": 6,
  "3.3": 7,
  "3.4": 8,
  "3.5": 9,
  "3.6": 10,
  "3.7": 11,
} as const;
const BYTE = (value: number) => value.toString(16).padStart(2, "0");

/** Code that answers these views, `POOL_REVISION` with a number and the others with zero, and refuses all else. */
function poolCode(views: readonly string[], revision: number): string {
  const head = "60003560e01c";
  const refusal = "60006000fd";
  const answerOf = (value: number) => `5b60${BYTE(value)}60005260206000f3`;
  const step = 10;
  const answersAt = head.length / 2 + step * views.length + refusal.length / 2;
  const size = answerOf(0).length / 2;
  const steps = views.map((view) => {
    const at = answersAt + (view === REVISION ? 0 : size);
    return `8063${id(view).slice(2, 10)}1460${BYTE(at)}57`;
  });
  return `0x${head}${steps.join("")}${refusal}${answerOf(revision)}${answerOf(0)}`;
}

describe("rulesFollowed", () => {
  let chain: Chain;
  before(async () => {
    chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
  });
  after(() => chain.close());

  async function followedBy(views: readonly string[], revision = 0) {
    await chain.request("hardhat_setCode", [POOL, poolCode(views, revision)]);
    return rulesFollowed(chain, POOL);
  }

  for (const [release, revision] of Object.entries(REVISIONS))
    it(`knows Aave v${release} by the views that it and those before it brought`, async () => {
      const views = Object.entries(VIEWS).flatMap(([first, view]) => (first <= release ? [view] : []));
      const known = release !== "3.7";
      expect(await followedBy([REVISION, ...views], revision)).to.deep.equal({
        preset: known ? `aave-v${release}` : "aave-v3.6",
        release: `Aave v${release}, revision ${revision}`,
        notes: known ? [] : ["Aave v3.7 is newer than the rules known here: agents reckon with aave-v3.6."],
      });
    });

  it("goes by views where revisions are numbered otherwise, or not at all", async () => {
    const views = [VIEWS["3.1"], VIEWS["3.2"], VIEWS["3.3"]];

    expect(await followedBy([REVISION, ...views], 1)).to.include({ preset: "aave-v3.3" });
    expect(await followedBy([REVISION, ...views], 99)).to.include({ preset: "aave-v3.3" });
    expect(await followedBy(views)).to.include({ preset: "aave-v3.3", release: "Aave v3.3" });
  });
});
