import type { AccountData } from "../../src/model/account.ts";
import type { Recorder } from "../../src/run/recorder.ts";
import { type RunEnd, run } from "../../src/run/run.ts";
import type { Row } from "../../src/trace/row.ts";
import { TraceRecorder } from "../../src/trace/traceRecorder.ts";
import { createVenues, type Venues } from "../../src/venues/venues.ts";
import { buildWorld } from "../../src/world/build.ts";
import type { MinedBlock } from "../../src/world/transaction.ts";
import type { World } from "../../src/world/world.ts";
import { loadText, TINY } from "./tinyScenario.ts";

/** A run of the tiny scenario and all that it left. */
export interface TinyRun {
  world: World;
  venues: Venues;
  rows: Row[];
  end: RunEnd;
  /** Every block as it was mined, with the book as it was read after it. */
  blocks: { mined: MinedBlock; accounts: ReadonlyMap<string, AccountData> }[];
}

/** The tiny economy, built once and run as often as one likes, each time from the same start. */
export class TinyWorld {
  readonly #text: string;
  readonly #world: World;
  readonly #time: number;
  #snapshot: string;
  /** What is otherwise with the worlds of runs from now on. */
  otherwise: Partial<World> = {};
  /** Sees the venues as the last block left them, before the run's end is written. */
  atEnd: (world: World, venues: Venues) => Promise<void> | void = () => {};

  private constructor(text: string, world: World, snapshot: string) {
    this.#text = text;
    this.#world = world;
    this.#time = world.time;
    this.#snapshot = snapshot;
  }

  static build(...overrides: string[]): Promise<TinyWorld> {
    return TinyWorld.of(TINY, ...overrides);
  }

  /** Of another scenario's text. */
  static async of(text: string, ...overrides: string[]): Promise<TinyWorld> {
    const world = await buildWorld(loadText(text, overrides), 1);
    return new TinyWorld(text, world, await world.chain.request<string>("evm_snapshot"));
  }

  /** Runs under overrides that change nothing of what was built: markets, agents' manners, blocks. */
  async run(...overrides: string[]): Promise<TinyRun> {
    const world = await this.#fresh(overrides);
    const venues = createVenues(world);
    const rows: Row[] = [];
    const blocks: TinyRun["blocks"] = [];
    const trace = new TraceRecorder(world, venues, "test", (row) => rows.push(row));
    const recorder: Recorder = {
      start: (outside) => trace.start(outside),
      decode: (record) => trace.decode(record),
      close(record) {
        const { lending } = venues;
        const accounts = new Map(
          lending.positions.map((position) => [position.account, lending.accountData(position)]),
        );
        blocks.push({ mined: record.mined, accounts });
        trace.close(record);
      },
      end: async (...args) => {
        await this.atEnd(world, venues);
        await trace.end(...args);
      },
    };
    const end = await run(world, venues, recorder);
    return { world, venues, rows, end, blocks };
  }

  /** The world that all runs begin with. */
  get built(): World {
    return this.#world;
  }

  close(): Promise<void> {
    return this.#world.chain.close();
  }

  async #fresh(overrides: readonly string[]): Promise<World> {
    const { chain, transactor, holders, agentAccounts, deployment } = this.#world;
    await chain.request("evm_revert", [this.#snapshot]);
    this.#snapshot = await chain.request<string>("evm_snapshot");
    const loaded = loadText(this.#text, overrides);
    const { scenario } = loaded;
    await chain.request("evm_setBlockGasLimit", [`0x${scenario.chain.blockGasLimit.toString(16)}`]);
    transactor.waiting.clear();
    const senders = [...Object.values(deployment.roles), ...holders.map((holder) => holder.address)];
    await transactor.adopt([...senders, ...[...agentAccounts.values()].flat()]);
    return { ...this.#world, loaded, scenario, time: this.#time, ...this.otherwise };
  }
}
