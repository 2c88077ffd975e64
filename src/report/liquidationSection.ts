import type { CollectedRows } from "./collectRows.ts";
import { html, type Markup } from "./html.ts";

/** The frame of the table of liquidations: the page's script fills, sorts, filters and pages it. */
export function liquidationSection({ liquidations }: CollectedRows): Markup {
  if (liquidations.length === 0) return html``;
  const pairs = [...new Set(liquidations.map((row) => `${row.collateralAsset} / ${row.debtAsset}`))].sort();
  return html`<section class="card full" id="liquidations"><header><div><h2>Every liquidation</h2>
<p class="about">Choose a heading to sort. Hold the pointer over a figure for its exact value; the CSV has all digits.</p></div></header>
<form class="filters" role="search">
<label>Find<input type="search" name="text" placeholder="account, agent, transaction …" autocomplete="off"></label>
<label>Kind<select name="kind"><option value="">all</option><option value="direct">direct</option><option value="transmitted">transmitted</option></select></label>
<label>Pair<select name="pair"><option value="">all</option>${pairs.map((pair) => html`<option>${pair}</option>`)}</select></label>
<label class="check"><input type="checkbox" name="all"> all columns</label>
<button type="button" name="csv">Save as CSV</button>
</form>
<div class="scroll" tabindex="0" role="region" aria-label="Liquidations"><table class="data"><thead></thead><tbody></tbody></table></div>
<nav class="pages" aria-label="Pages"><p aria-live="polite"></p><div><button type="button" name="first">First</button><button type="button" name="previous">Previous</button><button type="button" name="next">Next</button><button type="button" name="last">Last</button></div></nav>
<noscript><p class="note">The table and the charts need scripts, which are part of this file.</p></noscript>
</section>
`;
}
