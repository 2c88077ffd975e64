import {
  axisStyle,
  baseOption,
  blockAxis,
  blockTitle,
  legend,
  lineKey,
  TIME_GRID,
  textStyle,
  timeZoom,
  tooltipText,
  usdAxis,
} from "./chart.js";
import { compactUsd, exactUsd } from "./format.js";

const STAGE_NAMES = [
  { key: "partial", name: "Closed in part", color: "before" },
  { key: "full", name: "Closed in full", color: "direct" },
  { key: "takeover", name: "Taken over", color: "transmitted" },
  { key: "adl", name: "Deleveraged", color: "loss" },
];

const STEP_NAMES = {
  margin: { name: "Own margin", color: "direct" },
  insurance: { name: "Insurance fund", color: "transmitted" },
  adl: { name: "Counterparties", color: "loss" },
  pool: { name: "Liquidity pool", color: "oracle" },
  uncovered: { name: "Nobody", color: "ink" },
};

/** Notional by block: what was taken from accounts, stacked, and beside it what counterparties lost. */
export function stagesOption(charts, theme) {
  const { stages } = charts.perps;
  const shown = STAGE_NAMES.filter(({ key }) => stages[key].some((usd) => usd > 0));
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: ([{ dataIndex }]) =>
        tooltipText(
          blockTitle(charts, dataIndex),
          shown.map(({ key, name, color }) => [theme[color], name, exactUsd(stages[key][dataIndex].toFixed(2))]),
        ),
    },
    xAxis: blockAxis(theme, charts),
    yAxis: usdAxis(theme),
    dataZoom: timeZoom(),
    series: shown.map(({ key, name, color }) => ({
      name,
      type: "bar",
      stack: key === "adl" ? "adl" : "liquidated",
      data: stages[key],
      color: theme[color],
      barGap: "0%",
      barCategoryGap: charts.blocks.length > 300 ? 0 : "18%",
      emphasis: { disabled: true },
    })),
  };
}

/** The insurance fund's cash, and all that the engine has: below zero, counterparties are asked. */
export function fundOption(charts, theme) {
  const { insurance, engine } = charts.perps.funds;
  const line = (name, data, color, extra) => ({
    name,
    type: "line",
    step: "end",
    data,
    color,
    symbol: "none",
    emphasis: { disabled: true },
    ...extra,
  });
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    legend: { ...legend(theme), data: [lineKey("Insurance fund"), lineKey("Engine's equity")] },
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: ([{ dataIndex }]) =>
        tooltipText(blockTitle(charts, dataIndex), [
          [theme.transmitted, "Insurance fund", exactUsd(insurance[dataIndex].toFixed(2))],
          [theme.loss, "Engine's equity", exactUsd(engine[dataIndex].toFixed(2))],
        ]),
    },
    xAxis: blockAxis(theme, charts),
    yAxis: usdAxis(theme),
    dataZoom: timeZoom(),
    series: [
      line("Insurance fund", insurance, theme.transmitted, {
        lineStyle: { width: 2.25 },
        areaStyle: { opacity: 0.14 },
      }),
      line("Engine's equity", engine, theme.loss, { lineStyle: { width: 1.5 } }),
    ],
  };
}

/** Who bore the losses, one bar a step, in the order in which they are asked. */
export function waterfallOption(charts, theme) {
  const steps = charts.perps.waterfall;
  const named = steps.map(({ step, usd }) => ({ ...STEP_NAMES[step], usd }));
  return {
    ...baseOption(theme),
    legend: { show: false },
    grid: { left: 108, right: 70, top: 20, bottom: 40 },
    tooltip: {
      ...baseOption(theme).tooltip,
      axisPointer: { type: "none" },
      formatter: ([{ dataIndex }]) => {
        const { name, color, usd } = named[dataIndex];
        return tooltipText(`<b>${name}</b>`, [[theme[color], "Bore", exactUsd(usd.toFixed(2))]]);
      },
    },
    xAxis: { ...usdAxis(theme, ""), splitNumber: 3, min: 0 },
    yAxis: { ...axisStyle(theme), type: "category", inverse: true, data: named.map(({ name }) => name) },
    series: [
      {
        type: "bar",
        barMaxWidth: 34,
        data: named.map(({ usd, color }) => ({ value: usd, itemStyle: { color: theme[color] } })),
        emphasis: { disabled: true },
        label: {
          show: true,
          position: "right",
          ...textStyle(theme, theme.ink),
          formatter: ({ value }) => compactUsd(value),
        },
      },
    ],
  };
}
