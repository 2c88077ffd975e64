import { readFileSync } from "node:fs";
import { linkModules } from "./inline.ts";

const web = (file: string) => new URL(`../../web/${file}`, import.meta.url);

/** What the page carries in itself, since it may not load anything. */
export interface PageAssets {
  chartLibrary: string;
  script: string;
  style: string;
}

/** Reads a page's files; `script` is one of web/. The full build of the library is the smallest with custom series. */
export function readPageAssets(script: string): PageAssets {
  return {
    chartLibrary: readFileSync(new URL(import.meta.resolve("echarts/dist/echarts.min.js")), "utf8"),
    script: linkModules(web(script)),
    style: ["report.css", "charts.css", "vaults.css", "table.css", "compare.css", "print.css"]
      .map((file) => readFileSync(web(file), "utf8"))
      .join(""),
  };
}
