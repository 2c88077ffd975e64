import { type ErrorDescription, Interface } from "ethers";

/** Why a control refuses, as its interface states it. */
export const GUARD_ERRORS = new Interface([
  "error LeverageRegistry_AboveCap(uint8 scope, address subject, uint256 value, uint256 cap)",
  "error LeverageRegistry_Stale(address vault, uint256 takenAt, uint256 maxAge)",
  "error LeverageRegistry_TooDeep(address vault, uint256 depth)",
  "error LeverageRegistry_TooManyAssets(uint256 most)",
  "error LeverageRegistry_VaultUnknown(address vault)",
  "error CircuitBreaker_AboveQuota(uint8 control, (address venue, address asset) scope, uint256 asked, uint256 left)",
  "error CircuitBreaker_PriceHalted(address asset, uint256 move, uint256 until)",
  "error CircuitBreaker_NoPrice(address asset, address feed)",
  "error CircuitBreaker_MarginTooLow(address venue, address account, uint256 backing, uint256 needed, uint256 spread)",
  "error CircuitBreaker_OutflowLimited(address venue, address token, int256 left, uint256 least, int256 liquidity)",
  "error CircuitBreaker_LossStopped((address venue, address asset) scope, uint256 until)",
  "error CircuitBreaker_Paused((address venue, address asset) scope, uint256 until)",
  "error CircuitBreaker_Grace((address venue, address asset) scope, uint256 until)",
  "error MarginScaling_MarginTooLow(address venue, address account, uint256 backing, uint256 needed, uint256 haircut)",
  "error TieredLiquidation_CoolingDown(address venue, address account, uint256 until)",
  "error ToxicZone_Halted(uint256 healthFactor, uint256 toxicBelow)",
]);

/** By selector; the interface itself also knows those of the language. */
const NAMES = new Map<string, string>();
GUARD_ERRORS.forEachError(({ selector, name }) => NAMES.set(selector, name));

/** What a revert says if it is a control's, or has one within; undefined for any other. */
export function guardErrorIn(data: string): ErrorDescription | undefined {
  for (let at = 2; at + 8 <= data.length; at += 2) {
    if (!NAMES.has(`0x${data.slice(at, at + 8)}`)) continue;
    try {
      const error = GUARD_ERRORS.parseError(`0x${data.slice(at)}`);
      // What is too short only shows where it is read.
      if (error?.args.toArray(true).length === error?.fragment.inputs.length) return error ?? undefined;
    } catch {
      // Four bytes of something else.
    }
  }
  return undefined;
}

/** The name of the control's error that has this selector; undefined for any other. */
export function guardErrorName(selector: string): string | undefined {
  return NAMES.get(selector);
}
