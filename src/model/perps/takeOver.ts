import { equityShare } from "./bankruptcyPrice.ts";
import { engineEquity } from "./engineEquity.ts";
import { engineTook } from "./enginePosition.ts";
import {
  accountOf,
  type ListedCollateral,
  type PerpExchangeState,
  positionOf,
  withAccount,
  withPosition,
} from "./exchangeState.ts";
import { touched } from "./marketNow.ts";
import { collateralOf, measureAccount, valuedPositions } from "./measureAccount.ts";
import { NO_POSITION } from "./position.ts";
import { require_ } from "./refusal.ts";
import { cleared, writtenOff } from "./waterfall.ts";

/**
 * The engine takes all that an account below its backstop has and owes. Each position carries its part, by maintenance
 * margin, of the account's quote equity (cash and profits without tokens), rounded down, the last the rest. The block's
 * randomness seeds the markets that deleverage at random.
 */
export function takeOver(exchange: PerpExchangeState, name: string, randomness = 0n): PerpExchangeState {
  const { equity, backstop, maintenance, reward } = measureAccount(exchange, name);
  require_(equity < backstop || equity < 0n, "AboveBackstop");
  const valued = [...valuedPositions(exchange, name)];
  const backed = valued.every(([id]) => exchange.markets[id]?.terms.adl.policy !== "none");
  require_(equity >= 0n || backed || engineEquity(exchange) + equity >= 0n, "InsuranceInsufficient");
  if (valued.length === 0) return seizedFrom(writtenOff(exchange, name), name);

  const total = equity - collateralOf(exchange, name);
  let after = cleared(exchange, name);
  let left = total;
  for (const [i, [id, { bound }]] of valued.entries()) {
    require_(after.markets[id]?.state.status !== "paused", "MarketPaused");
    const share = { equity: total, maintenance: bound.maintenance, totalMaintenance: maintenance - reward };
    const part = i === valued.length - 1 ? left : equityShare(share);
    left -= part;
    after = seeded(touched(after, id), id, randomness);
    const { size } = positionOf(after, name, id);
    after = engineTook(withPosition(after, name, id, NO_POSITION), id, size, part);
  }
  return seizedFrom(after, name);
}

function seeded(exchange: PerpExchangeState, id: number, seed: bigint): PerpExchangeState {
  const markets = exchange.markets.map((listed, at) =>
    at === id && listed.terms.adl.policy === "random" ? { ...listed, seed } : listed,
  );
  return { ...exchange, markets };
}

function seizedFrom(exchange: PerpExchangeState, name: string): PerpExchangeState {
  const collaterals = new Map(exchange.collaterals);
  for (const [token, amount] of accountOf(exchange, name).collateral) {
    const listed = collaterals.get(token) as ListedCollateral;
    collaterals.set(token, { ...listed, seized: listed.seized + amount });
  }
  const emptied = { collateral: new Map(), flagged: false, partialTime: 0n };
  return withAccount({ ...exchange, collaterals }, name, emptied);
}
