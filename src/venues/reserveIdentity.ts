/** Where a reserve is, and what the pool lets be done with it; all of it if absent. */
export interface ReserveIdentity {
  symbol: string;
  id: number;
  address: string;
  decimals: number;
  flashLoans?: boolean | undefined;
  liquidatable?: boolean | undefined;
}
