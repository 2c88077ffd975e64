import { axisStyle, baseOption, legend, lineKey, mountChart, textStyle, tooltipText, valueAxis } from "./chart.js";
import { compact, compactUsd, groupDigits, percentText } from "./format.js";
import { readTheme } from "./theme.js";

const curve = JSON.parse(document.getElementById("report-data").textContent);
const { points, interval } = curve;

function knobLabel(value) {
  return curve.percent
    ? `${Number((value * 100).toPrecision(6))} %`
    : groupDigits(String(Number(value.toPrecision(6))));
}

function figureText(path, value) {
  if (/usd/i.test(path)) return compactUsd(value);
  return Math.abs(value) < 100 ? String(Number(value.toPrecision(5))).replace("-", "−") : compact(value);
}

function knobAxis(theme) {
  return {
    ...axisStyle(theme, curve.knob),
    type: "value",
    min: curve.low,
    max: curve.high,
    nameLocation: "middle",
    nameGap: 30,
    splitLine: { show: false },
    axisLabel: { ...textStyle(theme), formatter: knobLabel, hideOverlap: true },
  };
}

/** The interval of the limit, behind everything; at least as wide as can be seen. */
function shade(theme) {
  if (interval === null) return undefined;
  const least = (curve.high - curve.low) / 200;
  const middle = (interval[0] + interval[1]) / 2;
  const half = Math.max(interval[1] - interval[0], least) / 2;
  return {
    silent: true,
    itemStyle: { color: theme.transmitted, opacity: 0.35 },
    data: [[{ xAxis: middle - half }, { xAxis: middle + half }]],
  };
}

function dots(theme, name, holds, values) {
  return {
    name,
    type: "scatter",
    symbol: holds ? "circle" : "diamond",
    symbolSize: holds ? 9 : 11,
    color: holds ? theme.good : theme.loss,
    z: 4,
    data: points.flatMap(({ x, holds: held }, i) => (held === holds && values[i] !== null ? [[x, values[i]]] : [])),
  };
}

/** From the lowest to the highest of the seeds, as an area. */
function band(theme, values) {
  const known = points.flatMap(({ x }, i) => (values[i] === null ? [] : [{ x, ...values[i] }]));
  const edge = [...known.map(({ x, low }) => [x, low]), ...[...known].reverse().map(({ x, high }) => [x, high])];
  return {
    name: "Range of the seeds",
    type: "custom",
    silent: true,
    color: theme.direct,
    data: [[0, 0]],
    encode: { x: -1, y: -1 },
    renderItem: (_, api) => ({
      type: "polygon",
      shape: { points: edge.map((at) => api.coord(at)) },
      style: { fill: theme.direct, opacity: 0.16 },
    }),
  };
}

function threshold(theme, path, thresholds) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: theme.muted, type: [5, 4], width: 1.5 },
    label: { position: "insideEndTop", color: theme.muted, formatter: ({ value }) => figureText(path, value) },
    data: thresholds.map((yAxis) => ({ yAxis })),
  };
}

function tip(theme, lines) {
  return {
    ...baseOption(theme).tooltip,
    formatter: (marks) => {
      const at = marks[0].value[0];
      const i = points.findIndex(({ x }) => x === at);
      const answer = [points[i].holds ? theme.good : theme.loss, "Condition", points[i].holds ? "holds" : "fails"];
      return tooltipText(`<b>${knobLabel(at)}</b>`, [answer, ...lines(i)]);
    },
  };
}

function fieldOption({ path, values, thresholds }, theme) {
  const medians = values.map((value) => value?.median ?? null);
  const isSingle = curve.seeds === 1;
  const all = [...values.flatMap((value) => (value === null ? [] : [value.low, value.high])), ...thresholds];
  const room = (Math.max(...all) - Math.min(...all)) * 0.08;
  const name = isSingle ? "Figure" : "Median of the seeds";
  return {
    ...baseOption(theme),
    grid: { left: 86, right: 36, top: 58, bottom: 56 },
    legend: {
      ...legend(theme),
      data: [lineKey(name), ...(isSingle ? [] : ["Range of the seeds"]), "Holds", "Fails"],
    },
    tooltip: tip(theme, (i) => {
      if (values[i] === null) return [];
      const range = [theme.direct, "Seeds", `${figureText(path, values[i].low)} … ${figureText(path, values[i].high)}`];
      return [[theme.direct, name, figureText(path, values[i].median)], ...(isSingle ? [] : [range])];
    }),
    xAxis: knobAxis(theme),
    yAxis: valueAxis(theme, "", {
      min: (extent) =>
        room === 0 ? extent.min : Math.min(...all) >= 0 && Math.min(...all) < room * 4 ? 0 : Math.min(...all) - room,
      max: () => Math.max(...all) + (room || 1),
      axisLabel: { ...textStyle(theme), formatter: (value) => figureText(path, value), showMinLabel: true },
    }),
    series: [
      ...(isSingle ? [] : [band(theme, values)]),
      {
        name,
        type: "line",
        symbol: "none",
        color: theme.direct,
        lineStyle: { width: 2 },
        connectNulls: false,
        data: points.map(({ x }, i) => [x, medians[i]]),
        markArea: shade(theme),
        markLine: threshold(theme, path, thresholds),
      },
      dots(theme, "Holds", true, medians),
      dots(theme, "Fails", false, medians),
    ],
  };
}

function shareOption(theme) {
  const shares = points.map(({ share }) => share);
  return {
    ...baseOption(theme),
    grid: { left: 86, right: 36, top: 58, bottom: 56 },
    legend: { ...legend(theme), data: ["Holds", "Fails"] },
    tooltip: tip(theme, (i) => [[theme.direct, "Seeds", percentText(shares[i], 0)]]),
    xAxis: knobAxis(theme),
    yAxis: valueAxis(theme, "", {
      min: 0,
      max: 1,
      axisLabel: { ...textStyle(theme), formatter: (value) => percentText(value, 0) },
    }),
    series: [
      {
        type: "line",
        symbol: "none",
        color: theme.direct,
        data: points.map(({ x }, i) => [x, shares[i]]),
        markArea: shade(theme),
      },
      dots(theme, "Holds", true, shares),
      dots(theme, "Fails", false, shares),
    ],
  };
}

const mounted = [
  ...curve.fields.map((field) => mountChart(field.id, "knob", (theme) => fieldOption(field, theme))),
  mountChart("share", "knob", shareOption),
].filter((item) => item !== null);

function drawAll() {
  const theme = readTheme();
  for (const { chart, draw } of mounted) {
    chart.resize();
    draw(theme);
    chart.getZr().flush();
  }
}

/** Paper is light. */
function paper(on) {
  document.documentElement.classList.toggle("paper", on);
  drawAll();
}

addEventListener("beforeprint", () => paper(true));
addEventListener("afterprint", () => paper(false));
addEventListener("resize", drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
drawAll();
