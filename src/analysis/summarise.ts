import type { Scenario } from "../scenario/schema.ts";
import type { Row } from "../trace/row.ts";
import { amplification } from "./amplification.ts";
import { attribution } from "./attribution.ts";
import { badDebt } from "./badDebt.ts";
import { cascade } from "./cascade.ts";
import { comparison, type Extras } from "./comparison.ts";
import { conservation } from "./conservation.ts";
import { contagion } from "./contagion.ts";
import { controls } from "./controls.ts";
import { defences } from "./defences.ts";
import { exposure } from "./exposure.ts";
import { forked } from "./forked.ts";
import { layers } from "./layers.ts";
import { lenders } from "./lenders.ts";
import { leverage } from "./leverage.ts";
import { liquidations } from "./liquidations.ts";
import { nominalLeverage } from "./nominalLeverage.ts";
import { perps } from "./perps.ts";
import { prediction } from "./prediction.ts";
import { prices } from "./prices.ts";
import { stranded } from "./stranded.ts";
import type { Summary } from "./summary.ts";
import { totals } from "./totals.ts";
import { users } from "./users.ts";
import { vaults } from "./vaults.ts";

export interface SummaryOptions {
  version: string;
  compare: Scenario["compare"];
  /** The replay's own figures that `compare` may name. */
  extras?: Extras;
}

/**
 * The content of `summary.json`, from one pass over a trace; docs/MODEL.md states every figure. The same rows give the
 * same bytes. Throws `TRACE_INCOMPLETE` for a trace that was cut short.
 */
export function summarise(rows: Iterable<Row>, { version, compare, extras = {} }: SummaryOptions): Summary {
  const metrics = {
    totals: totals(),
    fork: forked(),
    prices: prices(),
    leverage: leverage(),
    exposure: exposure(),
    nominal: nominalLeverage(),
    liquidations: liquidations(),
    stranded: stranded(),
    badDebt: badDebt(),
    perps: perps(),
    vaults: vaults(),
    contagion: contagion(),
    layers: layers(),
    lenders: lenders(),
    users: users(),
    controls: controls(),
    cascade: cascade(),
    amplification: amplification(),
    prediction: prediction(),
    defences: defences(),
    attribution: attribution(),
    conservation: conservation(),
  };
  const all = Object.values(metrics);
  for (const row of rows) {
    for (const metric of all) metric.read(row);
  }

  const { scenario, seed, ...counts } = metrics.totals.result();
  const fork = metrics.fork.result();
  const summary = {
    scenario,
    seed,
    version,
    ...counts,
    ...(fork === undefined ? {} : { fork }),
    prices: metrics.prices.result(),
    leverage: {
      ...metrics.leverage.result(),
      exposureStart: metrics.exposure.result(),
      nominalByVenue: metrics.nominal.result(),
    },
    liquidations: metrics.liquidations.result(),
    stranded: metrics.stranded.result(),
    badDebtUsd: metrics.badDebt.result(),
    perps: metrics.perps.result(),
    vaults: metrics.vaults.result(),
    contagion: metrics.contagion.result(),
    layers: metrics.layers.result(),
    lenders: metrics.lenders.result(),
    users: metrics.users.result(),
    controls: metrics.controls.result(),
    cascade: { ...metrics.cascade.result(), amplification: metrics.amplification.result() },
    prediction: metrics.prediction.result(),
    defences: metrics.defences.result(),
    attribution: metrics.attribution.result(),
  };
  const conserved = metrics.conservation.result();
  return {
    ...summary,
    comparison: comparison({ ...summary, conservation: conserved }, compare, extras),
    conservation: conserved,
  };
}
