import type { Agent, Intent } from "../agents/agent.ts";
import { formatDecimal } from "../units.ts";
import type { PerpBook } from "../venues/perpBook.ts";
import type { PerpMarket } from "../venues/perpMarket.ts";
import { randomStream } from "../world/random.ts";
import type { Receipt } from "../world/transaction.ts";
import type { HeldOnce } from "./guards/heldOnce.ts";
import { liveView } from "./liveView.ts";
import { type PerpEventLine, perpEventLine } from "./perpEventLine.ts";
import { type PerpPositionRow, perpPositionRow } from "./perpPositionRow.ts";
import { perpsOf } from "./perpsOf.ts";
import { sendLive, wasRefused } from "./sendLive.ts";
import { sendTogether } from "./sendTogether.ts";
import type { Session } from "./session.ts";

/** What one pass of the keepers did, in the order of the chain. */
export interface PerpPassOutcome {
  steps: PerpEventLine[];
  failed: { subject: string; action: string; agent: string; reason: string }[];
  /** Positions of accounts that may still be liquidated. */
  left: PerpPositionRow[];
  /** What the liquidation engine still holds, by market, in whole base units. */
  engine: Record<string, string>;
}

/** Rounds after which a pass ends whatever its agents still want: an engine may close its position window by window. */
const MOST_ROUNDS = 64;

/**
 * Lets the scenario's keepers look at the exchange and act, one after another, until none wants anything more. What
 * must wait for time to pass (a cool-down, a window) is left for a later pass.
 */
export async function perpPass(session: Session, agents: readonly Agent[], held: HeldOnce): Promise<PerpPassOutcome> {
  const { world, venues } = session;
  const outcome: PerpPassOutcome = { steps: [], failed: [], left: [], engine: {} };
  const refused = new Set<string>();
  const patience = reactionOf(session);
  let idle = 0;

  for (let round = 0; round < MOST_ROUNDS && idle <= patience; round++) {
    let acted = false;
    for (const agent of agents) {
      const view = await liveView(session, round, () => false);
      const wanted = agent.act(view, randomStream(world.seed, `agent ${agent.name}`));
      held.note(agent);
      for (const intents of inOneBlock(wanted.filter(({ data }) => !refused.has(data)))) {
        await execute(agent.name, intents);
        acted = true;
      }
    }
    idle = acted ? 0 : idle + 1;
  }

  await session.refresh();
  const book = await perpsOf(session);
  outcome.left = book
    .liquidatable()
    .flatMap((account) =>
      [...account.positions.keys()].map((id) => perpPositionRow(book, account, book.markets[id] as PerpMarket)),
    );
  outcome.engine = engineSizes(book);
  return outcome;

  async function execute(agent: string, intents: readonly Intent[]): Promise<void> {
    const [first, ...more] = intents as [Intent, ...Intent[]];
    try {
      if (more.length === 0) return note(agent, [await sendLive(world, first)]);
      const receipts = await sendTogether(world, intents);
      note(agent, receipts);
      if (receipts.some(({ succeeded }) => !succeeded)) fail(agent, first, "it was refused in its block");
    } catch (error) {
      if (!wasRefused(error)) throw error;
      fail(agent, first, error.message);
    }
  }

  function note(agent: string, receipts: readonly Receipt[]): void {
    for (const { logs, hash } of receipts) {
      const lines = logs.map((log) => perpEventLine(venues.perps as PerpBook, log, { agent, transaction: hash }));
      outcome.steps.push(...lines.filter((line) => line !== undefined));
    }
  }

  function fail(agent: string, { subject, action, data }: Intent, reason: string): void {
    refused.add(data);
    outcome.failed.push({ subject, action, agent, reason });
  }
}

/** Calls of one round of deleveraging stay together: it takes effect in one block or not at all. */
function inOneBlock(intents: readonly Intent[]): Intent[][] {
  const batches: Intent[][] = [];
  for (const intent of intents) {
    const last = batches.at(-1);
    const [first] = last ?? [];
    const belongs =
      intent.action === "deleverage" && first?.action === "deleverage" && first.subject === intent.subject;
    if (belongs) last?.push(intent);
    else batches.push([intent]);
  }
  return batches;
}

/** Looks without an act after which no keeper is still thinking. */
function reactionOf({ world }: Session): number {
  const agents = Object.values(world.scenario.agents);
  return Math.max(0, ...agents.map((agent) => (agent.kind === "perpKeeper" ? agent.reactionBlocks : 0)));
}

function engineSizes({ engine, markets }: PerpBook): Record<string, string> {
  return Object.fromEntries(
    [...engine.positions].map(([id, { size }]) => [markets[id]?.name ?? "", formatDecimal(size, 18)]),
  );
}
