import { badInput } from "../errors.ts";
import { formatDecimal, parseDecimal, parseWad, WAD } from "../units.ts";
import type { LendingReserve } from "../venues/lendingReserve.ts";
import { loopReach } from "./loopReach.ts";
import type { Session } from "./session.ts";

/** What a user asks for; `equity` and `leverage` as typed, the collateral's own in whole tokens. */
export interface LoopWish {
  collateral: string;
  debt: string;
  equity: string;
  /** Undefined: `USUAL_LEVERAGE`, or what the iterations reach. */
  leverage: string | undefined;
  /** Borrow steps; undefined for one flash loan. */
  iterations: number | undefined;
  /** Undefined: the account's e-mode stays as it is. */
  eMode: number | undefined;
}

/** A loop that LTV, reserve and pools can carry. */
export interface LoopPlan {
  collateral: LendingReserve;
  debt: LendingReserve;
  /** In the collateral's smallest unit. */
  equity: bigint;
  /** [wad] */
  target: bigint;
  iterations: number | undefined;
  /** Share of the last deposit's value to borrow in each step, [wad]; unused by a flash loan. */
  share: bigint;
  eMode: number;
}

export const USUAL_LEVERAGE = "3";

/** Checks a wish against the node and turns it into a plan; what cannot be done is refused before anything is sent. */
export function planLoop(session: Session, wish: LoopWish): LoopPlan {
  const collateral = reserveOf(session, wish.collateral, "--collateral");
  const debt = reserveOf(session, wish.debt, "--debt");
  session.venues.amm.route(debt.symbol, collateral.symbol);

  const equity = equityOf(session, wish.equity, collateral);
  const eMode = eModeOf(session, wish.eMode);
  requireBorrowable(session, debt.symbol, eMode);
  const leverage = parseWad(wish.leverage ?? USUAL_LEVERAGE, "--leverage");
  if (leverage <= WAD) {
    throw badInput("LEVERAGE_OUT_OF_REACH", "The leverage of a loop is more than 1.", {
      place: "--leverage",
      hint: "For example --leverage 3.",
    });
  }
  const { target, share } = loopReach(session, {
    collateral,
    debt,
    equity,
    eMode,
    leverage,
    iterations: wish.iterations,
    settlesForLess: wish.leverage === undefined,
  });
  return { collateral, debt, equity, target, iterations: wish.iterations, share, eMode };
}

function reserveOf({ venues }: Session, symbol: string, place: string): LendingReserve {
  const reserve = venues.lending.reserve(symbol);
  if (reserve !== undefined) return reserve;
  throw badInput("RESERVE_UNKNOWN", `The lending pool does not list "${symbol}".`, {
    place,
    hint: `It lists ${venues.lending.reserves.map((listed) => listed.symbol).join(", ")}.`,
  });
}

function equityOf({ world, reader }: Session, text: string, { symbol, decimals }: LendingReserve): bigint {
  const place = "--equity";
  const equity = parseDecimal(text, decimals, place);
  if (equity <= 0n) {
    throw badInput("EQUITY_NOT_POSITIVE", "A loop needs some equity to begin with.", {
      place,
      hint: "For example --equity 10.",
    });
  }
  const wallet = reader.wallets.get(world.deployment.roles.user)?.get(symbol) ?? 0n;
  if (equity > wallet) {
    const held = formatDecimal(wallet, decimals);
    throw badInput("EQUITY_NOT_OWNED", `The user's account holds ${held} ${symbol}, less than ${text}.`, {
      place,
      hint: "Loop with less, or start a new node.",
    });
  }
  return equity;
}

function requireBorrowable({ world }: Session, symbol: string, eMode: number): void {
  const { reserves, eModes } = world.scenario.lending;
  const mode = eModes.find(({ id }) => id === eMode);
  if (mode === undefined ? reserves[symbol]?.borrowable : mode.borrowable.includes(symbol)) return;
  const where = mode === undefined ? "" : ` in e-mode ${mode.id} (${mode.label})`;
  throw badInput("NOT_BORROWABLE", `${symbol} cannot be borrowed${where}.`, {
    place: "--debt",
    hint: mode === undefined ? "Borrow another asset." : `It lends ${mode.borrowable.join(", ")}; --emode 0 leaves it.`,
  });
}

function eModeOf({ world, venues }: Session, wanted: number | undefined): number {
  if (wanted === undefined) return venues.lending.positionOf(world.deployment.roles.user)?.eMode ?? 0;
  if (wanted === 0 || venues.lending.eModes.has(wanted)) return wanted;
  const listed = world.scenario.lending.eModes.map(({ id, label }) => `${id} (${label})`);
  throw badInput("EMODE_UNKNOWN", `There is no e-mode ${wanted}.`, {
    place: "--emode",
    hint: `There is ${["0 (none)", ...listed].join(", ")}.`,
  });
}
