import {
  baseOption,
  blockAxis,
  blockTitle,
  legend,
  lineKey,
  TIME_GRID,
  textStyle,
  timeZoom,
  tooltipText,
  valueAxis,
} from "./chart.js";
import { groupDigits, percentText, priceText } from "./format.js";

const LINES = [
  { key: "counterfactual", name: "Oracle, exogenous path alone", color: "oracle", dash: [5, 4], width: 1.5 },
  { key: "reference", name: "Reference", color: "reference", dash: "solid", width: 1.5 },
  { key: "pool", name: "AMM pool", color: "pool", dash: "solid", width: 1.5 },
  { key: "oracle", name: "Oracle", color: "oracle", dash: "solid", width: 2.25 },
];

const KEYS = [
  lineKey("Reference"),
  lineKey("AMM pool"),
  lineKey("Oracle"),
  lineKey("Oracle, exogenous path alone", true),
];

/** Prices of one asset; the lows of the oracle with and without the cascade are marked, their gap is the amplification. */
export function pricesOption(charts, asset, theme) {
  const prices = charts.prices[asset];
  const lines = LINES.filter((line) => prices[line.key].some((value) => value !== null));
  return {
    ...baseOption(theme),
    grid: { ...TIME_GRID, bottom: 84 },
    legend: { ...legend(theme), data: KEYS.filter((key) => lines.some((line) => line.name === key.name)) },
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: (points) => {
        const column = points[0].dataIndex;
        const shown = lines.filter((line) => prices[line.key][column] !== null).reverse();
        return tooltipText(
          blockTitle(charts, column),
          shown.map((line) => [theme[line.color], line.name, `${priceText(prices[line.key][column])} USD`]),
        );
      },
    },
    xAxis: blockAxis(theme, charts, { boundaryGap: true }),
    yAxis: valueAxis(theme, "USD", {
      scale: true,
      boundaryGap: ["8%", "6%"],
      axisLabel: { ...textStyle(theme), formatter: axisPrice },
    }),
    dataZoom: [
      ...timeZoom(),
      {
        type: "slider",
        height: 18,
        bottom: 8,
        left: TIME_GRID.left,
        right: TIME_GRID.right,
        brushSelect: false,
        showDataShadow: false,
        borderColor: theme.line,
        backgroundColor: "transparent",
        fillerColor: `${theme.muted}22`,
        handleStyle: { color: theme.surface, borderColor: theme.muted },
        moveHandleStyle: { color: theme.muted, opacity: 0.35 },
        moveHandleSize: 4,
        textStyle: { color: theme.muted },
        labelFormatter: (index) => `block ${groupDigits(String(charts.blocks[index]))}`,
      },
    ],
    series: lines.map((line) => ({
      name: line.name,
      type: "line",
      data: prices[line.key],
      step: line.key === "oracle" || line.key === "counterfactual" ? "end" : false,
      symbol: "none",
      color: theme[line.color],
      lineStyle: { width: line.width, type: line.dash, opacity: line.key === "counterfactual" ? 0.8 : 1 },
      emphasis: { disabled: true },
      markPoint: lowMark(line, prices, theme),
    })),
  };
}

function axisPrice(value) {
  return value >= 1000 ? priceText(value).replace(/\.00$/, "") : String(Number(value.toPrecision(6)));
}

/** A dot and a label at the lowest point of an oracle line, unless that is no lower than its start. */
function lowMark(line, prices, theme) {
  if (line.color !== "oracle") return undefined;
  const values = prices[line.key];
  const { start } = prices;
  const low = values.reduce((lowest, value) => (value !== null && value < lowest ? value : lowest), Infinity);
  if (low / start > 0.999) return undefined;
  const alone = line.key === "counterfactual";
  if (alone && Math.abs(low - Math.min(...prices.oracle.filter((value) => value !== null))) / start < 0.01)
    return undefined;
  const at = values.indexOf(low) / values.length;
  const place = at < 0.08 ? "right" : at > 0.92 ? "left" : alone ? "top" : "bottom";
  return {
    symbol: "circle",
    symbolSize: 7,
    itemStyle: { color: alone ? theme.surface : theme.oracle, borderColor: theme.oracle, borderWidth: 1.5 },
    data: [{ coord: [values.indexOf(low), low] }],
    label: {
      show: true,
      position: place,
      distance: 8,
      color: theme.ink,
      backgroundColor: theme.surface,
      padding: [1, 3],
      formatter: `${percentText(low / start - 1)}${alone ? " by itself" : ""}`,
    },
  };
}
