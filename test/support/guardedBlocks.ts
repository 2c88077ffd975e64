import type { BlockRecord } from "../../src/run/recorder.ts";
import { createContext } from "../../src/trace/context.ts";
import { GuardRecorder } from "../../src/trace/guards/guardRecorder.ts";
import type { Row } from "../../src/trace/row.ts";
import { WAD } from "../../src/units.ts";
import { ChainReader } from "../../src/venues/chainReader.ts";
import type { GuardBook } from "../../src/venues/guardBook.ts";
import { createVenues } from "../../src/venues/venues.ts";
import { buildWorld } from "../../src/world/build.ts";
import type { Call, MinedBlock } from "../../src/world/transaction.ts";
import type { World } from "../../src/world/world.ts";
import { loadText } from "./tinyScenario.ts";

const REFERENCE = { WETH: 4_000n, wstETH: 4_880n, USDC: 1n };

/** Blocks made by hand in a world under controls, each seen by the recorder of the controls alone. */
export class GuardedBlocks {
  readonly world: World;
  /** Of the last block. */
  rows: Row[] = [];
  #mine: (record: Pick<BlockRecord, "mined" | "held">) => Promise<void> = async () => {};

  private constructor(world: World) {
    this.world = world;
  }

  static async of(text: string): Promise<GuardedBlocks> {
    const world = await buildWorld(loadText(text), 1);
    const blocks = new GuardedBlocks(world);
    const venues = createVenues(world);
    const reader = new ChainReader(world, venues, []);
    await reader.read(venues.lending.positions);
    const context = createContext(world, venues, (row) => blocks.rows.push(row));
    const recorder = new GuardRecorder(context, venues.guards as GuardBook);
    recorder.start();
    const outside = new Map(
      Object.entries(REFERENCE).map(([symbol, usd]) => [symbol, { reference: usd * WAD, exogenous: usd * WAD }]),
    );
    let block = 0;
    blocks.#mine = async (given) => {
      const none = { sent: new Map(), counterfactual: new Map(), flowUsd: new Map() };
      const record = { block: block++, outside, ...none, ...given } as unknown as BlockRecord;
      await recorder.open(record, undefined);
      for (const receipt of record.mined.receipts) recorder.read(record, receipt);
      await reader.read(venues.lending.positions, record.mined);
      recorder.close(record);
    };
    return blocks;
  }

  /** Mines transactions into the next block. */
  async send(calls: Omit<Call, "gas">[], held: BlockRecord["held"] = []): Promise<MinedBlock> {
    const { world } = this;
    this.rows = [];
    world.time += 12;
    await world.transactor.send(calls.map((call) => ({ ...call, gas: 8_000_000 })));
    const mined = await world.transactor.mine(world.time);
    await this.#mine({ mined, held });
    return mined;
  }

  holder(group: string): string {
    return this.world.holders.find((each) => each.group === group)?.address ?? "";
  }

  token(symbol: string): string {
    return this.world.deployment.tokens[symbol] ?? "";
  }
}
