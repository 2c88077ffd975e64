import pico from "picocolors";
import { compactUsd, percentText } from "../../web/format.js";
import { type Colors, plainTable } from "../report/plainTable.ts";
import type { VaultLine } from "./vaultStatus.ts";

/** What `faultline status` prints of vaults at `time` [unix seconds]; nothing without any. */
export function vaultStatusText(lines: readonly VaultLine[], time: number, colors: Colors = pico): string {
  if (lines.length === 0) return "";
  return plainTable(
    ["Vault", "Share price", "Net assets", "Leverage", "Hedge", "Queue", "Can leave at once"],
    lines.map((line) => [
      `${line.vault}${line.paused ? colors.yellow(" paused") : ""}`,
      `${Number(line.sharePrice).toFixed(4)} ${line.asset}`,
      compactUsd(Number(line.netAssetsUsd)),
      leverageWords(line, colors),
      hedgeWords(line, colors),
      line.waitingSince === null
        ? "–"
        : colors.yellow(`${compactUsd(Number(line.pendingUsd))} for ${time - line.waitingSince} s`),
      compactUsd(Number(line.instantUsd)),
    ]),
    colors,
  );
}

function leverageWords({ leverage, targetLeverage }: VaultLine, colors: Colors): string {
  if (leverage === null) return "–";
  if (leverage === "inf") return colors.red("no equity");
  return `${Number(leverage).toFixed(2)}× of ${Number(targetLeverage).toFixed(2)}×`;
}

function hedgeWords({ hedgeRatio, targetHedgeRatio }: VaultLine, colors: Colors): string {
  if (hedgeRatio === null) return "–";
  if (hedgeRatio === "inf") return colors.red("no spot");
  return `${percentText(Number(hedgeRatio))} of ${percentText(Number(targetHedgeRatio))}`;
}
