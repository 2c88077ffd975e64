/**
 * What an account wanted to open with and a cap did not let it, in full or in part. Whatever was not wanted any more,
 * since the money for it was not borrowed, is in the row of what was not borrowed alone.
 */
export interface Curtailed {
  account: string;
  /** Group of the account; a vault's share. */
  group: string;
  /** Where it was refused: lending, perps, or a vault by its share. */
  venue: string;
  /** Name of the registry's error. */
  reason: string;
  /** What the registry would have found with all that was wanted, and the cap that this is above: leverage or reuse. [wad] */
  value: bigint;
  limit: bigint;
  /**
   * What was wanted and what was opened, at start prices, USD [wad]. A borrower, account or stacker: of one debt. A
   * looper: debt, its equity × (leverage − 1). An order: its size. A deposit into a vault: what is deposited. A vault,
   * by its settings: debt of a loop vault and short of a basis vault, for each dollar of net assets.
   */
  wantedUsd: bigint;
  gotUsd: bigint;
}
