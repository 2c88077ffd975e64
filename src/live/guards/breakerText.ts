import { compact, compactUsd, percentText, utcText } from "../../../web/format.js";
import { type Colors, plainTable } from "../../report/plainTable.ts";
import type { BreakerLine, BreakerStatus } from "./breakerStatus.ts";

const NAMES: Record<BreakerLine["control"], string> = {
  priceVelocity: "price velocity",
  outflow: "outflow",
  throttle: "liquidation throttle",
  borrowVelocity: "borrow velocity",
  lossStop: "loss stop",
  pause: "pause",
};

/** What `faultline status` prints of the circuit breaker. */
export function breakerText({ controls, locked }: BreakerStatus, colors: Colors): string {
  const lines = controls.map((line) => [
    NAMES[line.control],
    placeWords(line),
    limitWords(line),
    leftWords(line),
    stateWords(line, colors),
  ]);
  const held = locked.map(
    ({ amount, asset, recipient, until, released }) =>
      `Held: ${compact(Number(amount))} ${asset} for ${recipient} ${released ? "may be claimed" : `until ${utcText(until)}`}`,
  );
  return [plainTable(["Breaker", "Where", "Limit", "Left", "State"], lines, colors), ...held].join("\n");
}

function placeWords({ venue, asset }: BreakerLine): string {
  if (venue !== null && asset !== null) return `${asset} at ${venue}`;
  return venue ?? asset ?? "everything";
}

function limitWords({ control, limit }: BreakerLine): string {
  if (limit === null) return "–";
  const value = Number(limit);
  if (control === "priceVelocity") return `${percentText(value)} move`;
  return control === "outflow" ? `${percentText(value)} stays` : compactUsd(value);
}

function leftWords({ control, asset, left }: BreakerLine): string {
  if (left === null) return "–";
  return control === "throttle" ? compactUsd(Number(left)) : `${compact(Number(left))} ${asset ?? ""}`.trim();
}

function stateWords({ state, until }: BreakerLine, colors: Colors): string {
  if (state === "calm") return colors.dim(state);
  const ends = until === null ? "" : ` until ${utcText(until)}`;
  return colors.yellow(state === "stopped" && until === null ? "stopped, reset by hand" : `${state}${ends}`);
}
