import type { Agent, Intent } from "../agents/agent.ts";
import { createAgents } from "../agents/createAgents.ts";
import { badInput } from "../errors.ts";
import { WAD } from "../units.ts";
import { randomStream } from "../world/random.ts";
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
  return {
    venues: [
      ...(venues.lending.reserves.length === 0 ? [] : (["lending"] as const)),
      ...(venues.perps === undefined ? [] : (["perps"] as const)),
    ],
    ...(await lendingPass(session, liquidators)),
    perps: venues.perps === undefined ? null : await perpPass(session, keepers),
  };
}

/**
 * Lets liquidators act, on each account once. It goes on until those with a reaction time have had it and those with
 * an inventory have sold what they seized.
 */
async function lendingPass(session: Session, agents: readonly Agent[]): Promise<LendingPassOutcome> {
  const { world, venues } = session;
  const { lending } = venues;
  const outcome: LendingPassOutcome = { liquidations: [], failed: [], left: [] };
  const tried = new Set<string>();
  const isWaiting = (subject: string) => lending.positionOf(subject) !== undefined && tried.has(subject);

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
    if (wanted.length === 0 && !agents.some((agent) => agent.isBusy?.())) break;
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
