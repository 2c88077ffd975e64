import { baseOption, blockAxis, blockTitle, TIME_GRID, timeZoom, tooltipText } from "./chart.js";
import { exactUsd } from "./format.js";
import { laneAxis } from "./laneAxis.js";

/** A shape, the word for one and for many, and its place within the line of its venue. */
const KINDS = {
  liquidations: { symbol: "circle", one: "liquidation", many: "liquidations", shift: -0.24 },
  redemptions: { symbol: "diamond", one: "redemption", many: "redemptions", shift: -0.08 },
  adl: { symbol: "triangle", one: "deleveraging", many: "deleveragings", shift: 0.08 },
  forcedSales: { symbol: "rect", one: "forced sale", many: "forced sales", shift: 0.24 },
};

/** Points by block and venue, of an area that grows with USD; each kind has its shape, direct and transmitted a colour. */
export function contagionOption(charts, theme) {
  const { venues, points } = charts.contagion;
  const most = Math.max(...points.map((point) => point[5]));
  const sizeOf = (usd) => 6 + 26 * Math.sqrt(usd / most);
  const series = (name, wanted, color) => ({
    name,
    type: "scatter",
    color,
    emphasis: { disabled: true },
    itemStyle: { opacity: 0.72, borderColor: theme.surface, borderWidth: 1 },
    data: points
      .filter(([, , , direct]) => direct === wanted)
      .map(([column, line, kind, , count, usd]) => ({
        value: [column, line + KINDS[kind].shift],
        symbol: KINDS[kind].symbol,
        symbolSize: sizeOf(usd),
        event: { column, line, kind, count, usd },
      })),
  });
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: "item",
      formatter: ({ color, seriesName, data: { event } }) => {
        const words = KINDS[event.kind];
        return tooltipText(blockTitle(charts, event.column), [
          [color, venues[event.line], seriesName.toLowerCase()],
          [null, event.count === 1 ? words.one : words.many, String(event.count)],
          [null, "USD", exactUsd(event.usd.toFixed(2))],
        ]);
      },
    },
    xAxis: blockAxis(theme, charts),
    yAxis: laneAxis(theme, venues),
    dataZoom: timeZoom(),
    series: [series("Direct", true, theme.direct), series("Transmitted", false, theme.transmitted)],
  };
}
