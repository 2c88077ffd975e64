import {
  baseOption,
  blockAxis,
  legend,
  lineKey,
  TIME_GRID,
  textStyle,
  timeZoom,
  tooltipText,
  valueAxis,
} from "./chart.js";
import { elapsedText, groupDigits, priceText } from "./format.js";

/** Of the base, then of each treatment; the style sheet gives the same to their names. */
const ARM_COLORS = ["reference", "direct", "transmitted", "pool", "oracle", "loss", "good", "accent"];

/** One price of the main asset, a line for the base and each treatment, on one seed. */
export function comparePricesOption(paths, { price, seed }, theme) {
  const lines = paths.arms.map((name, i) => ({
    name,
    color: theme[ARM_COLORS[i % ARM_COLORS.length]],
    dash: i < ARM_COLORS.length ? "solid" : [5, 4],
    width: i === 0 ? 2.5 : 1.75,
    values: paths.seeds[seed][i][price],
  }));
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    legend: {
      ...legend(theme),
      type: "scroll",
      data: lines.map(({ name, dash }) => lineKey(name, dash !== "solid")),
    },
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: (points) => {
        const at = points[0].dataIndex;
        const title = `<b>Block ${groupDigits(String(paths.blocks[at]))}</b> · ${elapsedText(paths.blocks[at] * paths.blockSeconds)}`;
        const known = lines.filter(({ values }) => typeof values[at] === "number");
        return tooltipText(
          title,
          known.map(({ color, name, values }) => [color, name, `${priceText(values[at])} USD`]),
        );
      },
    },
    xAxis: blockAxis(theme, paths, { boundaryGap: false }),
    yAxis: valueAxis(theme, "USD", {
      scale: true,
      boundaryGap: ["8%", "6%"],
      axisLabel: { ...textStyle(theme), formatter: (value) => priceText(value).replace(/\.?0+$/, "") },
    }),
    dataZoom: timeZoom(),
    series: lines.map(({ name, color, dash, width, values }) => ({
      name,
      type: "line",
      data: values,
      step: price === "oracle" ? "end" : false,
      symbol: "none",
      color,
      lineStyle: { width, type: dash },
      emphasis: { disabled: true },
    })),
  };
}
