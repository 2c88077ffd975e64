import { axisStyle, baseOption, tooltipText, valueAxis } from "./chart.js";

/** Accounts by leverage, before beside after. */
export function leverageOption(charts, theme) {
  const { labels, before, after } = charts.leverage;
  const bars = (name, data, color) => ({
    name,
    type: "bar",
    data,
    color,
    barGap: "0%",
    barCategoryGap: "22%",
    emphasis: { disabled: true },
  });
  return {
    ...baseOption(theme),
    grid: { ...baseOption(theme).grid, left: 52, bottom: 66 },
    tooltip: {
      ...baseOption(theme).tooltip,
      axisPointer: { type: "none" },
      formatter: ([{ dataIndex }]) =>
        tooltipText(
          `<b>${labels[dataIndex] === "insolvent" ? "Debt above collateral" : `Leverage ${labels[dataIndex]}`}</b>`,
          [
            [theme.before, "Before", `${before[dataIndex]} accounts`],
            [theme.after, "After", `${after[dataIndex]} accounts`],
          ],
        ),
    },
    xAxis: {
      ...axisStyle(theme, "leverage (assets ÷ equity)"),
      type: "category",
      data: labels,
      nameLocation: "middle",
      nameGap: 48,
      axisLabel: { color: theme.muted, fontSize: 11, rotate: labels.length > 6 ? 40 : 0, interval: 0 },
    },
    yAxis: valueAxis(theme, "accounts", { minInterval: 1 }),
    series: [bars("Before", before, theme.before), bars("After", after, theme.after)],
  };
}
