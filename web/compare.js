import { mountChart } from "./chart.js";
import { comparePricesOption } from "./comparePrices.js";
import { drawAlways, mountSelector } from "./page.js";

const { paths } = JSON.parse(document.getElementById("report-data").textContent);
const shown = { price: "oracle", seed: Object.keys(paths.seeds)[0] };

const mounted = [mountChart("prices", null, (theme) => comparePricesOption(paths, shown, theme))].filter(
  (item) => item !== null,
);
for (const what of ["price", "seed"]) {
  mountSelector(what, mounted, (chosen) => {
    shown[what] = chosen;
  });
}
drawAlways(mounted);
