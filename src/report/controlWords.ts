import type { Treatment } from "../scenario/treatmentSchema.ts";

const WORDS: Record<Treatment, string> = {
  cap: "Leverage cap",
  priceVelocity: "Price halt",
  outflow: "Outflow limit",
  throttle: "Throttle",
  borrowVelocity: "Borrow limit",
  lossStop: "Loss stop",
  pause: "Pause",
  margin: "Margin",
  thresholdRamp: "Threshold",
  steps: "Steps",
  toxicZone: "Toxic zone",
};

/** A control's name, short enough for the side of a chart. */
export function controlWord(control: string): string {
  return WORDS[control as Treatment] ?? control;
}
