import { compactUsd, percentText, utcText } from "../../../web/format.js";
import type { Colors } from "../../report/plainTable.ts";
import type { Treatment } from "../../scenario/treatmentSchema.ts";
import type { TripLine } from "./letLook.ts";
import type { StoppedLine } from "./stoppedLiquidations.ts";

export const CONTROL_NAMES: Record<Treatment, string> = {
  cap: "the leverage cap",
  priceVelocity: "price velocity",
  outflow: "the outflow limit",
  throttle: "the liquidation throttle",
  borrowVelocity: "borrow velocity",
  lossStop: "the loss stop",
  pause: "the pause",
  margin: "scaled margins",
  thresholdRamp: "the threshold ramp",
  steps: "liquidation in steps",
  toxicZone: "the toxic zone",
};

/** What controls did, a line each, and what they keep from being liquidated. */
export function tripText(trips: readonly TripLine[], stopped: readonly StoppedLine[], colors: Colors): string {
  return [
    ...trips.map((trip) => colors.yellow(tripWords(trip))),
    ...[...Map.groupBy(stopped, ({ venue, control }) => `${venue} ${control}`).values()].map((lines) =>
      colors.yellow(stoppedWords(lines)),
    ),
  ].join("\n");
}

/** Places of one venue at which one control refuses. */
function stoppedWords(lines: readonly StoppedLine[]): string {
  const { venue, control } = lines[0] as StoppedLine;
  const assets = lines.map(({ asset }) => asset).join(", ");
  const waiting = new Set(lines.flatMap(({ accounts }) => accounts)).size;
  const waits = waiting === 0 ? "" : ` ${waiting} ${waiting === 1 ? "account waits" : "accounts wait"}.`;
  return `Liquidations of ${assets} at ${venue} are refused by ${CONTROL_NAMES[control]}.${waits}`;
}

function tripWords({ control, event, venue, asset, measure, until }: TripLine): string {
  const where = asset !== null && venue !== null ? `${asset} at ${venue}` : (asset ?? venue ?? "everything");
  const name = CONTROL_NAMES[control].replace(/^the /, "");
  const subject = `${name.charAt(0).toUpperCase()}${name.slice(1)} of ${where}`;
  const ends = until === null ? "until it is reset by hand" : `until ${utcText(until)}`;
  switch (event) {
    case "tripped":
      return `${subject} tripped${measureWords(control, measure)}, ${ends}.`;
    case "paused":
      return `${subject} began, ${ends}.`;
    case "loss":
      return `${subject} heard of ${compactUsd(Number(measure))} lost.`;
    case "reset":
      return `${subject} was reset.`;
    case "begun":
      return `${subject} began a step of ${compactUsd(Number(measure))}, ${ends}.`;
    case "observed":
      return `${subject}: what would be refused was observed${measure === null ? "" : ` (${measure})`}.`;
  }
}

function measureWords(control: Treatment, measure: string | null): string {
  if (measure === null) return "";
  if (control === "priceVelocity") return ` by a move of ${percentText(Number(measure), 2)}`;
  return control === "outflow" ? ` by ${measure} that would leave` : ` at ${compactUsd(Number(measure))}`;
}
