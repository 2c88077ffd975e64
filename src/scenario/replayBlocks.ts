import type { ReplayAction } from "./replayFile.ts";

/** The recorded actions of one block; the n-th of them is block n of the run. */
export type ReplayBlock = readonly [ReplayAction, ...ReplayAction[]];

/** A replay's actions by recorded block. The blocks between them, in which nothing recorded happened, are left out. */
export function replayBlocks(replay: readonly ReplayAction[]): ReplayBlock[] {
  const blocks: [ReplayAction, ...ReplayAction[]][] = [];
  for (const action of replay) {
    const last = blocks.at(-1);
    if (last?.[0].block === action.block) last.push(action);
    else blocks.push([action]);
  }
  return blocks;
}

/** Assets whose oracle prices the replay itself prints. */
export function recordedPrices(replay: readonly ReplayAction[]): ReadonlySet<string> {
  return new Set(replay.filter(({ action }) => action === "price").map(({ asset }) => asset));
}
