import { badInput } from "../../../errors.ts";
import { lnWad } from "../../../model/transcendental.ts";
import { didYouMean } from "../../../scenario/nearest.ts";
import { formatPercent, WAD } from "../../../units.ts";
import { depthRows, type PlacedRow } from "./depthRows.ts";

/** What other venues take of an asset until its price has fallen so far, and the depth that this means. */
export interface DepthStep {
  asset: string;
  /** Share of the price, [wad]. */
  priceStep: bigint;
  /** Over all quotes, [wad]. */
  usd: bigint;
  /** usd ÷ −ln(1 − priceStep), the logarithm to 18 digits, [wad], down. */
  depthUsdPerLog: bigint;
}

/** Liquidity elsewhere that is laid over forked pools. */
export interface DepthOverlay {
  file: string;
  /** D of `market.depthUsdPerLog`: USD for a unit of log price, by asset; the smallest that a step means, [wad]. */
  depthUsdPerLog: Record<string, bigint>;
  /** By asset as first named, by rising step. */
  steps: DepthStep[];
}

/**
 * Reads a depth overlay. The outside market has one depth an asset, the same at every price: a step's is the USD that it
 * takes ÷ the log that the price falls, and of several the smallest counts, so that other venues are never taken for
 * deeper than they were said to be. `symbols` are the assets there are. Codes of `depthRows`, and `DEPTH_ASSET_UNKNOWN`,
 * `DEPTH_TWICE`, `DEPTH_STEPS_DIFFER`, `DEPTH_NOT_RISING`.
 */
export function readDepth(file: string, symbols: readonly string[]): DepthOverlay {
  const rows = depthRows(file);
  for (const { asset, line } of rows) {
    if (symbols.includes(asset)) continue;
    throw badInput("DEPTH_ASSET_UNKNOWN", `${asset} is no asset of this run.`, {
      place: { file, line, key: "asset" },
      hint: `${didYouMean(asset, symbols)}Known here: ${symbols.join(", ")}.`,
    });
  }
  const assets = [...new Set(rows.map(({ asset }) => asset))];
  const steps = assets.flatMap((asset) => {
    const own = rows.filter((row) => row.asset === asset);
    return stepsOf(asset, own, file);
  });
  const least = (asset: string) =>
    steps
      .filter((step) => step.asset === asset)
      .map(({ depthUsdPerLog }) => depthUsdPerLog)
      .reduce((a, b) => (a < b ? a : b));
  return { file, depthUsdPerLog: Object.fromEntries(assets.map((asset) => [asset, least(asset)])), steps };
}

/** An asset's steps, rising; each is the sum over its quotes, all of which state the same steps. */
function stepsOf(asset: string, rows: readonly PlacedRow[], file: string): DepthStep[] {
  const quotes = new Set(rows.map(({ quote }) => quote));
  const sizes = [...new Set(rows.map(({ priceStep }) => priceStep))].toSorted((a, b) => (a < b ? -1 : 1));
  const steps = sizes.map((priceStep) => {
    const at = rows.filter((row) => row.priceStep === priceStep);
    const twice = at.find((row, i) => at.findIndex(({ quote }) => quote === row.quote) !== i);
    if (twice !== undefined) {
      throw badInput("DEPTH_TWICE", `${asset} is given twice for ${formatPercent(priceStep)}${into(twice)}.`, {
        place: { file, line: twice.line },
        hint: "Add the venues up, or name the quotes that they differ by.",
      });
    }
    if (at.length < quotes.size) {
      throw badInput(
        "DEPTH_STEPS_DIFFER",
        `Only some of ${asset}'s quotes have a row for ${formatPercent(priceStep)}.`,
        {
          place: { file, line: at[0]?.line },
          hint: "Depth is added up over quotes, so give all of them the same steps.",
        },
      );
    }
    const usd = at.reduce((sum, row) => sum + row.usd, 0n);
    return { asset, priceStep, usd, depthUsdPerLog: (usd * WAD) / -lnWad(WAD - priceStep) };
  });
  for (const [i, { priceStep, usd }] of steps.entries()) {
    const before = steps[i - 1];
    if (before === undefined || usd > before.usd) continue;
    throw badInput("DEPTH_NOT_RISING", `${asset} takes no more USD at ${formatPercent(priceStep)} than at less.`, {
      place: { file, line: rows.find((row) => row.priceStep === priceStep)?.line, key: "usd" },
      hint: "USD count from the present price, so a longer fall takes more.",
    });
  }
  return steps;
}

function into({ quote }: PlacedRow): string {
  return quote === undefined ? "" : ` into ${quote}`;
}
