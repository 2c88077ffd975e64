import { Accounts, isHolderRow } from "./accounts.ts";
import { usdFigure } from "./figures.ts";
import type { LayerEquity } from "./layerEquity.ts";
import { lendingEquity } from "./lendingEquity.ts";
import type { Metric } from "./metric.ts";
import { nominalLeverage } from "./nominalLeverage.ts";
import { perpEquity } from "./perpEquity.ts";
import { type Phase, ShareStates } from "./shareStates.ts";
import type { Summary } from "./summary.ts";
import { systemicLeverage } from "./systemicLeverage.ts";
import { vaultEquity } from "./vaultEquity.ts";
import { LENDING, PERPS } from "./venue.ts";

/**
 * What each venue's holders had there, have and lost: start + what went in − end. A vault's equity belongs to its own
 * layer alone, so lending and the exchange count their other accounts and bear what a vault cannot pay. Beside it the
 * leverage that a venue sees, and the one over all venues of those external holders who are levered there.
 */
export function layers(): Metric<Summary["layers"]> {
  const equities = { lending: lendingEquity(), perps: perpEquity(), vaults: vaultEquity() };
  const nominal = nominalLeverage();
  const states = new ShareStates();
  const accounts = { start: new Accounts(), end: new Accounts() };

  return {
    read(row) {
      states.read(row);
      nominal.read(row);
      for (const equity of Object.values(equities)) equity.read(row);
      if (isHolderRow(row)) accounts[row.phase].add(row);
    },
    result() {
      const perps = equities.perps.result();
      const all = new Map<string, LayerEquity>([[LENDING, equities.lending.result()]]);
      if (perps !== undefined) all.set(PERPS, perps);
      for (const [vault, equity] of equities.vaults.result()) all.set(vault, equity);

      const byVenue = nominal.result();
      const holders = { start: accounts.start.all(states.at("start")), end: accounts.end.all(states.at("end")) };
      const effective = (venue: string, phase: Phase) =>
        systemicLeverage(holders[phase].filter(({ venues }) => venues.has(venue)));
      return [...all].map(([venue, { start, end, inflow }]) => ({
        venue,
        equityStartUsd: usdFigure(start),
        equityEndUsd: usdFigure(end),
        lostUsd: usdFigure(start + inflow - end),
        nominalLeverageStart: byVenue[venue]?.start ?? null,
        nominalLeverageEnd: byVenue[venue]?.end ?? null,
        effectiveLeverageStart: effective(venue, "start"),
        effectiveLeverageEnd: effective(venue, "end"),
      }));
    },
  };
}
