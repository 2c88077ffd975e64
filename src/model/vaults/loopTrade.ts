import { BPS } from "../../units.ts";
import { mulDivDown } from "../mulDiv.ts";
import { type Hop, quoteExactIn, quoteExactOut } from "../path.ts";
import { borrowableDown, bring } from "./loopCash.ts";
import { inCollateralDown } from "./loopMath.ts";
import { loopBuyableDown, loopCostUp } from "./loopSizes.ts";
import { borrowed, flashPremium, type LoopVenue, positionAt, repaid, supplied } from "./loopVenue.ts";
import { requireVault } from "./refusal.ts";

const MAX_STEPS = 32;
/** Fewer units than a pool may be able to count in scaled form. */
const DUST = 100n;

/** Borrows `amount` and supplies what it buys, or as much of it as the pool lends. */
export function raiseLoop(venue: LoopVenue, amount: bigint, slippage: bigint, flash: boolean): LoopVenue {
  if (flash) {
    requireVault(amount <= venue.debt.cash, "Pool");
    const lent = { ...venue, debt: { ...venue.debt, cash: venue.debt.cash - amount } };
    return borrowed(buyAndSupply(lent, amount, slippage), amount, false);
  }
  let after = venue;
  let done = 0n;
  for (let i = 0; i < MAX_STEPS && done < amount; i++) {
    const step = min(amount - done, borrowableDown(after));
    if (step < DUST) break;
    after = buyAndSupply(borrowed(after, step, true), step, slippage);
    done += step;
  }
  return after;
}

/** Repays `amount` out of collateral, or as much of it as idle collateral, cash and the health factor allow. */
export function lowerLoop(venue: LoopVenue, amount: bigint, slippage: bigint, flash: boolean): LoopVenue {
  return flash ? lowerByLoan(venue, amount, slippage) : lowerStepwise(venue, amount, slippage);
}

function lowerByLoan(venue: LoopVenue, amount: bigint, slippage: bigint): LoopVenue {
  requireVault(amount <= venue.debt.cash, "Pool");
  const due = amount + flashPremium(venue, amount);
  const { venue: ready, held } = bring(repaid(venue, amount), loopCostUp(venue.pair, due, slippage));
  return buyDebtAsset(ready, due, held);
}

function lowerStepwise(venue: LoopVenue, amount: bigint, slippage: bigint): LoopVenue {
  // Each repayment may leave a unit of debt by rounding; whoever repays all goes on until there is none.
  const all = amount >= positionAt(venue).debt;
  let after = venue;
  let left = amount;
  for (let i = 0; i < MAX_STEPS && left !== 0n; i++) {
    const need = loopCostUp(after.pair, left, slippage);
    const { venue: ready, held } = bring(after, need);
    const step = held === need ? left : min(left, loopBuyableDown(after.pair, held, slippage));
    after = ready;
    if (step === 0n || (step < DUST && (!all || step < left))) break;
    after = repaid(buyDebtAsset(after, step, held), step);
    left = all ? positionAt(after).debt : left - step;
  }
  return after;
}

function buyAndSupply(venue: LoopVenue, amount: bigint, slippage: bigint): LoopVenue {
  const { amountOut, hops } = quoteExactIn(reversed(venue.path), amount);
  const least = mulDivDown(inCollateralDown(venue.pair, amount), BPS - slippage, BPS);
  requireVault(amountOut >= least, "BoughtTooLittle");
  const path = venue.path.map((hop, i) => ({ ...hop, pool: hops[hops.length - 1 - i]?.pool ?? hop.pool }));
  const bought = { ...venue, path, idle: venue.idle + amountOut };
  return amountOut < DUST ? bought : supplied(bought, amountOut);
}

/** Buys `amount` of the debt asset for at most `most` of idle collateral. */
function buyDebtAsset(venue: LoopVenue, amount: bigint, most: bigint): LoopVenue {
  const { amountIn, amountOut, hops } = quoteExactOut(venue.path, amount);
  requireVault(amountOut === amount && amountIn <= most, "Pool");
  const path = venue.path.map((hop, i) => ({ ...hop, pool: hops[i]?.pool ?? hop.pool }));
  return { ...venue, path, idle: venue.idle - amountIn };
}

/** The same path from the debt asset to the collateral. */
export function reversed(path: readonly Hop[]): readonly Hop[] {
  return path.toReversed().map(({ pool, zeroForOne }) => ({ pool, zeroForOne: !zeroForOne }));
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
