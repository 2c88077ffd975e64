import {
  axisStyle,
  baseOption,
  legend,
  lineKey,
  mountChart,
  textStyle,
  tooltipText,
  usdAxis,
  valueAxis,
} from "./chart.js";
import { compact, compactUsd, percentText } from "./format.js";
import { drawAlways } from "./page.js";

const curve = JSON.parse(document.getElementById("report-data").textContent);
const { points, assets } = curve;
const hasCalls = points.every(({ call }) => call !== null);
const CALL = "One call each takes";
const GRID = { left: 86, right: 36, top: 58, bottom: 56 };
const money = curve.dollars ? compactUsd : compact;

function amountAxis(theme) {
  if (curve.dollars) return usdAxis(theme, "");
  return valueAxis(theme, "", { axisLabel: { ...textStyle(theme), formatter: compact } });
}

/** Today at the left, whichever way the price goes; marked at steps, as many of them as the width has room for. */
function changeAxis(theme) {
  const end = curve.change;
  const room = document.documentElement.clientWidth < 600 ? 5 : 12;
  const every = Math.max(1, Math.ceil((points.length - 1) / room));
  const customValues = points.filter((_, i) => i % every === 0).map(({ x }) => x);
  return {
    ...axisStyle(theme, `change of the price of ${curve.asset}`),
    type: "value",
    min: Math.min(0, end),
    max: Math.max(0, end),
    inverse: end < 0,
    nameLocation: "middle",
    nameGap: 36,
    splitLine: { show: false },
    axisTick: { show: true, customValues, lineStyle: { color: theme.line } },
    axisLabel: { ...textStyle(theme), margin: 12, customValues, hideOverlap: true, formatter: changeText },
  };
}

function changeText(change) {
  const digits = [0, 1, 2].find((count) => Math.abs(change * 100 - Number((change * 100).toFixed(count))) < 1e-6) ?? 2;
  return `${change > 0 ? "+" : ""}${percentText(change, digits)}`;
}

function line(name, color, value, extra = {}) {
  return {
    name,
    type: "line",
    symbol: "circle",
    symbolSize: 5,
    color,
    lineStyle: { width: 2 },
    data: points.map((point, i) => [point.x, value(point, i)]),
    ...extra,
  };
}

/** A chart of series over the price's change; `lines` are tooltip lines at a point. */
function option(theme, { keys, axis, series, lines }) {
  return {
    ...baseOption(theme),
    grid: GRID,
    legend: { ...legend(theme), data: keys },
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: (marks) => {
        const i = points.findIndex(({ x }) => x === marks[0].value[0]);
        return tooltipText(`<b>${changeText(points[i].x)}</b>`, lines(points[i], i));
      },
    },
    xAxis: changeAxis(theme),
    yAxis: axis,
    series,
  };
}

function valueOption(theme) {
  return option(theme, {
    keys: ["Collateral", "Debt", ...(hasCalls ? [CALL] : []), "Shortfall"].map((name) => lineKey(name)),
    axis: amountAxis(theme),
    series: [
      line("Collateral", theme.pool, ({ collateral }) => collateral),
      line("Debt", theme.direct, ({ debt }) => debt),
      ...(hasCalls ? [line(CALL, theme.oracle, ({ call }) => call)] : []),
      line("Shortfall", theme.loss, ({ shortfall }) => shortfall, { areaStyle: { opacity: 0.2 } }),
    ],
    lines: ({ collateral, debt, call, shortfall }) => [
      [theme.pool, "Collateral", money(collateral)],
      [theme.direct, "Debt", money(debt)],
      ...(hasCalls ? [[theme.oracle, CALL, money(call)]] : []),
      [theme.loss, "Shortfall", money(shortfall)],
    ],
  });
}

function accountsOption(theme) {
  return option(theme, {
    keys: ["Below health factor 1", "Insolvent"].map((name) => lineKey(name)),
    axis: valueAxis(theme, "", { minInterval: 1, axisLabel: { ...textStyle(theme), formatter: compact } }),
    series: [
      line("Below health factor 1", theme.direct, ({ accounts }) => accounts),
      line("Insolvent", theme.loss, ({ insolvent }) => insolvent, { areaStyle: { opacity: 0.2 } }),
    ],
    lines: ({ accounts, insolvent }) => [
      [theme.direct, "Below health factor 1", compact(accounts)],
      [theme.loss, "Insolvent", compact(insolvent)],
    ],
  });
}

function assetsOption(theme) {
  const colors = [theme.pool, theme.direct, theme.oracle, theme.reference, theme.muted];
  return option(theme, {
    keys: assets.map(({ name }) => lineKey(name)),
    axis: amountAxis(theme),
    series: assets.map(({ name, values }, k) =>
      line(name, colors[k], (_, i) => values[i], { stack: "collateral", areaStyle: { opacity: 0.35 } }),
    ),
    lines: (_, i) => assets.map(({ name, values }, k) => [colors[k], name, money(values[i])]),
  });
}

const mounted = [
  mountChart("value", "change", valueOption),
  mountChart("accounts", "change", accountsOption),
  mountChart("assets", "change", assetsOption),
].filter((item) => item !== null);

drawAlways(mounted);
