/** Which of the node's accounts plays which part in a deployment. */
export const ROLES = {
  /** Owns every contract and posts the outside prices. */
  lab: 0,
  /** Transmits to every feed. */
  oracleNode: 1,
  /** Owns the AMM's liquidity. */
  liquidityProvider: 2,
  treasury: 3,
  /** Acts for the user on a live node. */
  user: 4,
  /** Liquidates for the user on a live node. */
  liquidator: 5,
} as const;
