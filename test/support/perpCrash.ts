import { expect } from "chai";
import { isProRata } from "../../src/model/perps/adlScore.ts";
import { rankingNow } from "../../src/model/perps/deleverage.ts";
import {
  accountOf,
  ENGINE,
  type ListedMarket,
  type PerpExchangeState,
  positionOf,
} from "../../src/model/perps/exchangeState.ts";
import { measureAccount, valuedPositions } from "../../src/model/perps/measureAccount.ts";
import type { PerpAction } from "../../src/model/perps/perpModel.ts";
import { FEED } from "./perpModelStart.ts";
import type { PerpParity } from "./perpParity.ts";

/** Moves a market at once by `perMille`, and lets keepers do all there is to do. Says what each call came to. */
export async function crash(parity: PerpParity, market: number, perMille: number): Promise<string[]> {
  const told: string[] = [];
  const act = async (action: PerpAction) => told.push(`${action.kind} ${(await parity.act(action, 1n)) ?? "done"}`);
  const { index } = (parity.state.markets[market] as ListedMarket).state;
  await parity.print(
    { market, feed: "index", price: (((index / FEED) * BigInt(1_000 + perMille)) / 1_000n) * FEED },
    1n,
  );

  const keeper = parity.keeper.address;
  for (const { address: account } of parity.traders) {
    const { equity, maintenance, backstop } = measureAccount(parity.state, account);
    if (equity < 0n || equity < backstop) {
      await act({ kind: "takeOver", account, randomness: BigInt(account) % 999_983n });
    } else if (equity < maintenance) {
      for (const id of accountOf(parity.state, account).positions.keys()) {
        await act({ kind: "liquidate", account, market: id, keeper });
      }
    }
  }
  for (const id of parity.state.markets.keys()) {
    const { size } = positionOf(parity.state, ENGINE, id);
    const { policy } = (parity.state.markets[id] as ListedMarket).terms.adl;
    const longs = size < 0n;
    const before = parity.state;
    const order = isProRata(policy) || policy === "none" ? [] : rankingNow(before, id, longs);
    await act({ kind: "deleverage", market: id, longs, order });
    await parity.compare();
    expectSpared(
      before,
      parity.state,
      id,
      parity.traders.map(({ address }) => address),
    );
  }
  return told;
}

/** What deleveraging takes from a counterparty is its position's profit at most, and never its maintenance margin. */
function expectSpared(
  before: PerpExchangeState,
  after: PerpExchangeState,
  id: number,
  accounts: readonly string[],
): void {
  // What the pool does not pay is not deleveraging's to give.
  if (after.books.unpaid !== before.books.unpaid) return;
  const then = { ...before, time: after.time, block: after.block };
  for (const account of accounts) {
    const [old, now] = [measureAccount(then, account), measureAccount(after, account)];
    if (positionOf(before, account, id).size === positionOf(after, account, id).size) continue;
    const profit = valuedPositions(then, account).get(id)?.profit ?? 0n;
    expect(now.equity >= now.maintenance - now.reward, `${account} is solvent`).to.equal(true);
    expect(old.equity - now.equity <= profit + 2n, `${account} gave out of its profit`).to.equal(true);
  }
}
