import { compact, compactUsd, exactUsd, percentText } from "../../web/format.js";
import type { Summary } from "../analysis/summary.ts";
import type { Headline } from "./headline.ts";
import { plural } from "./plural.ts";
import { priceChange, timesText } from "./vaultCards.ts";

/** The four numbers of a run with vaults: how far trouble went, who lost, what lenders can have, what no venue sees. */
export function vaultHeadlines(summary: Summary): Headline[] {
  return [transmitted(summary), worstShare(summary), effective(summary), locked(summary)];
}

function transmitted({ contagion }: Summary): Headline {
  const { events, venuesReached, byRound } = contagion;
  const cut = Object.entries(contagion.channels).flatMap(([name, open]) => (open ? [] : [name]));
  return {
    label: "Transmitted events",
    value: compact(contagion.transmitted),
    exact: `${contagion.transmitted} of ${events} liquidations, runs, deleveragings and forced sales of vaults would not have been without earlier ones`,
    note: `of ${compact(events)} · ${plural(venuesReached, "venue")}, ${plural(byRound.length, "round")}${cut.length === 0 ? "" : ` · cut: ${cut.join(", ")}`}`,
  };
}

/** The vault whose share fell most. */
export function worstVault({ vaults }: Summary): [name: string, change: number] | undefined {
  const changes = Object.entries(vaults).map(([name, vault]): [string, number] => [name, priceChange(vault)]);
  return changes.sort(([, a], [, b]) => a - b)[0];
}

function worstShare(summary: Summary): Headline {
  const [name = "", change = 0] = worstVault(summary) ?? [];
  const vault = summary.vaults[name];
  return {
    label: `Share price of ${name}`,
    value: percentText(change),
    exact: `${vault?.sharePriceStart} before, ${vault?.sharePriceEnd} after, in the vault's asset`,
    note: `NAV ${compactUsd(Number(vault?.navEndUsd))} · sold at once ${compactUsd(Number(vault?.liquidationNavEndUsd))}`,
  };
}

function effective({ layers }: Summary): Headline {
  const gaps = layers.flatMap(({ venue, nominalLeverageStart: nominal, effectiveLeverageStart: real }) =>
    nominal === null || real === null ? [] : [{ venue, nominal, real }],
  );
  const widest = gaps.sort((a, b) => b.real / b.nominal - a.real / a.nominal)[0];
  return {
    label: "Effective leverage",
    value: timesText(widest?.real ?? null),
    exact:
      widest === undefined
        ? "Nobody was levered"
        : `Before the run, of those levered in ${widest.venue}, over all venues and through shares: ${widest.real}; as ${widest.venue} sees its accounts: ${widest.nominal}`,
    note:
      widest === undefined
        ? "nobody was levered"
        : `of those in ${widest.venue}, which sees ${timesText(widest.nominal)}`,
  };
}

function locked({ lenders }: Summary): Headline {
  const [asset, blocks] = Object.entries(lenders.blocksAtFull).sort(([, a], [, b]) => b - a)[0] ?? ["", 0];
  return {
    label: "Lenders locked in",
    value: compactUsd(Number(lenders.lockedUsdEnd)),
    exact: `${exactUsd(lenders.lockedUsdEnd)} of lenders' claims beyond the cash of reserves that end fully lent`,
    note: blocks === 0 ? "no reserve was ever fully lent" : `${asset} fully lent for ${compact(blocks)} blocks`,
  };
}
