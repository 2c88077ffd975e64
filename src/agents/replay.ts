import { replayBlocks } from "../scenario/replayBlocks.ts";
import type { ReplayAction } from "../scenario/replayFile.ts";
import { rescale } from "../units.ts";
import { encode, GAS } from "../world/encode.ts";
import { RECORDED, replayActors } from "../world/replayFunds.ts";
import type { Call } from "../world/transaction.ts";
import type { World } from "../world/world.ts";
import type { Agent, Intent } from "./agent.ts";

/** Sends what was recorded, block by block and in the recorded order, oracle prints included. It decides nothing. */
export function replay(world: World): Agent {
  const { deployment, scenario, loaded } = world;
  const blocks = replayBlocks(loaded.replay);
  const actors = replayActors(world);
  const account = actors[0] ?? "";
  let done = 0;

  return {
    name: RECORDED,
    kind: "replay",
    isBusy: () => done < blocks.length,
    act({ block }) {
      done = block + 1;
      return (blocks[block] ?? []).map(intentOf);
    },
  };

  function intentOf(action: ReplayAction): Intent {
    const subject = action.action === "price" ? action.asset : account;
    return { ...callOf(action), action: action.action, subject };
  }

  function callOf({ action, asset, amount, actor, seizure }: ReplayAction): Call {
    const from = actors[actor] ?? "";
    const token = deployment.tokens[asset];
    const pool = { from, to: deployment.lendingPool };
    switch (action) {
      case "price":
        return {
          from: deployment.roles.oracleNode,
          to: deployment.feeds[asset] ?? "",
          data: encode("transmit", [rescale(amount, 18, scenario.lending.baseCurrencyDecimals)]),
          gas: GAS.transmit,
        };
      case "supply":
        return { ...pool, data: encode("supply", [token, amount, from, 0]), gas: GAS.supply };
      case "borrow":
        return { ...pool, data: encode("borrow", [token, amount, 2, 0, from]), gas: GAS.borrow };
      case "liquidate": {
        const collateral = deployment.tokens[seizure?.collateral ?? ""];
        const args = [collateral, token, account, amount, seizure?.inATokens ?? false];
        return { ...pool, data: encode("liquidationCall", args), gas: GAS.liquidation };
      }
    }
  }
}
