import { baseOption, legend, lineKey, mountChart, textStyle, tooltipText, valueAxis } from "./chart.js";
import { percentText } from "./format.js";
import { band, dots, figureText, knobAxis, knobLabel, shade, threshold } from "./limitMarks.js";
import { drawAlways } from "./page.js";

const curve = JSON.parse(document.getElementById("report-data").textContent);
const { points } = curve;
const GRID = { left: 86, right: 36, top: 58, bottom: 56 };

function tip(theme, lines) {
  return {
    ...baseOption(theme).tooltip,
    formatter: (marks) => {
      const at = marks[0].value[0];
      const i = points.findIndex(({ x }) => x === at);
      const answer = [points[i].holds ? theme.good : theme.loss, "Condition", points[i].holds ? "holds" : "fails"];
      return tooltipText(`<b>${knobLabel(curve, at)}</b>`, [answer, ...lines(i)]);
    },
  };
}

/** Holds every figure and constant; from zero on where that costs little. */
function figureAxis(path, all, theme) {
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.08 || 1;
  const isFromZero = low >= 0 && (low === high || low <= (high - low) * 0.5);
  return valueAxis(theme, "", {
    min: isFromZero ? 0 : low - room,
    max: high + room,
    axisLabel: {
      ...textStyle(theme),
      formatter: (value) => figureText(path, value),
      showMinLabel: isFromZero,
      showMaxLabel: false,
    },
  });
}

function fieldOption({ path, values, thresholds }, theme) {
  const medians = values.map((value) => value?.median ?? null);
  const isSingle = curve.seeds === 1;
  const name = isSingle ? "Figure" : "Median of the seeds";
  return {
    ...baseOption(theme),
    grid: GRID,
    legend: {
      ...legend(theme),
      data: [lineKey(name), ...(isSingle ? [] : ["Range of the seeds"]), "Holds", "Fails"],
    },
    tooltip: tip(theme, (i) => {
      if (values[i] === null) return [];
      const range = [theme.direct, "Seeds", `${figureText(path, values[i].low)} … ${figureText(path, values[i].high)}`];
      return [[theme.direct, name, figureText(path, values[i].median)], ...(isSingle ? [] : [range])];
    }),
    xAxis: knobAxis(curve, theme),
    yAxis: figureAxis(
      path,
      [...values.flatMap((value) => (value === null ? [] : [value.low, value.high])), ...thresholds],
      theme,
    ),
    series: [
      ...(isSingle ? [] : [band(points, theme, values)]),
      {
        name,
        type: "line",
        symbol: "none",
        color: theme.direct,
        lineStyle: { width: 2 },
        connectNulls: false,
        data: points.map(({ x }, i) => [x, medians[i]]),
        markArea: shade(curve, theme),
        markLine: threshold(theme, path, thresholds),
      },
      dots(points, theme, true, medians),
      dots(points, theme, false, medians),
    ],
  };
}

function shareOption(theme) {
  const shares = points.map(({ share }) => share);
  return {
    ...baseOption(theme),
    grid: GRID,
    legend: { ...legend(theme), data: ["Holds", "Fails"] },
    tooltip: tip(theme, (i) => [[theme.direct, "Seeds", percentText(shares[i], 0)]]),
    xAxis: knobAxis(curve, theme),
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
        markArea: shade(curve, theme),
      },
      dots(points, theme, true, shares),
      dots(points, theme, false, shares),
    ],
  };
}

const mounted = [
  ...curve.fields.map((field) => mountChart(field.id, "knob", (theme) => fieldOption(field, theme))),
  mountChart("share", "knob", shareOption),
].filter((item) => item !== null);

drawAlways(mounted);
