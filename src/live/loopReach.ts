import { badInput, type FaultlineError } from "../errors.ts";
import { leverageUp, loopPosition, maxLeverageDown } from "../model/loop.ts";
import { BPS, formatDecimal, formatPercent, WAD } from "../units.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import type { Session } from "./session.ts";

interface Loop {
  collateral: LendingReserve;
  debt: LendingReserve;
  equity: bigint;
  eMode: number;
  /** [wad] */
  leverage: bigint;
  iterations: number | undefined;
  /** Whether a lower leverage will do where the iterations lead no further. */
  settlesForLess: boolean;
}

/** A step stays a basis point below LTV: interest accrues between two transactions. */
const MARGIN = WAD / BPS;

/**
 * The leverage that a loop will reach, and the share of each deposit's value that its steps borrow for that: the
 * smallest that gets there with what swaps cost. `LEVERAGE_OUT_OF_REACH` says what is in the way.
 */
export function loopReach(session: Session, loop: Loop): { target: bigint; share: bigint } {
  const { iterations, leverage } = loop;
  const ltv = ltvOf(session, loop);
  const bound = maxLeverageDown(ltv);
  if (leverage >= bound && (iterations === undefined || !loop.settlesForLess)) {
    throw outOfReach(`Leverage ${text(leverage)} cannot be reached at LTV ${formatPercent(ltv)}.`, {
      hint: `Every loop in this pair ends below ${text(bound)} (1 ÷ (1 − LTV)); an e-mode may allow more.`,
    });
  }
  const kept = keptOf(session, loop, leverage);
  if (iterations === undefined) return { target: leverage, share: 0n };

  const most = ltv - MARGIN;
  const reached = (share: bigint) => {
    const { collateral, debt } = loopPosition(WAD * WAD, share, kept, iterations);
    return leverageUp(collateral, debt);
  };
  const reach = reached(most);
  if (reach < leverage) {
    if (loop.settlesForLess) return { target: reach, share: most };
    throw outOfReach(
      `${iterations} iterations at LTV ${formatPercent(ltv)} end at leverage ${text(reach)}, below ${text(leverage)}.`,
      { hint: "Take more iterations, less leverage, or --flash." },
    );
  }
  let [low, high] = [0n, most];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (reached(middle) < leverage) low = middle;
    else high = middle;
  }
  return { target: leverage, share: high };
}

/** LTV of the collateral in the account's e-mode, [wad]. */
function ltvOf({ venues }: Session, { collateral, eMode }: Loop): bigint {
  const { ltv } = venues.lending.termsFor({ eMode }, venues.lending.reserves.indexOf(collateral));
  return (ltv * WAD) / BPS;
}

/** What is left of a dollar of debt once all of the loop's is swapped, at oracle prices, [wad]. */
function keptOf({ venues }: Session, { collateral, debt, equity }: Loop, leverage: bigint): bigint {
  const borrowed = (equity * collateral.price * debt.unit * (leverage - WAD)) / (collateral.unit * debt.price * WAD);
  const whole = (reserve: LendingReserve, amount: bigint) =>
    `${formatDecimal(amount, reserve.decimals, 0)} ${reserve.symbol}`;
  if (borrowed > debt.cash) {
    throw outOfReach(
      `Leverage ${text(leverage)} takes ${whole(debt, borrowed)}; the pool has ${whole(debt, debt.cash)} to lend.`,
      {
        hint: "Take less equity or less leverage.",
      },
    );
  }
  if (collateral === debt) return WAD;
  const sale = venues.amm.sell(debt.symbol, collateral.symbol, borrowed);
  if (!sale.complete) {
    throw outOfReach(`The AMM cannot take ${whole(debt, borrowed)} for ${collateral.symbol}.`, {
      hint: "Take less equity or less leverage.",
    });
  }
  return (sale.amountOut * collateral.price * debt.unit * WAD) / (borrowed * debt.price * collateral.unit);
}

function text(wad: bigint): string {
  return formatDecimal(wad, 18, 2);
}

function outOfReach(message: string, { hint }: { hint: string }): FaultlineError {
  return badInput("LEVERAGE_OUT_OF_REACH", message, { place: "--leverage", hint });
}
