import { id } from "ethers";

/** Errors that drop an order, as IPerpErrors.sol states them. */
const SIGNATURES = [
  "PerpExchange_ReduceOnly(uint256,int256,int256)",
  "PerpExchange_PriceBeyondAcceptable(uint256,uint256)",
  "PerpExchange_SizeCapExceeded(uint256,uint256,uint256)",
  "PerpExchange_ValueCapExceeded(uint256,uint256,uint256)",
  "PerpExchange_InsufficientMargin(address,int256,uint256)",
  "PerpExchange_Liquidatable(address,int256,uint256)",
  "PerpExchange_OrderExpired(uint256,uint256)",
] as const;

/** Their names without the component, by selector. */
export const PERP_ERRORS: ReadonlyMap<string, string> = new Map(
  SIGNATURES.map((signature) => [id(signature).slice(0, 10), signature.slice(13, signature.indexOf("("))]),
);
