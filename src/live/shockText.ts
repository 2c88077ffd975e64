import pico from "picocolors";
import { percentText, priceText } from "../../web/format.js";
import { type Colors, plainTable } from "../report/plainTable.ts";
import { priceText as decimal } from "../trace/format.ts";
import { tripText } from "./guards/tripText.ts";
import type { AssetPrices } from "./marketPrices.ts";
import type { ShockOutcome } from "./shock.ts";

const WHERE = ["oracle", "pool", "reference"] as const;
/** Below this a price only grew with the time that passed, as a staked asset's does. */
const NOTABLE_CHANGE = 0.0001;

/** What `faultline shock` prints: every asset whose price moved somewhere, and what the controls made of it. */
export function shockText({ before, after, controls }: ShockOutcome, colors: Colors = pico): string {
  const lines = [...before]
    .map(([asset, was]) => ({ asset, was, is: after.get(asset) ?? was }))
    .filter(({ was, is }) => WHERE.some((where) => isNotable(was[where], is[where])))
    .map(({ asset, was, is }) => [asset, ...WHERE.map((where) => movement(was[where], is[where], colors))]);
  const moved =
    lines.length === 0 ? "No price moved." : plainTable(["Price", "Oracle", "Pool", "Reference"], lines, colors);
  const told = controls === null ? "" : tripText(controls.trips, controls.stopped, colors);
  return [moved, told].filter(Boolean).join("\n\n");
}

function isNotable(was: bigint | null, is: bigint | null): boolean {
  return Math.abs(Number(is) / Number(was) - 1) >= NOTABLE_CHANGE;
}

function movement(was: bigint | null, is: bigint | null, colors: Colors): string {
  if (was === null || is === null) return "–";
  const [from, to] = [Number(decimal(was)), Number(decimal(is))];
  if (!isNotable(was, is)) return colors.dim(`$${priceText(to)} stays`);
  const change = to / from - 1;
  const words = `${change > 0 ? "+" : ""}${percentText(change)}`;
  return `$${priceText(from)} → $${priceText(to)}  ${change < 0 ? colors.red(words) : colors.green(words)}`;
}

/** The same for machines: USD prices as decimals by asset; under `controls`, where there are any, what these did. */
export function shockJson({ before, after, controls }: ShockOutcome): object {
  const decimals = (prices: AssetPrices | undefined) =>
    Object.fromEntries(
      WHERE.map((where) => {
        const price = prices?.[where];
        return [where, price === null || price === undefined ? null : decimal(price)];
      }),
    );
  const prices = [...before].map(([asset, was]) => [
    asset,
    { before: decimals(was), after: decimals(after.get(asset)) },
  ]);
  return { ...Object.fromEntries(prices), ...(controls === null ? {} : { controls }) };
}
