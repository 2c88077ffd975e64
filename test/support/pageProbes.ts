import type { Page } from "playwright-core";

/** Pixels of a chart that are painted at all, or in the colour of one style variable. */
export function paintedPixels(page: Page, chart: string, variable?: string): Promise<number> {
  return page.evaluate(
    ([id, name]) => {
      const color = name === undefined ? "" : getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      const wanted = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
      let count = 0;
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>(`#chart-${id} canvas`)) {
        const pixels = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
        for (let at = 0; at < pixels.length; at += 4) {
          const painted = (pixels[at + 3] ?? 0) > 0;
          if (painted && (color === "" || wanted.every((part, channel) => pixels[at + channel] === part))) count += 1;
        }
      }
      return count;
    },
    [chart, variable] as const,
  );
}

/** The charts whose canvas is missing or has no size. */
export function emptyCharts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".chart")]
      .filter((chart) => (chart.querySelector("canvas")?.width ?? 0) < 100 || chart.clientHeight < 200)
      .map((chart) => chart.id),
  );
}

/** By how many pixels the page is wider than the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The labels along the bottom of a chart, left to right or right to left. */
export function bottomLabels(page: Page, chart: string): Promise<string[]> {
  return page.evaluate(
    (id) =>
      Reflect.get(globalThis, "echarts")
        .getInstanceByDom(document.getElementById(`chart-${id}`))
        .getModel()
        .getComponent("xAxis")
        .axis.getViewLabels()
        .map(({ formattedLabel }: { formattedLabel: string }) => formattedLabel),
    chart,
  );
}

/** Words and figures of tiles that reach beyond their tile, and figures on more than one line. */
export function cutTiles(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".tile :is(dt, b, span)")]
      .filter((part) => {
        const words = document.createRange();
        words.selectNodeContents(part);
        const edge = part.closest(".tile")!.getBoundingClientRect().right;
        const isBroken = part.matches("b") && words.getClientRects().length > 1;
        return isBroken || words.getBoundingClientRect().right > edge - 8;
      })
      .map((part) => part.textContent ?? ""),
  );
}

/** Titles of the cards beside the charts whose table is wider than they are. */
export function clippedTables(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(".stack .scroll")]
      .filter((box) => box.scrollWidth > box.clientWidth)
      .map((box) => box.closest(".card")?.querySelector("h2")?.textContent ?? ""),
  );
}

/** The parts of the dependency pictures that reach beyond their edge, or text that lies on another's. */
export function outsidePicture(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<SVGSVGElement>(".dependency svg")].flatMap((svg) => {
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll("text")].map((text) => ({ text, box: text.getBoundingClientRect() }));
      const beyond = [...svg.querySelectorAll("path, rect, text")].filter((part) => {
        const half = part.matches("path") ? (Number(part.getAttribute("stroke-width")) / 2) * (frame.width / 640) : 0;
        const box = part.getBoundingClientRect();
        const outside = [frame.left - box.left + half, box.right + half - frame.right, box.bottom - frame.bottom];
        return Math.max(...outside, frame.top - box.top) > 1;
      });
      const covered = texts.filter(({ box }, i) =>
        texts.some(({ box: other }, j) => {
          const [across, down] = [
            Math.min(box.right, other.right) - Math.max(box.left, other.left),
            Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top),
          ];
          return j > i && across > 0 && down > 6;
        }),
      );
      return [...beyond, ...covered.map(({ text }) => text)].map((part) => part.outerHTML);
    }),
  );
}

/** Contrast (WCAG) of each kind of text against the colour behind it. */
export function contrasts(page: Page): Promise<{ text: string; ratio: number }[]> {
  return page.evaluate(() => {
    const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = (color: string) => {
      const [red = 0, green = 0, blue = 0] = channels(color).map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = (element: Element | null): string => {
      if (element === null) return "rgb(255, 255, 255)";
      const color = getComputedStyle(element).backgroundColor;
      return channels(color)[3] === 0 ? behind(element.parentElement) : color;
    };
    const kinds = ["h1", ".finding", ".scenario", ".facts li", ".tile dt", ".tile b", ".tile span", "h2", ".about"];
    kinds.push(
      ".compare small",
      ".worse",
      ".better",
      ".spread dd",
      ".note",
      "thead th",
      "tbody td",
      ".segments button",
      ".filters label",
      ".checks dt",
      ".checks dd",
    );
    return kinds.flatMap((selector) =>
      [...document.querySelectorAll(selector)].slice(0, 3).map((element) => {
        const [light = 0, dark = 0] = [luminance(getComputedStyle(element).color), luminance(behind(element))].sort(
          (a, b) => b - a,
        );
        return { text: `${selector}: ${element.textContent?.slice(0, 30)}`, ratio: (light + 0.05) / (dark + 0.05) };
      }),
    );
  });
}

/** What one column of the liquidations table shows now; `exact` is the dollar amount of the title. */
export function rowCells(page: Page, field: string): Promise<{ text: string; title: string; exact: number }[]> {
  return page.evaluate((name) => {
    const heads = [...document.querySelectorAll<HTMLButtonElement>("#liquidations thead button")];
    const column = heads.findIndex((button) => button.dataset.field === name) + 1;
    const cells = document.querySelectorAll<HTMLElement>(`#liquidations tbody td:nth-child(${column})`);
    return [...cells].map((cell) => ({
      text: cell.textContent ?? "",
      title: cell.title,
      exact: Number(cell.title.replace(/[$,]/g, "")),
    }));
  }, field);
}
