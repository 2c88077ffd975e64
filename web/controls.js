import {
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
import { compactUsd, exactUsd } from "./format.js";
import { laneAxis } from "./laneAxis.js";

const HALTS = "In force";
const EVENTS = {
  tripped: "tripped",
  paused: "paused",
  reset: "reset by hand",
  begun: "began",
  observed: "would have been refused",
};

/** A lane a control: refusals by size, trips as triangles; below them a bar while something is stopped. */
export function controlsOption(charts, theme) {
  const { refusals, trips, halts } = charts.controls;
  const isHalted = halts.some((halt) => halt !== null);
  const lanes = [...charts.controls.lanes, ...(isHalted ? [HALTS] : [])];
  const most = Math.max(1, ...refusals.map((point) => point[3]));
  const line = (column, name, color, lane, pairs) =>
    tooltipText(blockTitle(charts, column), [[color, lane, name], ...pairs.map(([key, value]) => [null, key, value])]);
  const points = { type: "scatter", emphasis: { disabled: true } };
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: "item",
      formatter: ({ color, data: { event } }) => line(event.column, event.name, color, lanes[event.lane], event.pairs),
    },
    xAxis: blockAxis(theme, charts),
    yAxis: laneAxis(theme, lanes),
    dataZoom: timeZoom(),
    series: [
      {
        ...points,
        name: "Refused",
        color: theme.loss,
        itemStyle: { opacity: 0.72, borderColor: theme.surface, borderWidth: 1 },
        data: refusals.map(([column, lane, tries, usd]) => ({
          value: [column, lane + 0.12],
          symbolSize: 6 + 24 * Math.sqrt(usd / most),
          event: {
            column,
            lane,
            name: "refused",
            pairs: [
              ["Tries", String(tries)],
              ["USD of all tries", exactUsd(usd.toFixed(2))],
            ],
          },
        })),
      },
      {
        ...points,
        name: "Trips",
        color: theme.accent,
        symbol: "triangle",
        itemStyle: { opacity: 1 },
        symbolSize: 11,
        data: trips.map(([column, lane, event, where]) => ({
          value: [column, lane - 0.28],
          event: { column, lane, name: EVENTS[event] ?? event, pairs: [["Where", where]] },
        })),
      },
      {
        ...points,
        name: "Halted",
        color: theme.direct,
        symbol: "rect",
        itemStyle: { opacity: 1 },
        symbolSize: [Math.max(3, Math.min(14, 640 / charts.blocks.length)), 12],
        data: halts.flatMap((where, column) =>
          where === null
            ? []
            : [
                {
                  value: [column, lanes.length - 1],
                  event: { column, lane: lanes.length - 1, name: "stopped", pairs: [["Where", where]] },
                },
              ],
        ),
      },
    ],
  };
}

/** What each throttle leaves to be seized, as steps from block to block. */
export function roomOption(charts, theme) {
  const colors = [theme.oracle, theme.pool, theme.after, theme.transmitted, theme.reference];
  const lines = Object.entries(charts.controls.room).map(([name, data], i) => ({
    name: name === "*/*" ? "everywhere" : name.replaceAll("*", "all"),
    type: "line",
    step: "end",
    data,
    color: colors[i % colors.length],
    symbol: "none",
    areaStyle: { opacity: 0.1 },
    lineStyle: { width: 2 },
    emphasis: { disabled: true },
  }));
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    legend: { ...legend(theme), data: lines.map(({ name }) => lineKey(name)) },
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: ([{ dataIndex }]) =>
        tooltipText(
          blockTitle(charts, dataIndex),
          lines.map(({ name, color, data }) => [
            color,
            name,
            data[dataIndex] === null ? "–" : compactUsd(data[dataIndex]),
          ]),
        ),
    },
    xAxis: blockAxis(theme, charts),
    yAxis: usdAxis(theme),
    dataZoom: timeZoom(),
    series: lines,
  };
}
