import type { Intent, View } from "../agents/agent.ts";
import { createAgents } from "../agents/createAgents.ts";
import { badInput, FaultlineError } from "../errors.ts";
import { viewFor } from "../run/viewFor.ts";
import { WAD } from "../units.ts";
import { startPrices } from "../world/poolPositions.ts";
import { randomStream } from "../world/random.ts";
import { type LiquidationLine, liquidationLine } from "./liquidationLine.ts";
import { marketPrices } from "./marketPrices.ts";
import { type PositionRow, positionRow } from "./positionRow.ts";
import { sendLive } from "./sendLive.ts";
import type { Session } from "./session.ts";

/** What one pass of the liquidators did; `left` are the positions that may still be liquidated. */
export interface PassOutcome {
  liquidations: LiquidationLine[];
  failed: { account: string; agent: string; reason: string }[];
  left: PositionRow[];
}

/** Rounds after which a pass ends whatever its agents still want: reaction times, and a sale of what was seized. */
const MOST_ROUNDS = 64;

/**
 * Lets the scenario's liquidators look at the node and act, each account once. A pass goes on until those with a
 * reaction time have had it and those with an inventory have sold what they seized. `NO_LIQUIDATOR` without any.
 */
export async function liquidationPass(session: Session): Promise<PassOutcome> {
  const { world, venues } = session;
  const { lending } = venues;
  const agents = createAgents(world).filter((agent) => agent.kind === "liquidator");
  if (agents.length === 0) {
    throw badInput("NO_LIQUIDATOR", `The scenario ${world.scenario.name} has no liquidator.`, {
      place: "agents",
      hint: "Start the node with a scenario that lists one.",
    });
  }
  const outcome: PassOutcome = { liquidations: [], failed: [], left: [] };
  const tried = new Set<string>();

  for (let round = 0; round < MOST_ROUNDS; round++) {
    const view = await look(round);
    const wanted = agents.flatMap((agent) =>
      agent.act(view, randomStream(world.seed, `agent ${agent.name}`)).map((intent) => ({ agent: agent.name, intent })),
    );
    for (const { agent, intent } of wanted) {
      if (intent.action === "liquidate" && tried.has(intent.subject)) continue;
      tried.add(intent.subject);
      await execute(agent, intent);
    }
    if (wanted.length === 0 && !agents.some((agent) => agent.isBusy?.())) break;
  }
  await session.refresh();
  outcome.left = lending.below(WAD).map((position) => positionRow(session, position));
  return outcome;

  /** The node as its participants see it, with interest up to a block's time after the one that comes next. */
  async function look(block: number): Promise<View> {
    await session.refresh();
    const pending = await world.chain.request<{ timestamp: string; baseFeePerGas: string }>("eth_getBlockByNumber", [
      "pending",
      false,
    ]);
    world.time = Number(pending.timestamp) + world.scenario.chain.blockSeconds;
    lending.time = world.time;
    const outside = new Map(
      [...(await marketPrices(session))].map(([asset, { reference }]) => [asset, { exogenous: reference, reference }]),
    );
    const baseFee = BigInt(pending.baseFeePerGas);
    const now = { block, baseFee, start: startPrices(world.scenario.assets), outside };
    return {
      ...viewFor(world, venues, venues.amm, session.reader, now),
      isWaiting: (subject) => lending.positionOf(subject) !== undefined && tried.has(subject),
    };
  }

  async function execute(agent: string, intent: Intent): Promise<void> {
    const position = lending.positionOf(intent.subject);
    const healthBefore = position === undefined ? 0n : lending.accountData(position).healthFactor;
    try {
      const receipt = await sendLive(world.chain, intent);
      await session.refresh();
      const line = position && liquidationLine(session, { receipt, agent, position, healthBefore });
      if (line !== undefined) outcome.liquidations.push(line);
    } catch (error) {
      if (!(error instanceof FaultlineError) || error.code !== "TRANSACTION_REVERTED") throw error;
      outcome.failed.push({ account: intent.subject, agent, reason: error.message });
    }
  }
}
