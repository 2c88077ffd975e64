import { loopGross, loopLeverageUp, loopNetDown, NO_EQUITY } from "../model/vaults/loopMath.ts";
import { loopRepayDown, nextLeverage } from "../model/vaults/loopSizes.ts";
import { WAD } from "../units.ts";
import { loopPair, loopPosition, type Surroundings } from "../venues/netAssets.ts";
import type { SharePrices } from "../venues/sharePrices.ts";
import type { Vault } from "../venues/vault.ts";
import { standOf } from "../venues/vaultStand.ts";

/** What a loop vault does at one moment's prices: nothing of any other kind. */
export interface PlannedLowering {
  /** What it must sell to come back from above its most leverage, however many trades that takes. USD [wad] */
  soldUsd: bigint;
  /** What it has ÷ what of that is its holders', 1 at least. [wad] */
  leverage: bigint;
}

export function plannedLowering(venues: Surroundings, vault: Vault, moment: SharePrices): PlannedLowering {
  const { settings } = vault;
  if (settings?.kind !== "loop") return { soldUsd: 0n, leverage: WAD };
  const pair = loopPair(venues, vault, moment);
  const position = loopPosition(venues, vault, standOf(venues, vault), moment.time);
  const standing = loopLeverageUp(pair, position);
  // Without equity no leverage is reached any more: a keeper may not trade, lending liquidates.
  if (standing === NO_EQUITY) return { soldUsd: 0n, leverage: WAD };
  const leverage = (loopGross(position) * WAD) / loopNetDown(pair, position);
  if (standing <= settings.maxLeverage) return { soldUsd: 0n, leverage };
  const repaid = loopRepayDown(pair, position, nextLeverage(settings, standing), pair.debtUnit * 10n ** 30n);
  return { soldUsd: (repaid * pair.debtPrice * WAD) / (pair.debtUnit * venues.lending.baseUnit), leverage };
}
