import { Interface } from "ethers";
import type { PoolState } from "../../src/model/swap.ts";
import { run } from "../../src/run/run.ts";
import { type LoadedScenario, loadScenario } from "../../src/scenario/load.ts";
import type { Row } from "../../src/trace/row.ts";
import { TraceRecorder } from "../../src/trace/traceRecorder.ts";
import { createVenues } from "../../src/venues/venues.ts";
import { buildWorld } from "../../src/world/build.ts";
import type { Call } from "../../src/world/transaction.ts";
import type { World } from "../../src/world/world.ts";

const MINTER = new Interface(["function mint(address pool, int24 tickLower, int24 tickUpper, uint128 liquidity)"]);

/**
 * A scenario's world, built once at its own depth and run at multiples of it: the pools' liquidity and the depth outside
 * grow together, while everybody's positions stay the same.
 */
export class DepthWorld {
  readonly #file: string;
  readonly #world: World;
  #snapshot: string;

  private constructor(file: string, world: World, snapshot: string) {
    this.#file = file;
    this.#world = world;
    this.#snapshot = snapshot;
  }

  static async build(file: string, seed: number, overrides: readonly string[]): Promise<DepthWorld> {
    const world = await buildWorld(loadScenario(file, overrides), seed);
    return new DepthWorld(file, world, await world.chain.request<string>("evm_snapshot"));
  }

  /** Runs with pools `times` as deep as built, under overrides that state the rest of the market. */
  async run(times: bigint, overrides: readonly string[]): Promise<Row[]> {
    const world = await this.#fresh(loadScenario(this.#file, overrides));
    await this.#deepen(world, times);
    const venues = createVenues(world);
    const rows: Row[] = [];
    await run(world, venues, new TraceRecorder(world, venues, "test", (row) => rows.push(row)));
    return rows;
  }

  close(): Promise<void> {
    return this.#world.chain.close();
  }

  async #fresh(loaded: LoadedScenario): Promise<World> {
    const { chain, transactor, holders, agentAccounts, deployment, poolStates, setup } = this.#world;
    await chain.request("evm_revert", [this.#snapshot]);
    this.#snapshot = await chain.request<string>("evm_snapshot");
    transactor.waiting.clear();
    const senders = [...Object.values(deployment.roles), ...holders.map((holder) => holder.address)];
    await transactor.adopt([...senders, ...[...agentAccounts.values()].flat()]);
    return { ...this.#world, loaded, scenario: loaded.scenario, poolStates: [...poolStates], setup: [...setup] };
  }

  /** The provider adds to every range what makes it `times` as deep, in blocks between the set-up and the run. */
  async #deepen(
    { chain, deployment, poolStates, scenario, setup, time, transactor }: World,
    times: bigint,
  ): Promise<void> {
    const calls: Call[] = [];
    deployment.ammPools.forEach(({ address }, i) => {
      const state = poolStates[i] as PoolState;
      for (const { from, to, liquidity } of ranges(state)) {
        const data = MINTER.encodeFunctionData("mint", [address, from, to, liquidity * (times - 1n)]);
        calls.push({ from: deployment.roles.liquidityProvider, to: deployment.minter, data, gas: 700_000 });
      }
      const ticks = state.ticks.map((tick) => ({ ...tick, liquidityNet: tick.liquidityNet * times }));
      poolStates[i] = { ...state, ticks, liquidity: state.liquidity * times };
    });
    let now = time;
    if (times > 1n) setup.push(...(await transactor.settle(calls, async () => ++now)));
    const baseFee = (scenario.market.gasPriceGwei * 10n ** 9n) / 10n ** 18n;
    await chain.request("hardhat_setNextBlockBaseFeePerGas", [`0x${baseFee.toString(16)}`]);
  }
}

function ranges({ ticks }: PoolState): { from: number; to: number; liquidity: bigint }[] {
  let liquidity = 0n;
  return ticks.slice(0, -1).flatMap(({ index, liquidityNet }, i) => {
    liquidity += liquidityNet;
    return liquidity > 0n ? [{ from: index, to: ticks[i + 1]?.index ?? index, liquidity }] : [];
  });
}
