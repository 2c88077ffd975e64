import { mountChart } from "./chart.js";
import { cumulativeOption } from "./cumulative.js";
import { healthOption } from "./health.js";
import { leverageOption } from "./leverage.js";
import { blocksOption, roundsOption } from "./liquidations.js";
import { pricesOption } from "./prices.js";
import { mountTable } from "./table.js";
import { readTheme } from "./theme.js";

const { charts, liquidations } = JSON.parse(document.getElementById("report-data").textContent);
let asset = charts.mainAsset;

const mounted = [
  mountChart("prices", "time", (theme) => pricesOption(charts, asset, theme)),
  mountChart("blocks", "time", (theme) => blocksOption(charts, theme)),
  mountChart("rounds", null, (theme) => roundsOption(charts, theme)),
  mountChart("health", "time", (theme) => healthOption(charts, theme)),
  mountChart("leverage", null, (theme) => leverageOption(charts, theme)),
  mountChart("cumulative", "time", (theme) => cumulativeOption(charts, theme)),
].filter((item) => item !== null);

function drawAll() {
  const theme = readTheme();
  for (const { chart, draw } of mounted) {
    chart.resize();
    draw(theme);
    chart.getZr().flush();
  }
}

document.getElementById("asset-selector")?.addEventListener("click", ({ target }) => {
  if (target.dataset.asset === undefined) return;
  asset = target.dataset.asset;
  for (const button of target.parentElement.children) button.ariaPressed = String(button === target);
  mounted.find((item) => item.id === "prices")?.draw(readTheme());
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
