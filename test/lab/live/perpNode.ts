import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Interface } from "ethers";
import { openSession, type Session } from "../../../src/live/session.ts";
import { startNode } from "../../../src/live/startNode.ts";
import type { LoadedScenario } from "../../../src/scenario/load.ts";
import type { PerpBook } from "../../../src/venues/perpBook.ts";

export const EXCHANGE = new Interface([
  "function setStatus(uint256 market, uint8 status)",
  "function commitOrder(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly)",
  "function getMargin(address account) view returns ((int256 equity, uint256 initial, uint256 maintenance, uint256 backstop, uint256 notional))",
  "function getProfit(uint256 market, address account) view returns (int256 profit, uint256 bankruptcyPrice)",
]);

/** A node of this process in a folder of its own, and a session on it. */
export interface PerpNode {
  session: Session;
  /** The exchange as the session last read it. */
  book: PerpBook;
  user: string;
  /** A view of the exchange at the last block. */
  call(name: string, args: readonly unknown[]): Promise<bigint[]>;
  stop(): Promise<void>;
}

/** Starts it with the scenario's whole population. */
export async function perpNode(loaded: LoadedScenario): Promise<PerpNode> {
  const home = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "faultline-perps-"));
  process.chdir(folder);
  const node = await startNode(loaded, { port: 0, population: true, progress: () => {} });
  const session = await openSession({ waitSeconds: 0 });
  const book = session.venues.perps as PerpBook;
  return {
    session,
    book,
    user: session.world.deployment.roles.user,
    async call(name, args) {
      const data = EXCHANGE.encodeFunctionData(name, args as unknown[]);
      const answer = await session.world.chain.request<string>("eth_call", [
        { to: book.venue.exchange, data },
        "latest",
      ]);
      return [...EXCHANGE.decodeFunctionResult(name, answer)].flat() as bigint[];
    },
    async stop() {
      await node.close();
      process.chdir(home);
      rmSync(folder, { recursive: true });
    },
  };
}
