import { BPS, WAD } from "../../units.ts";
import { SECONDS_PER_YEAR } from "../interest.ts";
import { mulDivDown } from "../mulDiv.ts";
import { VIRTUAL_SHARES } from "./conversion.ts";

/** What a vault charges on time and on gains, [bps]; `isCharged` where somebody receives it. */
export interface FeeTerms {
  readonly managementFee: bigint;
  readonly performanceFee: bigint;
  readonly isCharged: boolean;
}

/** Books of a vault: net assets [asset], shares without the virtual ones, and how far fees were taken. */
export interface FeeBooks {
  readonly assets: bigint;
  readonly supply: bigint;
  /** [seconds] */
  readonly takenAt: bigint;
  /** Share price. [wad] */
  readonly highWaterMark: bigint;
}

/** New shares that the fee recipient is due at `time` [seconds]: on time since the last, on the gain above the mark. Down. */
export function feeSharesDown(
  terms: FeeTerms,
  { assets, supply, takenAt, highWaterMark }: FeeBooks,
  time: bigint,
): bigint {
  if (supply === 0n || !terms.isCharged) return 0n;
  const elapsed = time - takenAt;
  const earned = mulDivDown(assets, terms.managementFee * elapsed, BPS * SECONDS_PER_YEAR);
  const onTime = earned < assets ? earned : assets;
  const all = supply + VIRTUAL_SHARES;
  const mark = mulDivDown(highWaterMark, all, WAD * VIRTUAL_SHARES);
  const gain = assets - onTime + 1n - mark;
  const fee = onTime + (gain > 0n ? mulDivDown(gain, terms.performanceFee, BPS) : 0n);
  return fee === 0n ? 0n : mulDivDown(fee, all, assets + 1n - (fee < assets ? fee : assets));
}
