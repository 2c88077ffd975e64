import { mountChart } from "./chart.js";
import { contagionOption } from "./contagion.js";
import { controlsOption, roomOption } from "./controls.js";
import { cumulativeOption } from "./cumulative.js";
import { healthOption } from "./health.js";
import { leverageOption } from "./leverage.js";
import { blocksOption, roundsOption } from "./liquidations.js";
import { drawAlways, mountSelector } from "./page.js";
import { fundOption, stagesOption, waterfallOption } from "./perpLosses.js";
import { fundingOption, openInterestOption, perpPricesOption } from "./perpMarket.js";
import { pricesOption } from "./prices.js";
import { mountTable } from "./table.js";

const { charts, liquidations } = JSON.parse(document.getElementById("report-data").textContent);
let asset = charts.mainAsset;
let market = charts.perps?.mainMarket;

const mounted = [
  mountChart("prices", "time", (theme) => pricesOption(charts, asset, theme)),
  mountChart("blocks", "time", (theme) => blocksOption(charts, theme)),
  mountChart("rounds", null, (theme) => roundsOption(charts, theme)),
  mountChart("health", "time", (theme) => healthOption(charts, theme)),
  mountChart("leverage", null, (theme) => leverageOption(charts, theme)),
  mountChart("cumulative", "time", (theme) => cumulativeOption(charts, theme)),
  mountChart("perp-prices", "time", (theme) => perpPricesOption(charts, market, theme)),
  mountChart("open-interest", "time", (theme) => openInterestOption(charts, market, theme)),
  mountChart("funding", "time", (theme) => fundingOption(charts, market, theme)),
  mountChart("stages", "time", (theme) => stagesOption(charts, theme)),
  mountChart("fund", "time", (theme) => fundOption(charts, theme)),
  mountChart("contagion", "time", (theme) => contagionOption(charts, theme)),
  mountChart("controls", "time", (theme) => controlsOption(charts, theme)),
  mountChart("room", "time", (theme) => roomOption(charts, theme)),
  mountChart("waterfall", null, (theme) => waterfallOption(charts, theme)),
].filter((item) => item !== null);

const chartsOf = (...ids) => mounted.filter(({ id }) => ids.includes(id));
mountSelector("asset", chartsOf("prices"), (chosen) => {
  asset = chosen;
});
mountSelector("market", chartsOf("perp-prices", "open-interest", "funding"), (chosen) => {
  market = chosen;
});

const section = document.getElementById("liquidations");
if (section !== null) mountTable(section, liquidations, charts.startTime);

drawAlways(mounted);
