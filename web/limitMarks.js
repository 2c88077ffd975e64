import { axisStyle, textStyle } from "./chart.js";
import { compact, compactUsd, groupDigits } from "./format.js";

/** A value of the knob as its user writes it. */
export function knobLabel(curve, value) {
  return curve.percent
    ? `${Number((value * 100).toPrecision(6))} %`
    : groupDigits(String(Number(value.toPrecision(6))));
}

/** A figure as its name suggests: dollars where it says so. */
export function figureText(path, value) {
  if (/usd/i.test(path)) return compactUsd(value);
  return Math.abs(value) < 100 ? String(Number(value.toPrecision(5))).replace("-", "−") : compact(value);
}

/** The range that was searched, along the bottom. */
export function knobAxis(curve, theme) {
  return {
    ...axisStyle(theme, curve.knob),
    type: "value",
    min: curve.low,
    max: curve.high,
    nameLocation: "middle",
    nameGap: 36,
    splitLine: { show: false },
    axisLabel: { ...textStyle(theme), margin: 12, formatter: (value) => knobLabel(curve, value), hideOverlap: true },
  };
}

/** The interval of the limit, behind everything; at least as wide as can be seen. */
export function shade(curve, theme) {
  const { interval } = curve;
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

/** The values at which the condition holds, or those at which it fails. */
export function dots(points, theme, holds, values) {
  return {
    name: holds ? "Holds" : "Fails",
    type: "scatter",
    symbolSize: 9,
    itemStyle: { color: holds ? theme.good : theme.loss, opacity: 1 },
    z: 4,
    data: points.flatMap(({ x, holds: held }, i) => (held === holds && values[i] !== null ? [[x, values[i]]] : [])),
  };
}

/** From the lowest to the highest of the seeds, as an area. */
export function band(points, theme, values) {
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

/** The constants that the condition compares the figure with. */
export function threshold(theme, path, thresholds) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: theme.muted, type: [5, 4], width: 1.5 },
    label: { position: "insideEndTop", color: theme.muted, formatter: ({ value }) => figureText(path, value) },
    data: thresholds.map((yAxis) => ({ yAxis })),
  };
}
