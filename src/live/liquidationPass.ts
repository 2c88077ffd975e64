import type { Agent, Intent } from "../agents/agent.ts";
import { createAgents } from "../agents/createAgents.ts";
import { badInput } from "../errors.ts";
import { WAD } from "../units.ts";
import { randomStream } from "../world/random.ts";
import { type HeldLine, HeldOnce } from "./guards/heldOnce.ts";
import { letLook, type TripLine } from "./guards/letLook.ts";
import { type StoppedLine, stoppedLiquidations } from "./guards/stoppedLiquidations.ts";
import { type LiquidationLine, liquidationLine } from "./liquidationLine.ts";
import { liveView } from "./liveView.ts";
import { type PerpPassOutcome, perpPass } from "./perpPass.ts";
import { type PositionRow, positionRow } from "./positionRow.ts";
import { sendLive, wasRefused } from "./sendLive.ts";
import type { Session } from "./session.ts";

/** What one pass did in each venue that the node has; the lists of a venue that it has not are empty. */
export interface PassOutcome extends LendingPassOutcome {
  venues: ("lending" | "perps")[];
  /** Null without a perpetual exchange. */
  perps: PerpPassOutcome | null;
  /** What the controls did, and what liquidators and keepers did not send for them; null where there are none. */
  controls: { trips: TripLine[]; held: HeldLine[]; stopped: StoppedLine[] } | null;
}

/** What one pass of the liquidators did; `left` are the positions that may still be liquidated. */
interface LendingPassOutcome {
  liquidations: LiquidationLine[];
  failed: { account: string; agent: string; reason: string }[];
  left: PositionRow[];
}

/** Rounds after which a pass ends whatever its agents still want: reaction times, and a sale of what was seized. */
const MOST_ROUNDS = 64;

/** Lets the scenario's liquidators and keepers look at the node and act. `NO_LIQUIDATOR` without any. */
export async function liquidationPass(session: Session): Promise<PassOutcome> {
  const { world, venues } = session;
  const agents = createAgents(world);
  const liquidators = agents.filter(({ kind }) => kind === "liquidator");
  const keepers = agents.filter(({ kind }) => kind === "perpKeeper" || kind === "adlKeeper");
  if (liquidators.length + keepers.length === 0) {
    throw badInput("NO_LIQUIDATOR", `The scenario ${world.scenario.name} has no liquidator and no keeper.`, {
      place: "agents",
      hint: "Start the node with a scenario that lists one.",
    });
  }
  const held = new HeldOnce();
  const trips = await letLook(session);
  const lendingDone = await lendingPass(session, liquidators, held);
  const perpsDone = venues.perps === undefined ? null : await perpPass(session, keepers, held);
  trips.push(...(await letLook(session)));
  return {
    venues: [
      ...(venues.lending.reserves.length === 0 ? [] : (["lending"] as const)),
      ...(venues.perps === undefined ? [] : (["perps"] as const)),
    ],
    ...lendingDone,
    perps: perpsDone,
    controls: venues.guards === undefined ? null : { trips, held: held.lines, stopped: stoppedLiquidations(session) },
  };
}

/**
 * Lets liquidators act, on each account once. It goes on until those with a reaction time have had it and those with
 * an inventory have sold what they seized.
 */
async function lendingPass(session: Session, agents: readonly Agent[], held: HeldOnce): Promise<LendingPassOutcome> {
  const { world, venues } = session;
  const { lending } = venues;
  const outcome: LendingPassOutcome = { liquidations: [], failed: [], left: [] };
  const tried = new Set<string>();
  const isWaiting = (subject: string) => lending.positionOf(subject) !== undefined && tried.has(subject);

  const patience = reactionOf(session);
  let idle = 0;

  for (let round = 0; round < MOST_ROUNDS && agents.length > 0; round++) {
    const view = await liveView(session, round, isWaiting);
    const wanted = agents.flatMap((agent) =>
      agent.act(view, randomStream(world.seed, `agent ${agent.name}`)).map((intent) => ({ agent: agent.name, intent })),
    );
    for (const { agent, intent } of wanted) {
      if (intent.action === "liquidate" && tried.has(intent.subject)) continue;
      tried.add(intent.subject);
      await execute(agent, intent);
    }
    for (const agent of agents) held.note(agent);
    idle = wanted.length === 0 ? idle + 1 : 0;
    // Whoever waits for a control is busy for as long as time stands still.
    const isDone = !agents.some((agent) => agent.isBusy?.()) || (held.lines.length > 0 && idle > patience);
    if (wanted.length === 0 && isDone) break;
  }
  await session.refresh();
  outcome.left = lending.below(WAD).map((position) => positionRow(session, position));
  return outcome;

  async function execute(agent: string, intent: Intent): Promise<void> {
    const position = lending.positionOf(intent.subject);
    const healthBefore = position === undefined ? 0n : lending.accountData(position).healthFactor;
    try {
      const receipt = await sendLive(world, intent);
      await session.refresh();
      const line = position && liquidationLine(session, { receipt, agent, position, healthBefore });
      if (line !== undefined) outcome.liquidations.push(line);
    } catch (error) {
      if (!wasRefused(error)) throw error;
      outcome.failed.push({ account: intent.subject, agent, reason: error.message });
    }
  }
}

/** Looks without an act after which no liquidator is still thinking. */
function reactionOf({ world }: Session): number {
  const agents = Object.values(world.scenario.agents);
  return Math.max(0, ...agents.map((agent) => (agent.kind === "liquidator" ? agent.reactionBlocks : 0)));
}
