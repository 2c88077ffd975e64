import { compactUsd, elapsedText, groupDigits, utcText } from "./format.js";

const { echarts } = globalThis;

/** Left and right edges shared by all charts over time, so that the same block stands at the same place. */
export const TIME_GRID = { left: 86, right: 24, top: 58, bottom: 48, outerBoundsMode: "none" };

/** Columns between two labels of the time axis. */
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200];

export function textStyle(theme, color = theme.muted) {
  return { color, fontFamily: theme.font, fontSize: 12 };
}

const SOLID = "path://M0,4h20v3h-20z";
const DASHED = "path://M0,4h5v3h-5zM7.5,4h5v3h-5zM15,4h5v3h-5z";

/** A line in a legend is drawn as a line. */
export function lineKey(name, dashed = false) {
  return { name, icon: dashed ? DASHED : SOLID, lineStyle: { width: 0 } };
}

/** What every chart shares: no animation, quiet axes, one tooltip style. */
export function baseOption(theme) {
  return {
    animation: false,
    textStyle: textStyle(theme),
    grid: { left: 64, right: 12, top: 58, bottom: 48 },
    legend: legend(theme),
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: theme.surface,
      borderColor: theme.line,
      textStyle: { ...textStyle(theme, theme.ink), fontSize: 12.5 },
      axisPointer: { type: "line", lineStyle: { color: theme.muted, type: "solid", opacity: 0.6 } },
    },
  };
}

export function legend(theme) {
  return {
    left: 0,
    top: 4,
    itemWidth: 18,
    itemHeight: 10,
    itemGap: 18,
    inactiveColor: theme.line,
    textStyle: textStyle(theme, theme.ink),
  };
}

export function axisStyle(theme, name) {
  return {
    name,
    nameTextStyle: textStyle(theme),
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { show: false },
    axisLabel: textStyle(theme),
    splitLine: { lineStyle: { color: theme.line, opacity: 0.55 } },
  };
}

/** Blocks along the bottom, one category a column. */
export function blockAxis(theme, charts, extra = {}) {
  const step = STEPS.find((size) => charts.blocks.length / size <= 13) ?? STEPS.at(-1);
  const seconds = charts.blockSeconds > 0 ? ` (${charts.blockSeconds} s each)` : "";
  return {
    ...axisStyle(theme, `block${seconds}`),
    type: "category",
    data: charts.blocks,
    nameLocation: "middle",
    nameGap: 30,
    splitLine: { show: false },
    axisLabel: {
      ...textStyle(theme),
      interval: (index) => index % step === 0,
      formatter: groupDigits,
    },
    ...extra,
  };
}

export function valueAxis(theme, name, extra = {}) {
  const style = axisStyle(theme, name);
  return {
    ...style,
    type: "value",
    nameGap: 14,
    nameTextStyle: { ...style.nameTextStyle, align: "right", padding: [0, 8, 0, 0] },
    axisLine: { show: false },
    ...extra,
  };
}

/** Dollars up the side: "$1.5 M", without the zeros that a lone figure would keep. */
export function usdAxis(theme, name = "USD", extra = {}) {
  const formatter = (value) => compactUsd(value).replace(/\.0+(?= )|(\.\d*[1-9])0+(?= )/, "$1");
  return valueAxis(theme, name, { axisLabel: { ...textStyle(theme), formatter }, ...extra });
}

/** Wheel with Ctrl, or drag, over any chart in time zooms all of them. */
export function timeZoom() {
  return [{ type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseMove: false, moveOnMouseWheel: false }];
}

/** The first line of a tooltip: which block, when. */
export function blockTitle(charts, column) {
  const time = charts.times[column];
  const first = charts.blocks[column];
  const last = Math.min(first + charts.blocksPerColumn - 1, charts.lastBlock);
  const name = (block) => groupDigits(String(block));
  const label = first === last ? `Block ${name(first)}` : `Blocks ${name(first)}–${name(last)}`;
  return `<b>${label}</b> · ${elapsedText(time - charts.startTime)} · ${utcText(time)}`;
}

/** A tooltip from a title and lines of [colour or null, name, value]. */
export function tooltipText(title, lines) {
  const rows = lines.map(([color, name, value]) => {
    const dot = color === null ? "" : `<i class="dot" style="background:${color}"></i>`;
    return `<tr><td>${dot}${echarts.format.encodeHTML(name)}</td><td>${echarts.format.encodeHTML(value)}</td></tr>`;
  });
  return `${title}<table class="tip">${rows.join("")}</table>`;
}

/**
 * Draws into the element of that id, if the page has it. `option` is called again for each redraw; charts of one
 * `group` share pointer and zoom.
 */
export function mountChart(id, group, option) {
  const element = document.getElementById(`chart-${id}`);
  if (element === null) return null;
  const chart = echarts.init(element);
  if (group !== null) {
    chart.group = group;
    echarts.connect(group);
  }
  const draw = (theme) => chart.setOption(option(theme), { replaceMerge: ["series"] });
  return { id, chart, draw };
}
