/** What those in a venue have there, before and after, and what went in less what went out between, USD [wad]. */
export interface LayerEquity {
  start: bigint;
  end: bigint;
  inflow: bigint;
}
