import { Interface } from "ethers";
import type { Intent } from "../agents/agent.ts";
import { TIPS } from "../agents/tips.ts";
import type { Change } from "../scenario/changeSchema.ts";
import { BPS, WAD } from "../units.ts";
import type { World } from "../world/world.ts";
import type { OutsideMarket } from "./outsideMarket.ts";

const LAB = new Interface([
  "function setSnapshot((uint128 ratio, uint64 takenAt, uint32 yearlyGrowthBps) snapshot)",
  "function setAssetSources(address[] assets, address[] sources)",
  "function slash(uint256 fraction)",
]);
const GAS = 400_000;

/**
 * What the scenario says the lab changes in this block, as its transactions, which come before everybody's. Nobody
 * announces them: participants see them once they are in the chain. A share whose price never leaves the vault, the
 * collateral channel cut, keeps its feed.
 */
export function labChanges({ scenario, deployment, time }: World, block: number): Intent[] {
  return scenario.changes.flatMap((change, i) => {
    if (change.atBlock !== block || (change.kind === "shareOracle" && !scenario.channels.collateral)) return [];
    const subject = change.kind === "shareOracle" ? change.vault : change.asset;
    const { to, data } = callOf(change, i);
    return [{ from: deployment.roles.lab, to, data, gas: GAS, tip: TIPS.lab, action: change.kind, subject }];
  });

  function callOf(change: Change, index: number): { to: string; data: string } {
    switch (change.kind) {
      case "cap": {
        const { snapshotRatio, snapshotAgeSeconds, growthPerYear } = change;
        const snapshot = [snapshotRatio, time - snapshotAgeSeconds, (growthPerYear * BPS) / WAD];
        return { to: deployment.feeds[change.asset] ?? "", data: LAB.encodeFunctionData("setSnapshot", [snapshot]) };
      }
      case "shareOracle": {
        const feed = deployment.vaults.find(({ symbol }) => symbol === change.vault)?.laterFeeds[String(index)];
        const args = [[deployment.tokens[change.vault]], [feed]];
        return { to: deployment.oracle, data: LAB.encodeFunctionData("setAssetSources", args) };
      }
      case "slash":
        return { to: deployment.tokens[change.asset] ?? "", data: LAB.encodeFunctionData("slash", [change.loss]) };
    }
  }
}

/** Lets the outside know of a staked asset's loss in the block of the slash: it is exogenous, and moves X like a path. */
export function slashOutside({ scenario }: World, outside: OutsideMarket, block: number): void {
  for (const change of scenario.changes) {
    if (change.kind !== "slash" || change.atBlock !== block) continue;
    const rate = outside.prices.get(change.asset)?.rate;
    if (rate !== undefined) outside.setRate(change.asset, (rate * (WAD - change.loss)) / WAD);
  }
}

/** The block in which the last change can first be seen: nobody knows of one before it is mined. */
export function lastChange({ scenario }: World): number {
  return Math.max(0, ...scenario.changes.map(({ atBlock }) => atBlock + 1));
}
