import { compact, exactUsd } from "../../web/format.js";
import { CHANNELS } from "../analysis/contagion.ts";
import type { ContagionEvent } from "../analysis/contagionEvent.ts";
import type { Summary } from "../analysis/summary.ts";
import { card, chart } from "./card.ts";
import type { ChartData } from "./chartData.ts";
import type { CollectedRows } from "./collectRows.ts";
import { html, type Markup } from "./html.ts";
import { lenderCard } from "./lenderCard.ts";
import { type Cell, figure, table, usdCell } from "./table.ts";

/** Rounds that have a column of their own; what came later stands in the last. */
const MOST_ROUNDS = 8;

/** What each channel does, in a few words. */
const MEANING = {
  price: "forced sale → AMM → oracle",
  collateral: "share price → who borrowed or traded on shares",
  liquidity: "full reserve → nobody gets out",
  counterparty: "insurance → deleveraging → broken hedge",
} as const;

/** Where trouble went, when, in which round and by which way; nothing without vaults. */
export function contagionCards(data: ChartData, summary: Summary, rows: CollectedRows): Markup {
  if (rows.vaults.states.length === 0) return html``;
  const { contagion } = summary;
  return html`<div class="grid">${card({
    title: "Contagion through time",
    about:
      "Forced events by venue, as large as their USD: ● liquidation, ◆ run, ▲ deleveraging, ■ forced sale of a vault",
    span: "wide",
    body: chart("contagion", "Forced events by block and venue, direct and transmitted", {
      when: data.contagion === null || data.contagion.points.length === 0,
      title: "Nothing was forced on anybody.",
      text: "No liquidation, no run, no deleveraging and no forced sale of a vault in this run.",
    }),
    note:
      data.blocksPerColumn === 1 ? undefined : `Drawn every ${data.blocksPerColumn} blocks: the sum of each column.`,
  })}<div class="stack">${card({
    title: "By channel",
    about: "How trouble reached those whom the exogenous path alone would have spared",
    span: "narrow",
    body: table(
      ["Channel", "Events", "USD"],
      CHANNELS.map((name) => [
        contagion.channels[name] ? name : `${name}, cut`,
        figure(compact(contagion.byChannel[name].count)),
        usdCell(contagion.byChannel[name].usd),
      ]),
    ),
    note: CHANNELS.map((name) => `${name}: ${MEANING[name]}`).join(" · "),
  })}${lenderCard(summary)}</div></div>
${roundCard(contagion, rows.vaults.events)}`;
}

/** Venue by round: how many events, by which channels most. */
function roundCard({ byVenue, byRound }: Summary["contagion"], events: readonly ContagionEvent[]): Markup {
  const rounds = byRound.map(({ round }) => round).slice(0, MOST_ROUNDS);
  const last = rounds.at(-1) ?? 0;
  const isOpen = byRound.length > MOST_ROUNDS;
  const lines = Object.entries(byVenue).map(([venue, sums]) => [
    venue,
    ...rounds.map((round) =>
      roundCell(
        events.filter(
          (event) => event.venue === venue && (isOpen && round === last ? event.round >= last : event.round === round),
        ),
      ),
    ),
    ...[sums.liquidations, sums.redemptions, sums.adl, sums.forcedSales].map((count) => figure(compact(count))),
    figure(compact(sums.direct)),
    figure(compact(sums.transmitted)),
    usdCell(sums.usd),
  ]);
  const heads = rounds.map((round) => `Round ${round}${isOpen && round === last ? "+" : ""}`);
  const kinds = ["Liquidations", "Runs", "ADL", "Forced sales", "Direct", "Transmitted", "USD"];
  return card({
    title: "Contagion by venue and round",
    about:
      "Events, and what they came through. Round 0 the exogenous path alone causes; every further round is caused by what was forced before it",
    span: "full",
    body: table(["Venue", ...heads, ...kinds], lines),
  });
}

function roundCell(events: readonly ContagionEvent[]): Cell {
  if (events.length === 0) return figure("–");
  const usd = events.reduce((sum, event) => sum + event.usd, 0n);
  const channels = CHANNELS.filter((name) => events.some(({ channel }) => channel === name));
  const through = channels.length === 0 ? "" : ` ${channels.join(", ")}`;
  const exact = channels.map((name) => `${events.filter(({ channel }) => channel === name).length} by ${name}`);
  return figure(
    `${compact(events.length)}${through}`,
    [exactUsd((Number(usd / 10n ** 16n) / 100).toFixed(2)), ...exact].join(", "),
  );
}
