import { MaxUint256 } from "ethers";
import type { Random } from "../../src/world/random.ts";
import { logUniform } from "./logUniform.ts";
import type { TwinForesight } from "./twinForesight.ts";
import { TWIN_CAPS, TWIN_LISTINGS } from "./twinMarkets.ts";
import { wordOf } from "./twinReads.ts";
import type { TwinKind, TwinState } from "./twinStep.ts";

const DOLLAR = 10n ** 8n;
const MOST = 400_000n * DOLLAR;
const DUST = 20n;

type Place = { who: number; asset: number };

/** An amount for an action: mostly part of what there is to act on, and often at an edge of it. */
export function twinAmount(
  random: Random,
  state: TwinState,
  foresight: TwinForesight,
  kind: TwinKind,
  place: Place,
): bigint {
  const whole = wholeOf(random, state, foresight, kind, place);
  const roll = random.index(100);
  if (roll < 50) return (whole * random.between(kind === "borrow" ? 500n : 10n, 990n)) / 1_000n;
  if (roll < 66) return whole;
  if (roll < 80) return MaxUint256;
  if (roll < 85) return whole + 1n;
  if (roll < 89) return whole > 0n ? whole - 1n : 0n;
  if (roll < 97) return random.between(1n, DUST);
  return roll < 99 ? 2n * whole : 0n;
}

/** What an action can be at most, or thereabouts. [asset] */
function wholeOf(
  random: Random,
  { view, prices }: TwinState,
  { balance, total, account }: TwinForesight,
  kind: TwinKind,
  { who, asset }: Place,
): bigint {
  const unit = 10n ** BigInt(TWIN_LISTINGS[asset]?.decimals ?? 0);
  const price = prices[asset] as bigint;
  const under = (of: "supply" | "debt") => {
    const cap = BigInt(TWIN_CAPS[asset]?.[of] ?? 0) * unit;
    const room = cap - total(of, asset);
    return room > 0n ? room : unit;
  };
  const atEdge = random.index(12) === 0;
  switch (kind) {
    case "supply":
      return atEdge ? under("supply") : (logUniform(random, 100n * DOLLAR, MOST) * unit) / price;
    case "gift":
      return (logUniform(random, DOLLAR, 1_000n * DOLLAR) * unit) / price;
    case "borrow":
      if (atEdge) return random.index(2) === 0 ? under("debt") : wordOf(view, `reserve${asset}.cash`);
      return (account(who).availableBorrowsBase * unit) / price;
    case "repay":
    case "repayWithATokens":
    case "liquidation":
      return balance(who, "debt", asset);
    case "flashLoan":
      return wordOf(view, `reserve${asset}.cash`);
    case "cover":
      return wordOf(view, `reserve${asset}.deficit`);
    default:
      return balance(who, "supply", asset);
  }
}
