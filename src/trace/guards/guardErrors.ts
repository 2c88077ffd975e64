import type { ErrorFragment, Result } from "ethers";
import type { Treatment } from "../../scenario/treatmentSchema.ts";
import { formatDecimal } from "../../units.ts";
import { MAX_UINT } from "../../world/encode.ts";
import { GUARD_ERRORS } from "../../world/guardErrors.ts";
import { usdText } from "../format.ts";

/** The breaker's own controls, in the order of `BreakerTypes.Control`. */
export const BREAKER_CONTROLS = [
  "priceVelocity",
  "outflow",
  "throttle",
  "borrowVelocity",
  "lossStop",
  "pause",
] as const satisfies Treatment[];

/** Its own alone: a library of ABIs knows plain sentences too. */
const BY_SELECTOR = new Map(
  GUARD_ERRORS.fragments.map((fragment) => [(fragment as ErrorFragment).selector, fragment as ErrorFragment]),
);

/** A control's refusal in words. */
export interface GuardError {
  control: Treatment;
  reason: string;
  value: string | null;
  limit: string | null;
}

type Told = Pick<GuardError, "control" | "value" | "limit">;
/** What the values of an error mean: when it was, and how many decimals an amount has, by the breaker's address. */
export interface ErrorContext {
  time: number;
  decimalsOf(asset: string): number;
}

/** What a revert says if it is a control's; undefined for any other. Leverage and ratios have six digits. */
export function guardError(data: string, context: ErrorContext): GuardError | undefined {
  const error = BY_SELECTOR.get(data.slice(0, 10));
  if (error === undefined) return undefined;
  return { reason: error.name, ...told(error.name, GUARD_ERRORS.decodeErrorResult(error, data), context) };
}

function told(name: string, args: Result, { time, decimalsOf }: ErrorContext): Told {
  const ratio = (key: string) => formatDecimal(args[key], 18, 6);
  const whole = (key: string) => String(args[key]);
  const amount = (key: string, asset: string) => formatDecimal(args[key], decimalsOf(asset.toLowerCase()));
  const ends = (control: Treatment) => ({ control, value: String(time), limit: timeText(args.until) });
  switch (name) {
    case "LeverageRegistry_AboveCap":
      return { control: "cap", value: ratio("value"), limit: ratio("cap") };
    case "LeverageRegistry_Stale":
      return { control: "cap", value: String(BigInt(time) - args.takenAt), limit: whole("maxAge") };
    case "CircuitBreaker_AboveQuota": {
      const control = BREAKER_CONTROLS[Number(args.control)] ?? "throttle";
      const text = (key: string) => (control === "throttle" ? usdText(args[key]) : amount(key, args.scope.asset));
      return { control, value: text("asked"), limit: text("left") };
    }
    case "CircuitBreaker_PriceHalted":
      return { control: "priceVelocity", value: ratio("move"), limit: null };
    case "CircuitBreaker_NoPrice":
      return { control: "priceVelocity", value: null, limit: null };
    case "CircuitBreaker_MarginTooLow":
      return { control: "priceVelocity", value: whole("backing"), limit: whole("needed") };
    case "CircuitBreaker_OutflowLimited":
      return { control: "outflow", value: amount("left", args.token), limit: amount("least", args.token) };
    case "CircuitBreaker_LossStopped":
      return ends("lossStop");
    case "CircuitBreaker_Paused":
    case "CircuitBreaker_Grace":
      return ends("pause");
    case "MarginScaling_MarginTooLow":
      return { control: "margin", value: whole("backing"), limit: whole("needed") };
    case "TieredLiquidation_CoolingDown":
      return ends("steps");
    case "ToxicZone_Halted":
      return { control: "toxicZone", value: ratio("healthFactor"), limit: ratio("toxicBelow") };
    default:
      return { control: "cap", value: null, limit: null };
  }
}

/** A timestamp; null is by hand only. */
export function timeText(until: bigint): string | null {
  return until === MAX_UINT ? null : until.toString();
}
