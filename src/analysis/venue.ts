/** The venue that every account row's position is in. */
export const LENDING = "lending";
/** The perpetual exchange. */
export const PERPS = "perps";
