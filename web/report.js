import { mountChart } from "./chart.js";
import { contagionOption } from "./contagion.js";
import { cumulativeOption } from "./cumulative.js";
import { healthOption } from "./health.js";
import { leverageOption } from "./leverage.js";
import { blocksOption, roundsOption } from "./liquidations.js";
import { fundOption, stagesOption, waterfallOption } from "./perpLosses.js";
import { fundingOption, openInterestOption, perpPricesOption } from "./perpMarket.js";
import { pricesOption } from "./prices.js";
import { mountTable } from "./table.js";
import { readTheme } from "./theme.js";

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
  mountChart("waterfall", null, (theme) => waterfallOption(charts, theme)),
].filter((item) => item !== null);

function drawAll() {
  const theme = readTheme();
  for (const { chart, draw } of mounted) {
    chart.resize();
    draw(theme);
    chart.getZr().flush();
  }
}

/** Buttons of which one is pressed; `choose` is told which, then the charts named are drawn again. */
function mountSelector(id, key, drawn, choose) {
  document.getElementById(id)?.addEventListener("click", ({ target }) => {
    if (target.dataset[key] === undefined) return;
    choose(target.dataset[key]);
    for (const button of target.parentElement.children) button.ariaPressed = String(button === target);
    for (const { id: chart, draw } of mounted) if (drawn.includes(chart)) draw(readTheme());
  });
}

mountSelector("asset-selector", "asset", ["prices"], (chosen) => {
  asset = chosen;
});
mountSelector("market-selector", "market", ["perp-prices", "open-interest", "funding"], (chosen) => {
  market = chosen;
});

const section = document.getElementById("liquidations");
if (section !== null) mountTable(section, liquidations, charts.startTime);

/** Paper is light, and shows what is folded away on screen. */
function paper(on) {
  document.documentElement.classList.toggle("paper", on);
  for (const details of document.querySelectorAll("details")) details.open = on;
  drawAll();
}

addEventListener("beforeprint", () => paper(true));
addEventListener("afterprint", () => paper(false));
addEventListener("resize", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
drawAll();
