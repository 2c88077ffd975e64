import type { Random } from "../../src/world/random.ts";
import { TWIN_LISTINGS } from "./twinMarkets.ts";
import { wordOf } from "./twinReads.ts";
import type { TwinSetting, TwinState } from "./twinStep.ts";

/** Where Aave keeps switches in a reserve's configuration. */
const FROZEN = 57n;
const BORROWING = 58n;
const PAUSED = 60n;
/** The LTV, and two of the treasury's shares: each sixteen bits wide, from here. [bps] */
const LTV = 0n;
const RESERVE_FACTOR = 64n;
const PROTOCOL_FEE = 152n;

/** Changes a setting of a reserve, or mostly sets back one that was changed: a switch, its LTV, the treasury's shares. */
export function drawSetting(random: Random, { view, assets, preset }: TwinState): TwinSetting {
  const moved: TwinSetting[] = [];
  const asListed: TwinSetting[] = [];
  for (const [asset, address] of assets.entries()) {
    const configuration = wordOf(view, `reserve${asset}.configuration`);
    const listing = TWIN_LISTINGS[asset];
    if (listing === undefined) continue;
    const sort = (changed: boolean, method: string, ...args: unknown[]) =>
      (changed ? moved : asListed).push({ kind: "setting", asset, method, args: [address, ...args] });
    const bit = (at: bigint) => ((configuration >> at) & 1n) === 1n;
    sort(!bit(BORROWING), "setReserveBorrowing", !bit(BORROWING));
    sort(bit(PAUSED), "setReservePause", !bit(PAUSED));
    const share = (at: bigint) => (configuration >> at) & 0xffffn;
    const barren = share(LTV) === 0n;
    const { ltv, threshold, bonus, reserveFactor = 0n, protocolFee = 0n } = listing;
    sort(barren, "configureReserveAsCollateral", barren ? ltv : 0n, threshold, bonus);
    const shared = share(RESERVE_FACTOR) === reserveFactor;
    // v3.0 shares interest that accrued before by the new factor; the bundled pool accrues first, as v3.6 does.
    if (preset === "aave-v3.6") sort(!shared, "setReserveFactor", shared ? random.between(0n, 9_999n) : reserveFactor);
    const charged = share(PROTOCOL_FEE) === protocolFee;
    sort(!charged, "setLiquidationProtocolFee", charged ? random.between(0n, 9_999n) : protocolFee);
    sort(bit(FROZEN), "setReserveFreeze", !bit(FROZEN));
  }
  const from = moved.length > 0 && random.index(10) < 8 ? moved : asListed;
  return from[random.index(from.length)] as TwinSetting;
}
