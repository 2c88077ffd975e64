import pico from "picocolors";
import { compactUsd, percentText, shortHex, utcText } from "../../../web/format.js";
import { type Colors, plainTable } from "../../report/plainTable.ts";
import { breakerText } from "./breakerText.ts";
import type { GuardStatus } from "./guardStatus.ts";
import { registryText } from "./registryText.ts";

/** What `faultline status` prints of the controls; at most `most` accounts. */
export function guardStatusText(status: GuardStatus, most: number, colors: Colors = pico): string {
  const { registry, breaker, margins, terms, steps, toxicZone } = status;
  const percent = (share: string) => percentText(Number(share), 2);
  return [
    registry === null ? "" : registryText(registry, most, colors),
    breaker === null || breaker.controls.length === 0 ? "" : breakerText(breaker, colors),
    margins.length === 0
      ? ""
      : plainTable(
          ["Initial margin", "Least", "Now", "On its way to"],
          margins.map(({ asset, base, now, target }) => [asset, percent(base), percent(now), percent(target)]),
          colors,
        ),
    terms.length === 0
      ? ""
      : plainTable(
          ["Terms that move", "LTV", "Threshold", "On its way to"],
          terms.map(({ asset, ltv, threshold }) => [
            asset,
            movedWords(ltv),
            movedWords(threshold),
            threshold.until === null ? "–" : `${percent(threshold.target)} at ${utcText(threshold.until)}`,
          ]),
          colors,
        ),
    stepsWords(steps),
    toxicZone === null ? "" : `Toxic zone: ${RULES[toxicZone.rule]}, of ${toxicZone.assets.join(", ")}.`,
  ]
    .filter(Boolean)
    .join("\n\n");

  function movedWords({ own, now }: { own: string; now: string }): string {
    return own === now ? percent(own) : `${percent(own)} → ${colors.yellow(percent(now))}`;
  }
}

const RULES: Record<NonNullable<GuardStatus["toxicZone"]>["rule"], string> = {
  halt: "liquidations that would lower health are refused",
  zeroBonus: "liquidations that would lower health pay no bonus",
  holdHealth: "bonuses are held to what leaves health where it is",
};

function stepsWords(steps: GuardStatus["steps"]): string {
  if (steps === null) return "";
  const tiers = steps.tiers.map(
    ({ aboveUsd, share, cooldownSeconds }) =>
      `above ${compactUsd(Number(aboveUsd))} ${percentText(Number(share))} every ${cooldownSeconds} s`,
  );
  const waiting = Object.entries(steps.underWay).map(
    ([account, until]) => `${shortHex(account)} waits until ${utcText(until)}.`,
  );
  const whole = `all of it below a health factor of ${steps.wholeBelow}`;
  return [`Steps by debt: ${tiers.join("; ")}; ${whole}.`, ...waiting].join("\n");
}
