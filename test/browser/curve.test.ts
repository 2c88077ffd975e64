import { expect } from "chai";
import { renderCurve } from "../../src/fork/curve/curvePage.ts";
import { TestBrowser } from "../support/browser.ts";
import { requireChromium } from "../support/chromium.ts";
import { bottomLabels, contrasts, cutTiles, emptyCharts, overflow, paintedPixels } from "../support/pageProbes.ts";
import { sampleCurve } from "../support/sampleCurve.ts";

const CHARTS = ["value", "accounts", "assets"];

describe("page of a curve in a browser", function () {
  this.timeout(60_000);
  let browser: TestBrowser;
  const html = renderCurve(sampleCurve());

  before(async function () {
    browser = await TestBrowser.start(requireChromium(this));
  });

  after(async () => browser?.stop());

  it("opens without a word on the console, asks for nothing but itself, and paints every chart", async () => {
    const { page, messages, requests } = await browser.open(html);
    expect([messages, requests]).to.deep.equal([[], []]);
    for (const chart of CHARTS) expect(await paintedPixels(page, chart), chart).to.be.greaterThan(3_000);
    for (const chart of ["value", "accounts"])
      expect(await paintedPixels(page, chart, "--loss"), chart).to.be.greaterThan(100);
  });

  it("says at the pointer what that fall would let be liquidated, today at the left", async () => {
    const { page } = await browser.open(html);
    const tip = page.locator("#chart-value .tip");
    const box = (await page.locator("#chart-value").boundingBox())!;
    await page.locator("#chart-value").hover({ position: { x: box.width - 60, y: 150 } });
    await tip.waitFor();
    expect(await tip.innerText()).to.match(
      /Collateral\s+\$600 M\s+Debt\s+\$580 M\s+One call each takes\s+\$316 M\s+Shortfall\s+\$7\.56 M/,
    );
    await page.locator("#chart-value").hover({ position: { x: 100, y: 150 } });
    expect(await tip.innerText()).to.match(/Collateral\s+\$0/);
  });

  it("marks steps of the change and nothing between them, every other where there is no room", async () => {
    const wide = await browser.open(renderCurve(sampleCurve({ points: sampleCurve().points.slice(0, 9) })));
    const steps = ["0 %", "−5 %", "−10 %", "−15 %", "−20 %", "−25 %", "−30 %", "−35 %", "−40 %"];
    expect(await bottomLabels(wide.page, "value")).to.have.members(steps);
    const { page } = await browser.open(html, { width: 420 });
    expect(await bottomLabels(page, "value")).to.have.members(["0 %", "−10 %", "−20 %", "−30 %", "−40 %", "−50 %"]);
  });

  it("fits 420 to 1600 pixels, cuts no figure, and can be read in both colour schemes", async () => {
    for (const width of [420, 640, 900, 1600]) {
      const { page } = await browser.open(html, { width });
      expect([await overflow(page), await cutTiles(page)]).to.deep.equal([0, []]);
      expect(await emptyCharts(page)).to.deep.equal([]);
    }
    for (const colorScheme of ["light", "dark"] as const) {
      const { page } = await browser.open(html, { colorScheme });
      expect((await contrasts(page)).filter(({ ratio }) => ratio < 4.5)).to.deep.equal([]);
    }
  });
});
