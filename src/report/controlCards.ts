import { compact, exactUsd } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import { card, chart } from "./card.ts";
import type { ChartData } from "./chartData.ts";
import type { CollectedRows } from "./collectRows.ts";
import { blockedExitRows, refusalRows } from "./controlTables.ts";
import { controlWord } from "./controlWords.ts";
import { hoursText } from "./hoursText.ts";
import { html, type Markup } from "./html.ts";
import { flattenParameters } from "./parameters.ts";
import { type Cell, figure, table, usdCell } from "./table.ts";

/** What controls did, when, to whom and at what cost; nothing where none is switched on. */
export function controlCards(
  data: ChartData,
  summary: Summary,
  rows: CollectedRows,
  parameters: Record<string, unknown>,
): Markup {
  if (data.controls === null) return html``;
  const inside = exitCard(rows);
  const room = roomCard(data.controls.room, inside === undefined);
  return html`${controlCard(summary, parameters)}<div class="grid">${card({
    title: "Controls through time",
    about: "● what was refused, as large as its USD; ▲ a trip; ▬ a halt, stop or pause in force",
    span: "wide",
    body: chart("controls", "Refusals, trips and halts by block and control", {
      when: data.controls.lanes.length === 0 && data.controls.halts.every((halt) => halt === null),
      title: "No control did anything.",
      text: "Nothing tripped and nothing was refused in this run.",
    }),
    note:
      data.blocksPerColumn === 1 ? undefined : `Drawn every ${data.blocksPerColumn} blocks: the sum of each column.`,
  })}<div class="stack">${costCard(summary)}${room === undefined && inside}</div></div>
${
  room !== undefined &&
  (inside === undefined
    ? room
    : html`<div class="grid">${room}${inside}</div>
`)
}${refusalCard(rows)}`;
}

/** Which controls are on, how they are set and what each did. */
function controlCard({ controls }: Summary, parameters: Record<string, unknown>): Markup {
  const treatments = (parameters.treatments ?? {}) as Record<string, unknown>;
  const lines = controls.active.map((control): Cell[] => [
    controlWord(control),
    flattenParameters(treatments[control])
      .filter(([key]) => key !== "")
      .map(([key, value]) => `${key} ${value}`)
      .join(" · "),
    figure(compact(controls.trips[control] ?? 0)),
    figure(compact(controls.refused.byControl[control]?.count ?? 0)),
    usdCell(controls.refused.byControl[control]?.usd ?? "0.00"),
  ]);
  return card({
    title: "Controls",
    about: "What is switched on, and how often each tripped and refused something",
    span: "full",
    body: html`<div class="settings">${table(["Control", "Settings", "Trips", "Refused", "USD"], lines)}</div>`,
  });
}

/** What the controls cost those who met them. */
function costCard({ controls, users, lenders }: Summary): Markup {
  const { openings, blockedExits, heldLiquidations, refused, haltedBlocks, observed } = controls;
  const line = (name: string, count: number, usd: string): Cell[] => [name, figure(compact(count)), usdCell(usd)];
  return card({
    title: "Cost of the controls",
    about: "Accounts and USD of what was wanted and not let happen",
    span: "narrow",
    body: table(
      ["", "Accounts", "USD"],
      [
        line("Openings cut short", openings.accounts, openings.usd),
        line("Refused in the run", refused.accounts, refused.usd),
        line("Exits blocked", blockedExits.count, blockedExits.usd),
        line("Liquidations held", heldLiquidations.accounts, heldLiquidations.usd),
      ],
    ),
    note: [
      `${compact(refused.attempts)} tries`,
      `halted for ${compact(haltedBlocks)} blocks`,
      observed > 0 && `${compact(observed)} observed only`,
      `lenders locked in for ${hoursText(lenders.lockedBlockHours)}`,
      `users lost ${exactUsd(users.lossUsd)}`,
    ]
      .filter(Boolean)
      .join(" · "),
  });
}

/** Who wanted out and was kept in. */
function exitCard(rows: CollectedRows): Markup | undefined {
  const lines = blockedExitRows(rows);
  if (lines.length === 0) return undefined;
  return card({
    title: "Kept in",
    about: "Holders whose withdrawal or redemption was refused, until they were out or to the end",
    span: "narrow",
    body: table(["Group, venue", "Holders", "USD", "Hours"], lines),
  });
}

function roomCard(room: NonNullable<ChartData["controls"]>["room"], isAlone: boolean): Markup | undefined {
  if (Object.keys(room).length === 0) return undefined;
  return card({
    title: "Room to liquidate",
    about: "USD that a throttle still lets be seized, at the end of each block",
    span: isAlone ? "full" : "wide",
    body: chart("room", "What may still be liquidated by block, in USD", {
      when: Object.values(room).every((line) => line.every((value) => value === null)),
      title: "No room is known.",
      text: "The trace says nothing of it.",
    }),
  });
}

/** What was refused, by control, venue, action and reason. */
function refusalCard(rows: CollectedRows): Markup {
  const lines = refusalRows(rows);
  if (lines.length === 0) return html``;
  return card({
    title: "Refusals",
    about: "What one account wanted of one venue counts once, by its largest try",
    span: "full",
    body: table(["Control", "Reason", "Venue", "Action", "Wanted", "Tries", "Held back", "Accounts", "USD"], lines),
  });
}
