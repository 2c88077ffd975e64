import { expect } from "chai";
import { renderReport } from "../../src/report/page.ts";
import { type OpenPage, TestBrowser } from "../support/browser.ts";
import { requireChromium } from "../support/chromium.ts";
import {
  clippedTables,
  contrasts,
  cutTiles,
  emptyCharts,
  outsidePicture,
  overflow,
  paintedPixels,
  rowCells,
} from "../support/pageProbes.ts";
import { sampleFork } from "../support/sampleFork.ts";
import { samplePerpRun } from "../support/samplePerps.ts";
import { sampleRun } from "../support/sampleRun.ts";
import { sampleVaultRun } from "../support/sampleVaults.ts";

const CHARTS = ["prices", "blocks", "rounds", "health", "leverage", "cumulative"];
const run = sampleRun();
const html = renderReport(run);

describe("report in a browser", function () {
  this.timeout(60_000);
  let browser: TestBrowser;

  before(async function () {
    browser = await TestBrowser.start(requireChromium(this));
  });

  after(async () => browser?.stop());

  describe("as it opens", () => {
    let opened: OpenPage;

    before(async () => {
      opened = await browser.open(html);
    });

    it("has no word on the console", () => {
      expect(opened.messages).to.deep.equal([]);
    });

    it("asks for nothing but itself", () => {
      expect(opened.requests).to.deep.equal([]);
    });

    it("paints every chart", async () => {
      for (const chart of CHARTS) expect(await paintedPixels(opened.page, chart), chart).to.be.greaterThan(3_000);
    });

    it("paints the colours of direct and transmitted liquidations", async () => {
      for (const color of ["--direct", "--transmitted"]) {
        expect(await paintedPixels(opened.page, "blocks", color), color).to.be.greaterThan(100);
      }
    });

    it("draws another asset when it is chosen", async () => {
      const before = await opened.page.locator("#chart-prices canvas").first().screenshot();
      await opened.page.click('#asset-selector [data-asset="USDC"]');
      const after = await opened.page.locator("#chart-prices canvas").first().screenshot();
      expect(await opened.page.getAttribute('[data-asset="USDC"]', "aria-pressed")).to.equal("true");
      expect(await opened.page.getAttribute('[data-asset="WETH"]', "aria-pressed")).to.equal("false");
      expect(before.equals(after)).to.equal(false);
    });

    it("shows block, time and prices where the pointer is", async () => {
      await opened.page.click('#asset-selector [data-asset="WETH"]');
      await opened.page.locator("#chart-prices").hover({ position: { x: 400, y: 200 } });
      const tip = opened.page.locator("#chart-prices .tip");
      await tip.waitFor();
      expect(await tip.innerText()).to.match(/Oracle\s+[\d,.]+ USD/);
      expect(await opened.page.locator("#chart-prices").innerText()).to.match(/Block \d+ · \+\d\d:\d\d · 2025-01-01/);
    });
  });

  describe("on screens of different width and colour", () => {
    for (const width of [900, 1000, 1280, 1600]) {
      it(`fits ${width} pixels`, async () => {
        const { page } = await browser.open(html, { width });
        expect(await overflow(page)).to.equal(0);
        expect(await emptyCharts(page)).to.deep.equal([]);
      });
    }

    for (const width of [420, 640, 900, 1100, 1280]) {
      it(`cuts no figure at ${width} pixels, whatever the run was of`, async () => {
        const fork = sampleFork({ blocks: 30, accounts: 60 });
        fork.scenario.about = `As the chain had them at block 19471508 (0x${"3e".repeat(32)}).`;
        for (const input of [run, fork, samplePerpRun(), sampleVaultRun()]) {
          const { page } = await browser.open(renderReport(input), { width });
          expect([await overflow(page), await cutTiles(page)]).to.deep.equal([0, []]);
          if (width > 420) expect(await clippedTables(page)).to.deep.equal([]);
        }
      });
    }

    for (const colorScheme of ["light", "dark"] as const) {
      it(`can be read in ${colorScheme} mode`, async () => {
        const { page } = await browser.open(html, { colorScheme });
        const poor = (await contrasts(page)).filter(({ ratio }) => ratio < 4.5);
        expect(poor).to.deep.equal([]);
      });
    }

    it("redraws its charts when the colours change", async () => {
      const { page } = await browser.open(html);
      expect(await paintedPixels(page, "blocks", "--direct")).to.be.greaterThan(100);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      expect(await paintedPixels(page, "blocks", "--direct")).to.be.greaterThan(100);
    });

    it("prints in light colours, everything unfolded, and returns to the screen", async () => {
      const { page } = await browser.open(html, { colorScheme: "dark" });
      const surface = () =>
        page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--surface"));
      const dark = await surface();
      await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      expect(await surface()).to.equal("#ffffff");
      expect(await page.locator("details:not([open])").count()).to.equal(0);
      expect(await paintedPixels(page, "health", "--heat-4")).to.be.greaterThan(100);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      expect(await surface()).to.equal(dark);
    });
  });

  describe("without liquidations", () => {
    it("says so and leaves nothing broken", async () => {
      const { page, messages } = await browser.open(renderReport(sampleRun({ shock: 0, blocks: 30, accounts: 60 })));
      expect(messages).to.deep.equal([]);
      expect(await page.locator(".empty").count()).to.equal(4);
      expect(await page.locator(".empty").first().innerText()).to.match(/Nothing was seized|No liquidations/);
      for (const chart of ["prices", "health", "leverage"]) {
        expect(await paintedPixels(page, chart), chart).to.be.greaterThan(3_000);
      }
    });

    it("opens for a trace without a single row", async () => {
      const { page, messages } = await browser.open(renderReport({ ...run, rows: [] }));
      expect(messages).to.deep.equal([]);
      expect(await page.locator("h1").innerText()).to.equal(run.scenario.question);
    });
  });

  describe("of a perpetual exchange", () => {
    const perpHtml = renderReport(samplePerpRun());
    const shown = ["stages", "waterfall", "open-interest", "perp-prices", "funding", "fund", "rounds", "leverage"];

    it("paints its charts without a word on the console", async () => {
      const { page, messages } = await browser.open(perpHtml);
      expect(messages).to.deep.equal([]);
      for (const id of shown) expect(await paintedPixels(page, id), id).to.be.greaterThan(3_000);
      expect(await paintedPixels(page, "stages", "--loss"), "deleveraged").to.be.greaterThan(50);
    });

    it("fits and can be read in either mode", async () => {
      for (const colorScheme of ["light", "dark"] as const) {
        const { page } = await browser.open(perpHtml, { colorScheme, width: 1000 });
        expect(await overflow(page)).to.equal(0);
        expect((await contrasts(page)).filter(({ ratio }) => ratio < 4.5)).to.deep.equal([]);
      }
    });
  });

  describe("of a stack of vaults", () => {
    const stackHtml = renderReport(sampleVaultRun());

    it("paints its charts without a word on the console", async () => {
      const { page, messages } = await browser.open(stackHtml);
      expect(messages).to.deep.equal([]);
      expect(await paintedPixels(page, "contagion")).to.be.greaterThan(3_000);
      expect(await page.locator(".dependency svg").count()).to.equal(2);
    });

    for (const colorScheme of ["light", "dark"] as const) {
      it(`fits and can be read in ${colorScheme} mode`, async () => {
        for (const width of [900, 1400]) {
          const { page } = await browser.open(stackHtml, { colorScheme, width });
          expect(await overflow(page), String(width)).to.equal(0);
          expect((await contrasts(page)).filter(({ ratio }) => ratio < 4.5)).to.deep.equal([]);
        }
      });

      it(`draws who depends on whom within its picture in ${colorScheme} mode`, async () => {
        const { page } = await browser.open(stackHtml, { colorScheme });
        expect(await outsidePicture(page)).to.deep.equal([]);
        const colors = await page
          .locator(".dependency text")
          .evaluateAll((texts) => [...new Set(texts.map((text) => getComputedStyle(text).fill))]);
        expect(colors).to.have.lengthOf(2);
      });
    }

    it("says where the pointer is what one has of another", async () => {
      const { page } = await browser.open(stackHtml);
      const titles = await page.locator(".dependency path title").allTextContents();
      expect(titles.some((title) => /^loopETH owes lending: \$[\d,.]+$/.test(title))).to.equal(true);
    });

    it("unfolds the same as a table by the keyboard", async () => {
      const { page } = await browser.open(stackHtml);
      const table = page.locator("details", { hasText: "All of it as a table" }).locator("table");
      expect(await table.isVisible()).to.equal(false);
      await page.focus("summary:text('All of it as a table')");
      await page.keyboard.press("Enter");
      expect(await table.innerText()).to.include("loopETH owes lending");
    });
  });

  describe("table of liquidations", () => {
    let opened: OpenPage;

    beforeEach(async () => {
      opened = await browser.open(html);
    });

    it("sorts by a heading, the other way when asked again", async () => {
      const { page } = opened;
      const sizes = [...run.rows].flatMap((row) => (row.kind === "liquidation" ? [Number(row.collateralUsd)] : []));
      await page.click('button[data-field="collateralUsd"]');
      expect(await page.locator('th[aria-sort="descending"]').innerText()).to.contain("Seized, USD");
      expect((await rowCells(page, "collateralUsd"))[0]?.exact).to.equal(Math.max(...sizes));
      await page.click('button[data-field="collateralUsd"]');
      expect((await rowCells(page, "collateralUsd"))[0]?.exact).to.equal(Math.min(...sizes));
    });

    it("sorts by the keyboard and keeps the focus", async () => {
      const { page } = opened;
      await page.focus('button[data-field="block"]');
      await page.keyboard.press("Enter");
      expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset.field)).to.equal("block");
      const blocks = (await rowCells(page, "block")).map((cell) => Number(cell.text));
      expect(blocks).to.deep.equal([...blocks].sort((a, b) => b - a));
    });

    it("filters by kind, pair and text together", async () => {
      const { page } = opened;
      await page.selectOption('select[name="kind"]', "transmitted");
      await page.selectOption('select[name="pair"]', "wstETH / USDC");
      await page.fill('input[name="text"]', "liquidator-fast");
      const kinds = await rowCells(page, "direct");
      expect(kinds.length).to.be.greaterThan(0);
      expect(kinds.every((cell) => cell.text === "transmitted")).to.equal(true);
      expect((await rowCells(page, "collateralAsset")).every((cell) => cell.text === "wstETH")).to.equal(true);
      expect(await page.locator(".pages p").innerText()).to.include(
        `${run.summary.liquidations.count} without the filter`,
      );
    });

    it("says when nothing matches", async () => {
      await opened.page.fill('input[name="text"]', "nobody at all");
      expect(await opened.page.locator("td.none").innerText()).to.equal("No liquidation matches these conditions.");
    });

    it("pages through every row once", async () => {
      const { page } = opened;
      await page.check('input[name="all"]');
      const seen = new Set<string>();
      for (;;) {
        for (const cell of await rowCells(page, "transaction")) seen.add(String(cell.title));
        if (await page.locator('button[name="next"]').isDisabled()) break;
        await page.click('button[name="next"]');
      }
      expect(seen.size).to.equal(run.summary.liquidations.count);
    });

    it("sorts ten thousand rows and shows a page of them", async () => {
      const large = sampleRun({ accounts: 24_000, blocks: 60 });
      expect(large.summary.liquidations.count).to.be.greaterThan(10_000);
      const { page } = await browser.open(renderReport(large));
      await page.click('button[data-field="collateralUsd"]');
      expect(await page.locator("th[aria-sort]:not([aria-sort=none])").count()).to.equal(1);
      expect(await page.locator("tbody tr").count()).to.be.lessThan(60);
    });
  });
});
