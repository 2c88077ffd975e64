import { axisStyle, baseOption, blockAxis, blockTitle, TIME_GRID, textStyle, timeZoom, tooltipText } from "./chart.js";
import { compactUsd, exactUsd } from "./format.js";

/**
 * One rectangle, a little too large so that its neighbour covers the seam. The library's own heatmap draws on a layer
 * that browsers leave out when they print.
 */
function cell(_, api) {
  const [x, y] = api.coord([api.value(0), api.value(1)]);
  const [width, height] = api.size([1, 1]);
  const shape = { x: x - width / 2, y: y - height / 2, width: width + 0.6, height: height + 0.6 };
  return { type: "rect", shape, style: { fill: api.visual("color") } };
}

/** Debt by health factor and block. Colour runs over the square root, or one large bucket would hide the rest. */
export function healthOption(charts, theme) {
  const { labels, unhealthy, cells } = charts.health;
  const largest = cells.reduce((most, cell) => Math.max(most, cell[2]), 0);
  const style = axisStyle(theme, "health factor");
  return {
    ...baseOption(theme),
    legend: { show: false },
    grid: { ...TIME_GRID, top: 48 },
    tooltip: {
      ...baseOption(theme).tooltip,
      trigger: "item",
      formatter: ({ value: [column, bucket, root], color }) =>
        tooltipText(blockTitle(charts, column), [
          [null, "Health factor", labels[bucket]],
          [color, "Debt", exactUsd((root * root).toFixed(2))],
        ]),
    },
    xAxis: blockAxis(theme, charts),
    yAxis: {
      ...style,
      type: "category",
      data: labels,
      nameGap: 12,
      nameTextStyle: { ...style.nameTextStyle, align: "right", padding: [0, 8, 0, 0] },
      axisLabel: { ...style.axisLabel, color: (_, index) => (index < unhealthy ? theme.loss : theme.muted) },
      z: 3,
      splitLine: {
        show: unhealthy > 0,
        showMinLine: false,
        showMaxLine: false,
        interval: (index) => index === unhealthy,
        lineStyle: { color: theme.loss, width: 1.5 },
      },
    },
    visualMap: {
      type: "continuous",
      min: 0,
      max: Math.sqrt(largest),
      dimension: 2,
      orient: "horizontal",
      hoverLink: false,
      right: TIME_GRID.right,
      top: 0,
      itemWidth: 12,
      itemHeight: 160,
      text: [`${compactUsd(largest)} of debt`, "$0"],
      textStyle: textStyle(theme),
      inRange: { color: [0, 1, 2, 3, 4].map((step) => theme[`heat-${step}`]) },
      formatter: (root) => compactUsd(root * root),
    },
    dataZoom: timeZoom(),
    series: [
      {
        type: "custom",
        renderItem: cell,
        clip: true,
        data: cells.map(([column, bucket, usd]) => [column, bucket, Math.sqrt(usd)]),
        progressive: 0,
        emphasis: { disabled: true },
      },
    ],
  };
}
