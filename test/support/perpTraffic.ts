import { Interface } from "ethers";
import { rescale, WAD } from "../../src/units.ts";
import type { PerpBook } from "../../src/venues/perpBook.ts";
import { encode, GAS, MAX_UINT } from "../../src/world/encode.ts";
import type { Random } from "../../src/world/random.ts";
import type { Call } from "../../src/world/transaction.ts";
import type { World } from "../../src/world/world.ts";

const MORE = new Interface([
  "function withdraw(address token, uint256 amount, address to)",
  "function liquidate(uint256 market, address account)",
  "function takeOver(address account)",
  "function dispose(uint256 market, uint256 maxSize)",
]);

/** What may happen on an exchange in one block: prints, trades of any size, withdrawals, and whatever keepers may try. */
export function perpTraffic(world: World, book: PerpBook, random: Random): Call[] {
  const { deployment, scenario, holders } = world;
  const exchange = book.venue.exchange;
  const traders = holders.filter(({ kind }) => kind === "trader").map(({ address }) => address);
  const anyone = () => traders[random.index(traders.length)] as string;
  const keeper = world.agentAccounts.get("keepers")?.[0] ?? "";
  const send = (from: string, data: string): Call => ({ from, to: exchange, data, gas: GAS.perpTrade * 2 });
  const calls: Call[] = [];

  for (const { asset, state } of book.markets) {
    const moved = (state.index * random.between((WAD * 97n) / 100n, (WAD * 103n) / 100n)) / WAD;
    const answer = rescale(moved, 18, scenario.lending.baseCurrencyDecimals);
    const to = deployment.feeds[asset] ?? "";
    calls.push({ from: deployment.roles.oracleNode, to, data: encode("transmit", [answer]), gas: GAS.transmit });
  }
  for (let i = 0; i < 6; i++) {
    const market = random.index(book.markets.length);
    const scale = book.markets[market]?.terms.trading.skewScale ?? WAD;
    const size = random.between(-scale / 5_000n, scale / 5_000n);
    calls.push(send(anyone(), encode("trade", [market, size, size > 0n ? MAX_UINT : 0n, false])));
  }
  const token = deployment.tokens[book.venue.quote];
  const away = anyone();
  calls.push(send(away, MORE.encodeFunctionData("withdraw", [token, random.between(1n, 10n ** 10n), away])));
  for (const { account, positions } of book.liquidatable()) {
    for (const market of positions.keys()) {
      calls.push(send(keeper, MORE.encodeFunctionData("liquidate", [market, account])));
    }
    calls.push(send(keeper, MORE.encodeFunctionData("takeOver", [account])));
  }
  for (const market of book.engine.positions.keys()) {
    calls.push(send(keeper, MORE.encodeFunctionData("dispose", [market, random.between(1n, WAD)])));
  }
  return calls;
}
