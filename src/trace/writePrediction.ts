import { cascade } from "../model/cascade.ts";
import { formatDecimal } from "../units.ts";
import type { TraceContext } from "./context.ts";
import { predictableShock } from "./predictableShock.ts";
import { predictedBook, predictedPanic } from "./predictedBook.ts";
import { predictedSale } from "./predictedSale.ts";

/**
 * Writes the fall that the book, the pools and the outside depth let expect, before anything has moved. Nothing where
 * the scenario allows no prediction, and where no price stops the fall; nothing on a fork, whose accounts lean on assets
 * that fall together and are sold in pools of their own, of none of which the fixed point knows.
 */
export function writePrediction(context: TraceContext): void {
  const { scenario, fork } = context.world;
  const shock = fork === undefined ? predictableShock(scenario) : undefined;
  if (shock === undefined) return;

  const { asset, logFall, outsideDepth, arbitrageShare } = shock;
  const falls = (symbol: string) => symbol === asset || scenario.assets[symbol]?.staked?.over === asset;
  const { fall } = cascade({
    accounts: predictedBook(context, falls),
    panic: predictedPanic(context, falls),
    shock: logFall,
    outsideDepth,
    sale: predictedSale(context, asset),
    deviation: scenario.assets[asset]?.feed.deviation,
    arbitrageShare,
  });
  if (fall !== null) context.write({ kind: "prediction", asset, totalLogFall: formatDecimal(fall, 18) });
}
