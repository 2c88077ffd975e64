import type { z } from "zod";
import { badInput } from "../../errors.ts";
import type { assetSchema } from "../assetSchema.ts";
import type { PlaceOf } from "./listed.ts";

/** As many as amounts and prices of plain assets have room for on the chain. */
const MOST = 18;

/** Plain assets state their decimals, shares do not; before a share is given those that follow. */
export function checkDecimals(assets: Record<string, z.output<typeof assetSchema>>, placeOf: PlaceOf): void {
  for (const [symbol, { decimals, vault }] of Object.entries(assets)) {
    const place = placeOf(["assets", symbol, "decimals"]);
    if (vault !== undefined && decimals !== undefined) {
      throw badInput(
        "SHARE_WITH_DECIMALS",
        `${symbol} is a vault's share: its decimals follow from the vault's asset.`,
        {
          place,
          hint: "Drop the key: a share has six decimals more than its vault's asset.",
        },
      );
    }
    if (vault === undefined && decimals === undefined) {
      throw badInput("SCENARIO_KEY_MISSING", `The key "assets.${symbol}.decimals" is missing.`, {
        place: placeOf(["assets", symbol]),
        hint: "It has no default. Only the share of a vault goes without.",
      });
    }
    if (vault !== undefined || decimals === undefined || decimals <= MOST) continue;
    throw badInput("SCENARIO_VALUE", `assets.${symbol}.decimals must be between 6 and ${MOST}, not ${decimals}.`, {
      place,
      hint: "Only the share of a vault has more.",
    });
  }
}
