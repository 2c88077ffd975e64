import {
  axisStyle,
  baseOption,
  blockAxis,
  blockTitle,
  TIME_GRID,
  textStyle,
  timeZoom,
  tooltipText,
  usdAxis,
} from "./chart.js";
import { compactUsd, exactUsd } from "./format.js";

/** Bars by block, direct below and transmitted above. */
export function blocksOption(charts, theme) {
  const { direct, transmitted, counts } = charts.liquidations;
  const bars = (name, data, color) => ({
    name,
    type: "bar",
    stack: "usd",
    data,
    color,
    barCategoryGap: charts.blocks.length > 300 ? 0 : "18%",
    emphasis: { disabled: true },
  });
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: ([{ dataIndex }]) =>
        tooltipText(blockTitle(charts, dataIndex), [
          [theme.transmitted, "Transmitted", exactUsd(transmitted[dataIndex].toFixed(2))],
          [theme.direct, "Direct", exactUsd(direct[dataIndex].toFixed(2))],
          [null, "Liquidations", String(counts[dataIndex])],
        ]),
    },
    xAxis: blockAxis(theme, charts),
    yAxis: usdAxis(theme),
    dataZoom: timeZoom(),
    series: [bars("Direct", direct, theme.direct), bars("Transmitted", transmitted, theme.transmitted)],
  };
}

/** One bar a round; round 0 has the colour of direct sales, the others that of transmitted ones. */
export function roundsOption(charts, theme) {
  const { rounds } = charts;
  const color = (round) => (round === 0 ? theme.direct : theme.transmitted);
  return {
    ...baseOption(theme),
    legend: { show: false },
    grid: { ...baseOption(theme).grid, top: 36 },
    tooltip: {
      ...baseOption(theme).tooltip,
      axisPointer: { type: "none" },
      formatter: ([{ dataIndex }]) => {
        const { round, count, collateralUsd } = rounds[dataIndex];
        return tooltipText(`<b>Round ${round}</b> · ${round === 0 ? "direct" : "transmitted"}`, [
          [color(round), "Collateral", exactUsd(collateralUsd.toFixed(2))],
          [null, "Liquidations", String(count)],
        ]);
      },
    },
    xAxis: {
      ...axisStyle(theme, "round"),
      type: "category",
      data: rounds.map((row) => row.round),
      nameLocation: "middle",
      nameGap: 30,
    },
    yAxis: usdAxis(theme),
    series: [
      {
        type: "bar",
        barMaxWidth: 46,
        data: rounds.map(({ round, collateralUsd }) => ({
          value: collateralUsd,
          itemStyle: { color: color(round) },
        })),
        emphasis: { disabled: true },
        label: {
          show: rounds.length <= 8,
          position: "top",
          ...textStyle(theme, theme.ink),
          fontSize: 11,
          formatter: ({ value }) => compactUsd(value),
        },
      },
    ],
  };
}
