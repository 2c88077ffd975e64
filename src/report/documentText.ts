import { readPageAssets } from "./assets.ts";
import { html, type Markup, raw } from "./html.ts";
import { jsonText, scriptText } from "./inline.ts";

/** A page that holds all it needs. */
export interface PageParts {
  title: string;
  body: Markup;
  /** What the script reads from the element `report-data`. */
  data: unknown;
  /** The page's script, a file of web/. */
  script: string;
}

/** Nothing may be loaded: the page holds all it needs, and its own policy forbids the rest. */
const POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:";

/** One HTML file that opens from disk without a network; the same parts give the same bytes. */
export function documentText({ title, body, data, script }: PageParts): string {
  const assets = readPageAssets(script);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
${raw(assets.style)}</style>
</head>
<body>
${body}
<script type="application/json" id="report-data">${raw(jsonText(data))}</script>
<script>${raw(scriptText(assets.chartLibrary))}</script>
<script type="module">
${raw(scriptText(assets.script))}</script>
</body>
</html>
`.markup;
}
