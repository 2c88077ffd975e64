import { formatDecimal } from "../../units.ts";
import type { GuardBook } from "../../venues/guardBook.ts";
import type { PlaceState } from "../../venues/guardPlace.ts";
import { MAX_UINT } from "../../world/encode.ts";
import { usdText } from "../format.ts";
import type { ControlRow } from "../guardRow.ts";

/** How the controls stand as they were read last, at a time. */
export function controlRow(book: GuardBook, block: number, time: number): ControlRow {
  const { treatments, systemLeverage, margins, places } = book;
  const halts: ControlRow["halts"] = {};
  const rooms: ControlRow["liquidationRoomUsd"] = {};
  for (const { venue, symbol } of places) {
    const end = stopsUntil(book.at(venue, symbol), treatments.priceVelocity?.response === "halt");
    if (end > BigInt(time)) halts[`${venue}/${symbol}`] = end === MAX_UINT ? null : Number(end);
    const room = book.liquidationRoomUsd(venue, symbol);
    const scope = book.deployment.scopes[Number(book.throttleKey(venue, symbol))];
    if (room !== undefined && scope !== undefined) rooms[`${scope.venue ?? "*"}/${scope.asset ?? "*"}`] = usdText(room);
  }
  return {
    kind: "controls",
    block,
    systemLeverage: systemLeverage === undefined ? null : formatDecimal(systemLeverage, 18, 6),
    halts,
    liquidationRoomUsd: rooms,
    margins: Object.fromEntries([...margins].map(([symbol, margin]) => [symbol, formatDecimal(margin, 18, 6)])),
  };
}

/** The latest end of what stops something there; a spread stops nothing by itself. */
function stopsUntil({ pausedUntil, graceUntil, lossUntil, haltedUntil }: PlaceState, halts: boolean): bigint {
  const ends = [pausedUntil, graceUntil, lossUntil, ...(halts ? [haltedUntil] : [])];
  return ends.reduce((latest, end) => (end > latest ? end : latest), 0n);
}
