const NAMES = [
  "ink",
  "muted",
  "line",
  "surface",
  "reference",
  "pool",
  "oracle",
  "direct",
  "transmitted",
  "loss",
  "good",
  "accent",
  "before",
  "after",
  "heat-0",
  "heat-1",
  "heat-2",
  "heat-3",
  "heat-4",
];

/** The colours of the style sheet as it is shown now, so that charts and page never disagree. */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const theme = { font: getComputedStyle(document.body).fontFamily };
  for (const name of NAMES) theme[name] = style.getPropertyValue(`--${name}`).trim();
  return theme;
}
