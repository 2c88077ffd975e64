import type { Agent, View } from "../agents/agent.ts";
import { createAgents } from "../agents/createAgents.ts";
import { controlChanges, lastControlChange } from "../market/controlChanges.ts";
import { exogenousMove } from "../market/exogenousMove.ts";
import { exogenousPaths } from "../market/exogenousPath.ts";
import { labChanges, lastChange, slashOutside } from "../market/labChanges.ts";
import { OracleNodes } from "../market/oracleNodes.ts";
import { outsideFlow } from "../market/outsideFlow.ts";
import { OutsideMarket } from "../market/outsideMarket.ts";
import { rateKeeper } from "../market/rateKeeper.ts";
import { nextBaseFee } from "../model/baseFee.ts";
import { blockClock } from "../scenario/timeline.ts";
import { WAD } from "../units.ts";
import { ChainReader } from "../venues/chainReader.ts";
import type { Venues } from "../venues/venues.ts";
import { randomStream } from "../world/random.ts";
import type { World } from "../world/world.ts";
import { lookAhead } from "./lookAhead.ts";
import { order, type Queued } from "./order.ts";
import type { Recorder } from "./recorder.ts";
import { viewFor } from "./viewFor.ts";

/** How a run ended. */
export interface RunEnd {
  blocks: number;
  converged: boolean;
  reason: string;
}

/**
 * The block loop: the outside moves, nodes print, agents answer what they see, the chain mines it all in the order of
 * the policy, the recorder reads it. Ends when nobody acts, nothing is pending and the paths are over.
 */
export async function run(world: World, venues: Venues, recorder: Recorder): Promise<RunEnd> {
  const { scenario, seed, transactor } = world;
  const { chain, market } = scenario;
  const agents = createAgents(world);
  const randoms = new Map(agents.map((agent) => [agent, randomStream(seed, `agent ${agent.name}`)]));
  const upkeep = new Set(agents.filter(({ isUpkeep }) => isUpkeep).map(({ name }) => name));
  const ordering = randomStream(seed, "ordering");
  const reader = new ChainReader(world, venues, [...world.agentAccounts.values()].flat());
  const outside = new OutsideMarket(scenario, exogenousPaths(world.loaded, seed));
  const nodes = new OracleNodes(world, venues.amm);
  const timeOf = blockClock(world.loaded);
  const sent = new Map<string, Queued>();
  const lastMove =
    Math.max(outside.lastMove, lastChange(world), lastControlChange(world)) +
    Math.ceil(market.quietSeconds / chain.blockSeconds);

  await reader.read(venues.lending.positions);
  for (const [symbol, rate] of reader.rates) outside.setRate(symbol, rate);
  outside.moveTo(0);
  const start = new Map([...outside.prices].map(([symbol, price]) => [symbol, price.reference]));
  await recorder.start(outside.prices);

  const quietFee = (market.gasPriceGwei * 10n ** 9n) / WAD;
  let baseFee = quietFee;
  for (let block = 0; block < chain.maxBlocks; block++) {
    world.time = timeOf(block, world.time);
    const before = outside.prices;
    slashOutside(world, outside, block);
    outside.moveTo(block);
    const amm = venues.amm.copy();
    const lab = [
      ...labChanges(world, block),
      ...controlChanges(world, block),
      ...rateKeeper(world, venues.vaults),
      ...exogenousMove(world, before, outside.prices, amm),
    ].map((intent) => ({ agent: "outside", intent }));
    const { intents, prints } = nodes.step(block, world.time, outside.prices, amm);
    lookAhead(world, venues, prints);

    const view = viewFor(world, venues, amm, reader, { block, baseFee, start, outside: outside.prices });
    const queued = [
      ...intents.map((intent) => ({ agent: "oracle", intent })),
      ...agents.flatMap((agent) => act(agent, view)),
    ];
    const ordered = order(chain.ordering, lab, queued, ordering);
    const held = agents.flatMap((agent) => (agent.held?.() ?? []).map((each) => ({ ...each, agent: agent.name })));
    const hashes = await transactor.send(ordered.map(({ intent }) => intent));
    hashes.forEach((hash, i) => {
      sent.set(hash, ordered[i] as Queued);
    });
    const mined = await transactor.mine(world.time, baseFee);
    baseFee = nextBaseFee(mined.baseFee, mined.gasUsed, BigInt(chain.blockGasLimit), quietFee);

    const flowUsd = outsideFlow(world, mined);
    const record = { block, mined, sent, outside: outside.prices, counterfactual: nodes.counterfactual, flowUsd, held };
    const changed = await recorder.decode(record);
    await reader.read(changed, mined);
    for (const [symbol, rate] of reader.rates) outside.setRate(symbol, rate);
    outside.absorb(flowUsd);
    recorder.close(record);
    for (const { hash } of mined.receipts) sent.delete(hash);

    const quiet =
      [...queued, ...sent.values()].every(({ agent }) => upkeep.has(agent)) &&
      !nodes.busy &&
      !agents.some((agent) => agent.isBusy?.());
    if (quiet && block >= lastMove)
      return finish(block + 1, true, "nobody acts, nothing is pending, the paths are over");
  }
  return finish(chain.maxBlocks, false, `the limit of ${chain.maxBlocks} blocks is reached`);

  function act(agent: Agent, view: Omit<View, "isWaiting">): Queued[] {
    const waiting = new Set(
      [...sent.values()].filter((queued) => queued.agent === agent.name).map(({ intent }) => intent.subject),
    );
    const own = { ...view, isWaiting: (subject: string) => waiting.has(subject) };
    return agent.act(own, randoms.get(agent) ?? ordering).map((intent) => ({ agent: agent.name, intent }));
  }

  async function finish(blocks: number, converged: boolean, reason: string): Promise<RunEnd> {
    await recorder.end(blocks, converged, reason);
    return { blocks, converged, reason };
  }
}
