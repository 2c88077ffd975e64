import { badInput } from "../../errors.ts";
import type { Scenario } from "../schema.ts";
import type { PlaceOf } from "./listed.ts";

/** What the lab's own tokens and exchange cannot be, and real ones can. */
export function checkOwnChain({ assets, pools }: Scenario, placeOf: PlaceOf): void {
  for (const [symbol, { staked, decimals }] of Object.entries(assets)) {
    const underlying = staked && assets[staked.over];
    if (underlying === undefined || underlying.decimals === decimals) continue;
    throw badInput(
      "DECIMALS_MISMATCH",
      `${symbol} has ${decimals} decimals, ${staked?.over} has ${underlying.decimals}.`,
      {
        place: placeOf(["assets", symbol, "decimals"]),
        hint: "A share of a staked asset has the decimals of its underlying.",
      },
    );
  }
  const pair = pools.findIndex(({ kind }) => kind !== undefined);
  if (pair < 0) return;
  throw badInput("PAIR_OF_OWN", "A chain of the lab's own has pools of Uniswap v3 alone.", {
    place: placeOf(["pools", pair, "kind"]),
    hint: "Drop the key; pairs of Uniswap v2 are traded on forked chains.",
  });
}
