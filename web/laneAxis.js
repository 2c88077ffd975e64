import { axisStyle, textStyle } from "./chart.js";

/** A lane a name, the first on top; points stand in it at its index, and a line runs through each. */
export function laneAxis(theme, names) {
  return {
    ...axisStyle(theme, ""),
    type: "value",
    inverse: true,
    min: -0.5,
    max: names.length - 0.5,
    interval: 0.5,
    axisLine: { show: false },
    splitLine: { show: true, lineStyle: { color: theme.line, opacity: 0.55 } },
    axisLabel: { ...textStyle(theme), formatter: (value) => names[value] ?? "" },
  };
}
