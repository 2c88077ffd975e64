import { expect } from "chai";
import { readCondition } from "../../src/analysis/condition/readCondition.ts";
import { renderLimit } from "../../src/report/limitPage.ts";
import { TestBrowser } from "../support/browser.ts";
import { requireChromium } from "../support/chromium.ts";
import { contrasts, emptyCharts, overflow, paintedPixels } from "../support/pageProbes.ts";
import { limitOf } from "../support/sampleLimit.ts";

const UNTIL = "badDebtUsd.economic <= 100 and converged == true";

/** The page of a response that breaks in the middle, on three seeds that differ. */
async function samplePage(): Promise<string> {
  const response = (value: number) =>
    [0, 1, 2].map((seed) => (value > 3 && value < 7 ? 400 + seed * 90 * value : seed));
  return renderLimit(await limitOf(response, { until: UNTIL }), readCondition(UNTIL), { question: "Does it hold?" });
}

describe("page of a limit in a browser", function () {
  this.timeout(60_000);
  let browser: TestBrowser;
  let html: string;

  before(async function () {
    browser = await TestBrowser.start(requireChromium(this));
    html = await samplePage();
  });

  after(async () => browser?.stop());

  it("opens without a word on the console and asks for nothing but itself", async () => {
    const { messages, requests } = await browser.open(html);
    expect([messages, requests]).to.deep.equal([[], []]);
  });

  it("paints each figure of the condition and the share of seeds, with what holds and what fails", async () => {
    const { page } = await browser.open(html);
    for (const chart of ["field-0", "field-1", "share"]) {
      expect(await paintedPixels(page, chart), chart).to.be.greaterThan(3_000);
      for (const color of ["--good", "--loss"])
        expect(await paintedPixels(page, chart, color), `${chart} ${color}`).to.be.greaterThan(30);
    }
  });

  it("says where the pointer is what the value led to", async () => {
    const { page } = await browser.open(html);
    await page.locator("#chart-field-0").hover({ position: { x: 600, y: 150 } });
    const tip = page.locator("#chart-field-0 .tip");
    await tip.waitFor();
    expect(await tip.innerText()).to.match(/Condition\s+fails[\s\S]*Median of the seeds\s+\$/);
  });

  it("tells every change, and marks that the response is not monotone", async () => {
    const { page } = await browser.open(html);
    expect(await page.locator(".eyebrow .warning").allInnerTexts()).to.deep.equal(["not monotone"]);
    expect(await page.locator(".notes li").allInnerTexts()).to.have.length(3);
  });

  for (const width of [900, 1280, 1600]) {
    it(`fits ${width} pixels`, async () => {
      const { page } = await browser.open(html, { width });
      expect(await overflow(page)).to.equal(0);
      expect(await emptyCharts(page)).to.deep.equal([]);
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    it(`can be read in ${colorScheme} mode`, async () => {
      const { page } = await browser.open(html, { colorScheme });
      expect((await contrasts(page)).filter(({ ratio }) => ratio < 4.5)).to.deep.equal([]);
    });
  }
});
