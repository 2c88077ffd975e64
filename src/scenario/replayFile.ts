import { readFileSync } from "node:fs";
import { badInput, type Place } from "../errors.ts";
import { parseDecimal } from "../units.ts";

/** What a recorded liquidation took, in the collateral's smallest unit, and whether it was paid out in aTokens. */
export interface RecordedSeizure {
  collateral: string;
  seized: bigint;
  inATokens: boolean;
}

/** One recorded action; `amount` is in the asset's smallest unit, for a price it is the price in USD [wad]. */
export interface ReplayAction {
  line: number;
  /** The block on the recorded chain, and its timestamp in unix seconds. */
  block: number;
  time: number;
  action: "supply" | "borrow" | "price" | "liquidate";
  /** For a liquidation, the debt that is repaid. */
  asset: string;
  amount: bigint;
  /** Who acts; recorded participants by number, 0 is the replayed account. */
  actor: number;
  /** For a liquidation, its recorded outcome: what a replay is checked against. */
  seizure?: RecordedSeizure;
}

const ACTIONS = ["supply", "borrow", "price", "liquidate", "liquidateToATokens"] as const;
const SYNTAX = "block,time,action,asset,amount,actor and, for a liquidation, collateral,seized";

/** Reads the lines of a replay (`#` starts a comment), which stand in the order in which they happened. */
export function readReplay(file: string): ReplayAction[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw badInput("REPLAY_MISSING", "The replay file cannot be read.", {
      place: { file },
      hint: "The path is relative to the scenario.",
    });
  }

  const actions: ReplayAction[] = [];
  for (const [index, row] of text.split("\n").entries()) {
    if (row.trim() === "" || row.startsWith("#") || row.startsWith("block,")) continue;
    const place = { file, line: index + 1 };
    const next = parseLine(row, index + 1, place);
    const previous = actions.at(-1);
    if (previous !== undefined && !isInOrder(previous, next)) {
      throw badInput("REPLAY_ORDER", "Actions must stand in the order of their blocks, each with a time of its own.", {
        place,
        hint: `The line before is of block ${previous.block}.`,
      });
    }
    actions.push(next);
  }
  if (actions.length === 0) throw badInput("REPLAY_EMPTY", "The replay file holds no action.", { place: { file } });
  return actions;
}

function parseLine(row: string, line: number, place: Place): ReplayAction {
  const [block = "", time = "", action = "", asset = "", amount = "", actor = "", collateral = "", seized = ""] =
    row.split(",");
  const known = ACTIONS.find((candidate) => candidate === action);
  const seconds = Date.parse(time) / 1000;
  const liquidates = known === "liquidate" || known === "liquidateToATokens";
  const complete = /^\d+$/.test(block) && Number.isInteger(seconds) && /^\d+$/.test(actor);
  if (known === undefined || !complete || liquidates !== (collateral !== "")) {
    throw badInput("REPLAY_SYNTAX", `An action is ${SYNTAX}.`, { place, hint: `Actions: ${ACTIONS.join(", ")}.` });
  }

  const parsed = {
    line,
    block: Number(block),
    time: seconds,
    asset,
    amount: parseDecimal(amount, known === "price" ? 18 : 0, place),
    actor: Number(actor),
  };
  if (known !== "liquidate" && known !== "liquidateToATokens") return { ...parsed, action: known };
  const seizure = { collateral, seized: parseDecimal(seized, 0, place), inATokens: known === "liquidateToATokens" };
  return { ...parsed, action: "liquidate", seizure };
}

function isInOrder(before: ReplayAction, after: ReplayAction): boolean {
  return after.block === before.block
    ? after.time === before.time
    : after.block > before.block && after.time > before.time;
}
