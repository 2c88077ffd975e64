import {
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
  valueAxis,
} from "./chart.js";
import { compactUsd, percentText, priceText } from "./format.js";

function marketLine(name, data, color, extra = {}) {
  return { name, type: "line", data, color, symbol: "none", emphasis: { disabled: true }, ...extra };
}

/** A chart over time from its lines: [colour, name, value as text] of the column under the pointer. */
function marketChart(charts, theme, lines, tip) {
  return {
    ...baseOption(theme),
    grid: TIME_GRID,
    legend: { ...legend(theme), data: lines.map(({ name, lineStyle }) => lineKey(name, lineStyle?.type === "dashed")) },
    tooltip: {
      ...baseOption(theme).tooltip,
      formatter: ([{ dataIndex }]) => tooltipText(blockTitle(charts, dataIndex), tip(dataIndex)),
    },
    xAxis: blockAxis(theme, charts),
    dataZoom: timeZoom(),
    series: lines,
  };
}

/** The index and the mark that values positions; their gap is what liquidations see of the skew. */
export function perpPricesOption(charts, market, theme) {
  const { index, mark } = charts.perps.markets[market];
  const usd = (value) => `${priceText(value)} USD`;
  return {
    ...marketChart(
      charts,
      theme,
      [
        marketLine("Index", index, theme.reference, { lineStyle: { width: 1.5, type: "dashed" } }),
        marketLine("Mark", mark, theme.oracle, { lineStyle: { width: 2.25 } }),
      ],
      (column) => [
        [theme.oracle, "Mark", usd(mark[column])],
        [theme.reference, "Index", usd(index[column])],
        [null, "Mark ÷ index − 1", percentText(mark[column] / index[column] - 1, 3)],
      ],
    ),
    yAxis: valueAxis(theme, "USD", { scale: true, boundaryGap: ["8%", "6%"] }),
  };
}

/** Longs above zero, shorts below it, and the difference that the pool stands against. */
export function openInterestOption(charts, market, theme) {
  const { long, short, skew } = charts.perps.markets[market];
  const area = { areaStyle: { opacity: 0.18 }, lineStyle: { width: 1.5 } };
  const below = short.map((value) => -value);
  return {
    ...marketChart(
      charts,
      theme,
      [
        marketLine("Longs", long, theme.pool, area),
        marketLine("Shorts", below, theme.loss, area),
        marketLine("Skew", skew, theme.ink, { lineStyle: { width: 2 } }),
      ],
      (column) => [
        [theme.pool, "Longs", compactUsd(long[column])],
        [theme.loss, "Shorts", compactUsd(short[column])],
        [theme.ink, "Skew, longs less shorts", compactUsd(skew[column])],
      ],
    ),
    yAxis: usdAxis(theme),
  };
}

/** What longs pay shorts and the pool, as a daily fraction, beside the premium that drives it. */
export function fundingOption(charts, market, theme) {
  const { funding, premium } = charts.perps.markets[market];
  const axisLabel = {
    ...textStyle(theme),
    formatter: (value) => `${Number((value * 100).toPrecision(4))} %`.replace("-", "−"),
  };
  return {
    ...marketChart(
      charts,
      theme,
      [
        marketLine("Funding rate a day", funding, theme.after, { lineStyle: { width: 2 } }),
        marketLine("Average premium", premium, theme.transmitted, { lineStyle: { width: 1.5 } }),
      ],
      (column) => [
        [theme.after, "Funding rate a day", percentText(funding[column], 4)],
        [theme.transmitted, "Average premium", percentText(premium[column], 4)],
      ],
    ),
    yAxis: valueAxis(theme, "", { axisLabel }),
  };
}
