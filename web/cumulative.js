import {
  axisStyle,
  baseOption,
  blockAxis,
  blockTitle,
  legend,
  lineKey,
  TIME_GRID,
  timeZoom,
  tooltipText,
  usdAxis,
} from "./chart.js";
import { exactUsd } from "./format.js";

/** Two strips on one time axis, each with its own scale: losses are a small part of what is sold. */
export function cumulativeOption(charts, theme) {
  const { liquidated, badDebt } = charts.cumulative;
  const line = (name, data, color, strip) => ({
    name,
    type: "line",
    step: "end",
    data,
    color,
    xAxisIndex: strip,
    yAxisIndex: strip,
    symbol: "none",
    lineStyle: { width: 2 },
    areaStyle: { opacity: 0.14 },
    emphasis: { disabled: true },
  });
  const strips = { splitNumber: 3, min: 0 };
  return {
    ...baseOption(theme),
    legend: { ...legend(theme), data: [lineKey("Collateral liquidated"), lineKey("Bad debt written off")] },
    grid: [
      { left: TIME_GRID.left, right: TIME_GRID.right, top: TIME_GRID.top, height: "36%" },
      { left: TIME_GRID.left, right: TIME_GRID.right, top: "62%", bottom: TIME_GRID.bottom },
    ],
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: ([{ dataIndex }]) =>
        tooltipText(blockTitle(charts, dataIndex), [
          [theme.after, "Liquidated so far", exactUsd(liquidated[dataIndex].toFixed(2))],
          [theme.loss, "Bad debt written off so far", exactUsd(badDebt[dataIndex].toFixed(2))],
        ]),
    },
    xAxis: [
      { ...blockAxis(theme, charts), name: "", axisLabel: { show: false } },
      { ...blockAxis(theme, charts), gridIndex: 1, axisLine: axisStyle(theme).axisLine },
    ],
    yAxis: [usdAxis(theme, "USD", strips), { ...usdAxis(theme, "", { ...strips, splitNumber: 2 }), gridIndex: 1 }],
    dataZoom: timeZoom().map((zoom) => ({ ...zoom, xAxisIndex: [0, 1] })),
    series: [
      line("Collateral liquidated", liquidated, theme.after, 0),
      line("Bad debt written off", badDebt, theme.loss, 1),
    ],
  };
}
