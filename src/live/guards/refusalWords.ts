import type { ErrorDescription } from "ethers";
import { compact, compactUsd } from "../../../web/format.js";
import { formatDecimal, formatPercent } from "../../units.ts";
import type { World } from "../../world/world.ts";
import { GuardWords } from "./guardWords.ts";

/** Why a control refuses, in one sentence with its values, and what one may do. */
export interface RefusalWords {
  sentence: string;
  hint: string;
}

const SPENT = "Wait for the period to pass, or mine the time away (evm_increaseTime, evm_mine).";
const LATER = "Wait until then, or mine the time away (evm_increaseTime, evm_mine). Closing and repaying always work.";
const LOOK = "Anyone may let it look again: `faultline shock USDC=0%` does.";
/** Of `GuardTypes.Scope`. */
const ASSET = 1n;
const SYSTEM = 2n;
/** Of `BreakerTypes.Control`. */
const THROTTLE = 2n;

/** Puts a control's error into words. */
export function refusalWords(world: Pick<World, "deployment" | "scenario">, error: ErrorDescription): RefusalWords {
  const { args } = error;
  const words = new GuardWords(world);
  const usd = (key: string) => compactUsd(Number(formatDecimal(args[key], 18)));
  const amount = (value: bigint, asset: string) =>
    `${compact(Number(formatDecimal(value, words.decimals(asset))))} ${words.name(asset)}`;
  const breaker = (why: string, hint: string) => ({ sentence: `The circuit breaker refuses: ${why}.`, hint });
  const registry = (why: string, hint: string) => ({ sentence: `The leverage registry refuses: ${why}.`, hint });

  switch (error.name) {
    case "LeverageRegistry_AboveCap":
      return registry(
        `${measured(args.scope, words.name(args.subject))} ${apart(args.value, args.cap)}`,
        "Take less leverage or more equity: margin and collateral count as exposure too. Closing and repaying always work.",
      );
    case "LeverageRegistry_Stale": {
      const of = words.name(args.vault) || "all venues together";
      return registry(`what it stored of ${of} is older than ${args.maxAge} s`, LOOK);
    }
    case "LeverageRegistry_TooDeep":
      return registry(`${words.name(args.vault)} stands on ${args.depth} vaults`, "Three are looked through at most.");
    case "LeverageRegistry_TooManyAssets":
      return registry(`the account has more than ${args.most} assets`, "Close what is not needed.");
    case "LeverageRegistry_VaultUnknown":
      return registry(`it does not know the vault ${words.name(args.vault)}`, "Its owner, the lab account, lists it.");
    case "CircuitBreaker_AboveQuota": {
      const { scope, asked, left, control } = args;
      const [wants, has] =
        control === THROTTLE ? [usd("asked"), usd("left")] : [amount(asked, scope.asset), amount(left, scope.asset)];
      const what = control === THROTTLE ? "seized" : "borrowed or ordered";
      return breaker(`${wants} would be ${what}, its limit for ${words.scope(scope)} leaves ${has} for now`, SPENT);
    }
    case "CircuitBreaker_PriceHalted":
      return breaker(
        `the price of ${words.name(args.asset)} ${ranWords(world, args.move)}; it halts ${words.until(args.until)}`,
        LATER,
      );
    case "CircuitBreaker_NoPrice":
      return breaker(`the feed of ${words.name(args.asset)} gives no answer`, "`faultline shock` prints a price.");
    case "CircuitBreaker_OutflowLimited":
      return breaker(
        `of ${words.name(args.token)} at ${words.name(args.venue)}, ${amount(args.left, args.token)} would stay, ${amount(args.least, args.token)} has to`,
        "Take less out, or wait for the period to pass.",
      );
    case "CircuitBreaker_LossStopped":
      return breaker(`losses of ${words.scope(args.scope)} stopped borrowing ${words.until(args.until)}`, LATER);
    case "CircuitBreaker_Paused":
      return breaker(`${words.scope(args.scope)} is paused ${words.until(args.until)}`, LATER);
    case "CircuitBreaker_Grace":
      return breaker(
        `after the pause of ${words.scope(args.scope)}, liquidations wait ${words.until(args.until)}`,
        LATER,
      );
    case "TieredLiquidation_CoolingDown":
      return {
        sentence: `The liquidation's step is used up: the next may begin ${words.until(args.until).replace("until", "at")}.`,
        hint: LATER,
      };
    case "ToxicZone_Halted":
      return {
        sentence: `The toxic zone refuses: a liquidation would lower the health factor, which is ${ratio(args.healthFactor, 4)}, below ${ratio(args.toxicBelow, 4)}.`,
        hint: "It waits for the price to come back; repaying always works.",
      };
    default: {
      const digits = marginDecimals(world, args.venue.toLowerCase());
      const dollars = (key: string) => compactUsd(Number(formatDecimal(args[key], digits)));
      const share = formatPercent(args.haircut ?? args.spread);
      const who = error.name === "MarginScaling_MarginTooLow" ? "The margin scaling" : "The circuit breaker";
      return {
        sentence: `${who} refuses: less ${share} of its backing, ${dollars("backing")}, the account cannot carry the ${dollars("needed")} that it would need.`,
        hint: "Bring in more margin or take less; closing and repaying always work.",
      };
    }
  }
}

/** A halt outlasts the window in which the move was seen. */
function ranWords({ scenario }: Pick<World, "scenario">, move: bigint): string {
  const calm = scenario.treatments?.priceVelocity?.maxMove ?? 0n;
  return move > calm ? `moves by ${formatPercent(move)}` : `moved by more than ${formatPercent(calm)}`;
}

function measured(scope: bigint, subject: string): string {
  if (scope === ASSET) return `the reuse of ${subject} is`;
  return scope === SYSTEM ? "the leverage of all together is" : "leverage would be";
}

/** A value and its cap, with as many digits as tell them apart. */
function apart(value: bigint, cap: bigint): string {
  let digits = 2;
  while (digits < 18 && value !== cap && ratio(value, digits) === ratio(cap, digits)) digits++;
  return `${ratio(value, digits)}, the cap is ${ratio(cap, digits)}`;
}

function ratio(wad: bigint, digits: number): string {
  return formatDecimal(wad, 18, digits).replace(/\.?0+$/, "");
}

/** Decimals of the unit that a venue states margins in. */
function marginDecimals({ deployment, scenario }: Pick<World, "deployment" | "scenario">, venue: string): number {
  const { perps } = deployment;
  if (perps?.exchange !== venue) return scenario.lending.baseCurrencyDecimals;
  return scenario.assets[perps.quote]?.decimals ?? 18;
}
