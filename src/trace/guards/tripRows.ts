import { Interface, type LogDescription } from "ethers";
import { formatDecimal } from "../../units.ts";
import { MAX_UINT } from "../../world/encode.ts";
import type { Log } from "../../world/transaction.ts";
import { usdText } from "../format.ts";
import type { TripRow } from "../guardRow.ts";
import { BREAKER_CONTROLS, type ErrorContext, guardError } from "./guardErrors.ts";
import type { GuardNames } from "./guardNames.ts";

const EVENTS = new Interface([
  "event Tripped(uint8 indexed control, (address venue, address asset) scope, uint256 measure, uint256 until)",
  "event Reset(uint8 indexed control, (address venue, address asset) scope)",
  "event Paused(address indexed by, (address venue, address asset) scope, uint256 until, uint256 grace)",
  "event LossReported(address indexed venue, address indexed asset, uint256 value)",
  "event Observed(address indexed venue, uint8 action, address indexed account, bytes reason)",
  "event ThresholdAimed(address indexed asset, uint256 from, uint256 to, uint256 end)",
  "event StepBegun(address indexed venue, address indexed account, uint256 budget, uint256 until)",
]);

type Told = Omit<TripRow, "kind" | "block" | "transaction">;
const NOTHING = { venue: null, asset: null, account: null, measure: null, until: null };

/** What a log of a control tells, without where it was; undefined for logs that no row is made of. */
export function tripOf(log: Log, names: GuardNames, context: ErrorContext): Told | undefined {
  const event = EVENTS.parseLog(log);
  return event === null ? undefined : told(event, names, context);
}

function told({ name, args }: LogDescription, names: GuardNames, context: ErrorContext): Told {
  const control = BREAKER_CONTROLS[Number(args.control ?? 0n)] ?? "priceVelocity";
  const [venue, asset] = args.scope ?? [args.venue, args.asset];
  const where = {
    ...NOTHING,
    venue: venue === undefined ? null : names.venue(venue.toLowerCase()),
    asset: asset === undefined ? null : names.asset(asset.toLowerCase()),
  };
  const until = args.until === undefined || args.until === MAX_UINT ? null : Number(args.until);
  switch (name) {
    case "Tripped":
      return { ...where, control, event: "tripped", measure: measureOf(control, args.measure, asset, context), until };
    case "Reset":
      return { ...where, control, event: "reset" };
    case "Paused":
      return { ...where, control: "pause", event: "paused", measure: args.grace.toString(), until };
    case "LossReported":
      return { ...where, control: "lossStop", event: "loss", measure: usdText(args.value) };
    case "ThresholdAimed":
      return {
        ...{ ...where, venue: "lending", control: "thresholdRamp", event: "begun" },
        ...{ measure: formatDecimal(args.to, 4, 4), until: Number(args.end) },
      };
    case "StepBegun": {
      const account = args.account.toLowerCase();
      return { ...where, control: "steps", event: "begun", account, measure: usdText(args.budget), until };
    }
    default: {
      const error = guardError(args.reason, context);
      const measure = error?.value ?? error?.reason ?? null;
      return { ...where, control: "cap", event: "observed", account: args.account.toLowerCase(), measure };
    }
  }
}

function measureOf(
  control: (typeof BREAKER_CONTROLS)[number],
  measure: bigint,
  asset: string,
  { decimalsOf }: ErrorContext,
): string {
  if (control === "priceVelocity") return formatDecimal(measure, 18, 6);
  if (control === "outflow") return formatDecimal(measure, decimalsOf(asset.toLowerCase()));
  return usdText(measure);
}
