import { wordAt } from "../../venues/words.ts";
import type { PositionAccount, Positions } from "../screen/positions.ts";
import { viewCall } from "../screen/viewCall.ts";
import type { ViewReader } from "../screen/viewReader.ts";
import { movedPrice, notOverridable, overrideOf, type PricedFeed } from "./pricedFeed.ts";
import type { AccountValue, Valuation } from "./valuation.ts";

const ACCOUNT_WORDS = 6;
const AT = { collateral: 0, debt: 1, healthFactor: 5 };

export interface NodeValuation {
  reader: ViewReader;
  /** The node, as errors name it. */
  place: string;
  positions: Positions;
  /** The feeds that are moved. */
  feeds: readonly PricedFeed[];
  /** [wad] */
  changes: readonly bigint[];
  /** Accounts valued so far, of how many. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Has the pool itself value everybody while feeds answer moved prices; what is read through those feeds moves too.
 * `RPC_NO_OVERRIDE`, `ORACLE_NOT_OVERRIDABLE`.
 */
export async function valueByNode(asked: NodeValuation): Promise<Valuation[]> {
  const { positions, feeds, changes } = asked;
  const { oracle, pool, reserves } = positions;
  const steps: { change: bigint; reader: ViewReader; prices: (bigint | null)[] }[] = [];
  for (const change of changes) {
    const reader = asked.reader.under(overrideOf(feeds, change));
    const read = await reader.readEach(
      reserves.map(({ asset }) => viewCall(oracle, "getAssetPrice(address)", [asset])),
      { mayFail: true },
    );
    const prices = read.map((data) => (data === undefined ? null : wordAt(data, 0)));
    requireMoved(asked, change, prices);
    steps.push({ change, reader, prices });
  }
  const moved = reserves.filter(({ price }, index) => steps.some(({ prices }) => prices[index] !== price));
  const exposed = exposedTo(positions, new Set(moved.map(({ asset }) => asset)));
  const calls = exposed.map(({ account }) => viewCall(pool, "getUserAccountData(address)", [account], ACCOUNT_WORDS));
  let done = 0;
  const onDone = (count: number) => {
    done += count;
    asked.onProgress?.(done, calls.length * changes.length);
  };
  const valuations: Valuation[] = [];
  for (const { change, reader, prices } of steps) {
    const answers = await reader.readAll(calls, onDone);
    const values = new Map<PositionAccount, AccountValue>(
      exposed.map((account, index) => [account, accountValue(answers[index]!)]),
    );
    valuations.push({ change, prices, accounts: positions.accounts.map((account) => values.get(account) ?? account) });
  }
  return valuations;
}

/** Whose value moves with some assets. Of accounts in an e-mode all are asked: a category may have a price of its own. */
function exposedTo({ accounts }: Positions, moved: ReadonlySet<string>): PositionAccount[] {
  return accounts.filter(
    ({ collateral, debt, eMode }) => eMode !== 0 || [...collateral, ...debt].some(({ asset }) => moved.has(asset)),
  );
}

function requireMoved({ place, positions, feeds }: NodeValuation, change: bigint, prices: (bigint | null)[]): void {
  for (const { asset, symbol, price } of feeds) {
    const seen = prices[positions.reserves.findIndex((reserve) => reserve.asset === asset)];
    const wanted = movedPrice(price, change);
    if (seen !== wanted) {
      throw notOverridable(symbol, `the oracle then answers ${seen ?? "nothing"}, not ${wanted}`, place);
    }
  }
  for (const [index, { symbol, price }] of positions.reserves.entries()) {
    if (price !== null && prices[index] === null) {
      throw notOverridable(feeds[0]!.symbol, `that of ${symbol} can then no longer be read`, place);
    }
  }
}

function accountValue(data: string): AccountValue {
  return {
    collateralValue: wordAt(data, AT.collateral),
    debtValue: wordAt(data, AT.debt),
    healthFactor: wordAt(data, AT.healthFactor),
  };
}
