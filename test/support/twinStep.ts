import type { TwinPreset } from "./twinMarkets.ts";
import type { TwinView } from "./twinReads.ts";

export type TwinKind =
  | "supply"
  | "withdraw"
  | "borrow"
  | "repay"
  | "repayWithATokens"
  | "eMode"
  | "collateral"
  | "liquidation"
  | "transfer"
  | "gift"
  | "flashLoan"
  | "treasury"
  | "cover";

/** One call by a user, of a pool, of the asset itself or of the aToken; "SUPPLY" in `args` is the aToken's address. */
export type TwinCall = {
  kind: TwinKind;
  who: number;
  asset: number;
  on: "POOL" | "ASSET" | "SUPPLY";
  method: string;
  args: unknown[];
  /** Whose debt, and in which asset: the debt repaid, or the position liquidated. */
  debtor?: { user: number; asset: number };
};

/** One call of the configurator by its owner. */
export type TwinSetting = { kind: "setting"; asset: number; method: string; args: unknown[] };

/** What happens next, `wait` seconds after the last. */
export type TwinStep = { wait: number } & (
  | { kind: "time" }
  | { kind: "price"; asset: number; price: bigint }
  | TwinSetting
  | TwinCall
);

/** Where a sequence stands, as the next step is drawn from it. */
export type TwinState = {
  view: TwinView;
  prices: bigint[];
  users: readonly string[];
  assets: readonly string[];
  /** Who takes flash loans. */
  receiver: string;
  preset: TwinPreset;
  /** The last block's. [seconds] */
  time: number;
};
