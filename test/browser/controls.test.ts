import { expect } from "chai";
import { renderReport } from "../../src/report/page.ts";
import { type OpenPage, TestBrowser } from "../support/browser.ts";
import { requireChromium } from "../support/chromium.ts";
import { contrasts, emptyCharts, overflow, paintedPixels } from "../support/pageProbes.ts";
import { sampleControlRun } from "../support/sampleControls.ts";

const html = renderReport(sampleControlRun());

describe("report of a run with controls in a browser", function () {
  this.timeout(60_000);
  let browser: TestBrowser;
  let opened: OpenPage;

  before(async function () {
    browser = await TestBrowser.start(requireChromium(this));
    opened = await browser.open(html);
  });

  after(async () => browser?.stop());

  it("paints refusals, trips, halts and room without a word on the console", async () => {
    expect(opened.messages).to.deep.equal([]);
    for (const id of ["controls", "room"]) expect(await paintedPixels(opened.page, id), id).to.be.greaterThan(3_000);
    expect(await paintedPixels(opened.page, "controls", "--direct"), "halts").to.be.greaterThan(500);
    expect(await paintedPixels(opened.page, "controls", "--accent"), "trips").to.be.greaterThan(20);
  });

  it("says where the pointer is what was refused", async () => {
    const chart = opened.page.locator("#chart-controls");
    const box = await chart.boundingBox();
    const tip = chart.locator(".tip");
    // Along the lane of the throttle, which is the second of three.
    for (let x = 100; x < (box?.width ?? 0) && (await tip.count()) === 0; x += 8)
      await chart.hover({ position: { x, y: 58 + ((box?.height ?? 0) - 106) * 0.54 } });
    await tip.waitFor();
    expect(await tip.innerText()).to.match(/Throttle\s+refused\s+Tries\s+\d+\s+USD of all tries\s+\$[\d,.]+/);
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`fits and can be read in ${colorScheme} mode`, async () => {
      for (const width of [900, 1400]) {
        const { page } = await browser.open(html, { colorScheme, width });
        expect(await overflow(page), String(width)).to.equal(0);
        const beyond = await page.locator(".settings .scroll").evaluate((box) => box.scrollWidth - box.clientWidth);
        expect(beyond, "settings").to.equal(0);
        expect(await emptyCharts(page)).to.deep.equal([]);
        expect((await contrasts(page)).filter(({ ratio }) => ratio < 4.5)).to.deep.equal([]);
      }
    });
  }

  it("says so where controls did nothing", async () => {
    const quiet = sampleControlRun({ blocks: 9 });
    const rows = [...quiet.rows].filter(({ kind }) => kind !== "refusal");
    const { page, messages } = await browser.open(renderReport({ ...quiet, rows }));
    expect(messages).to.deep.equal([]);
    expect(await page.locator(".card", { hasText: "Controls through time" }).innerText()).to.include(
      "No control did anything.",
    );
  });
});
