/** What anyone can ask the controls on the chain, as this process read it at the last block. */
export interface GuardBook {
  /** Value that may still be seized of an asset at a venue, USD [wad]; undefined where nothing throttles. */
  liquidationRoomUsd(venue: string, symbol: string): bigint | undefined;
  /** Whether a halt, a pause or its grace keeps liquidations of an asset from happening at a venue. */
  stopsLiquidations(venue: string, symbol: string): boolean;
  /** Whether something keeps supply and shares of an asset from leaving a venue. */
  stopsWithdrawals(venue: string, symbol: string): boolean;
  /** What may still leave a venue at once, smallest units; undefined where nothing limits it. */
  outflowRoom(venue: string, symbol: string): bigint | undefined;
  /** What a step of an account's liquidation may still repay, USD [wad]; undefined where no tier applies. */
  stepRoomUsd(account: string, debtUsd: bigint, healthFactor: bigint): bigint | undefined;
}
