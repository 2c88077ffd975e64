import { credited } from "./books.ts";
import { accountOf, type ListedCollateral, type PerpExchangeState, withAccount } from "./exchangeState.ts";
import { measureForOrder } from "./measureAccount.ts";
import { require_ } from "./refusal.ts";

/** Moves `amount` in: of the quote token (null) to settled margin, of any other as collateral. */
export function deposit(
  exchange: PerpExchangeState,
  name: string,
  token: string | null,
  amount: bigint,
): PerpExchangeState {
  require_(amount > 0n, "AmountZero");
  if (token === null) return credited(exchange, name, amount);
  const { cap } = (exchange.collaterals.get(token) as ListedCollateral).terms;
  let sum = amount;
  for (const { collateral } of exchange.accounts.values()) sum += collateral.get(token) ?? 0n;
  require_(cap === 0n || sum <= cap, "CollateralCapExceeded");
  return withCollateral(exchange, name, token, amount);
}

/**
 * Moves `amount` out; what stays must meet initial and maintenance margin. An account that owes nothing and has no
 * position takes out what it has.
 */
export function withdraw(
  exchange: PerpExchangeState,
  name: string,
  token: string | null,
  amount: bigint,
): PerpExchangeState {
  const { settled, collateral } = accountOf(exchange, name);
  require_(amount > 0n, "AmountZero");
  if (token === null) require_(settled >= amount, "InsufficientSettled");
  else require_((collateral.get(token) ?? 0n) >= amount, "InsufficientCollateral");

  const left = token === null ? credited(exchange, name, -amount) : withCollateral(exchange, name, token, -amount);
  const after = accountOf(left, name);
  if (after.positions.size === 0 && after.settled >= 0n) return left;
  const { equity, initial, maintenance } = measureForOrder(left, name);
  require_(!after.flagged, "Liquidatable");
  require_(equity >= initial && equity >= maintenance, "InsufficientMargin");
  return left;
}

function withCollateral(exchange: PerpExchangeState, name: string, token: string, change: bigint): PerpExchangeState {
  const collateral = new Map(accountOf(exchange, name).collateral);
  const held = (collateral.get(token) ?? 0n) + change;
  if (held === 0n) collateral.delete(token);
  else collateral.set(token, held);
  return withAccount(exchange, name, { collateral });
}
