import { readFileSync } from "node:fs";
import { badInput } from "../errors.ts";
import { parseDecimal } from "../units.ts";

/** One recorded action; `amount` is in the asset's smallest unit, for a price it is the price in USD [wad]. */
export interface ReplayAction {
  line: number;
  block: number;
  action: "supply" | "borrow" | "price" | "liquidate";
  asset: string;
  amount: bigint;
  /** Who acts; recorded participants by number. */
  actor: number;
}

const ACTIONS = ["supply", "borrow", "price", "liquidate"] as const;

/** Reads `block,action,asset,amount,actor` lines (`#` starts a comment), in the order in which they happened. */
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
    const [block = "", action = "", asset = "", amount = "", actor = "0"] = row.split(",");
    const known = ACTIONS.find((candidate) => candidate === action);
    if (known === undefined || !/^\d+$/.test(block)) {
      throw badInput("REPLAY_SYNTAX", "An action is block,action,asset,amount,actor.", {
        place,
        hint: `Actions: ${ACTIONS.join(", ")}.`,
      });
    }
    const previous = actions.at(-1);
    if (previous !== undefined && Number(block) < previous.block) {
      throw badInput("REPLAY_ORDER", "Actions must stand in the order of their blocks.", { place });
    }
    const scaled = parseDecimal(amount, known === "price" ? 18 : 0, place);
    actions.push({ line: index + 1, block: Number(block), action: known, asset, amount: scaled, actor: Number(actor) });
  }
  return actions;
}
