import { expect } from "chai";
import { renderComparison } from "../../src/report/comparePage.ts";
import { type OpenPage, TestBrowser } from "../support/browser.ts";
import { requireChromium } from "../support/chromium.ts";
import { contrasts, overflow, paintedPixels } from "../support/pageProbes.ts";
import { sampleComparison } from "../support/sampleComparison.ts";

const ARMS = [
  { name: "cap-4x", shock: 0.08 },
  { name: "price-halt-liquidations", shock: 0.2 },
  { name: "cap-4x+throttle", shock: 0.1 },
];
const { result, pathOf } = sampleComparison(0.14, ARMS);
const html = renderComparison(result, pathOf);

describe("comparison in a browser", function () {
  this.timeout(60_000);
  let browser: TestBrowser;
  let opened: OpenPage;

  before(async function () {
    browser = await TestBrowser.start(requireChromium(this));
  });
  beforeEach(async () => {
    opened = await browser.open(html);
  });
  after(async () => browser?.stop());

  it("has no word on the console and asks for nothing but itself", () => {
    expect([opened.messages, opened.requests]).to.deep.equal([[], []]);
  });

  it("is the same file for the same comparison", () => {
    expect(renderComparison(result, pathOf)).to.equal(html);
  });

  it("draws a line for the base and each treatment", async () => {
    for (const color of ["--reference", "--direct", "--transmitted", "--pool"])
      expect(await paintedPixels(opened.page, "prices", color), color).to.be.greaterThan(100);
  });

  it("draws another seed or another price when it is chosen", async () => {
    const { page } = opened;
    const picture = () => page.locator("#chart-prices canvas").first().screenshot();
    const first = await picture();
    await page.click('#seed-selector [data-seed="seed 3"]');
    const other = await picture();
    await page.click('#price-selector [data-price="pool"]');
    expect(first.equals(other)).to.equal(false);
    expect(other.equals(await picture())).to.equal(false);
    expect(await page.getAttribute('[data-seed="seed 3"]', "aria-pressed")).to.equal("true");
  });

  it("shows each seed, the range and the median of a figure inside its track", async () => {
    const outside = await opened.page.evaluate(() =>
      [...document.querySelectorAll(".track i")].filter((mark) => {
        const [own, track] = [mark, mark.parentElement as Element].map((one) => one.getBoundingClientRect());
        const middle = own ? (own.left + own.right) / 2 : 0;
        return own === undefined || track === undefined || middle < track.left - 1 || middle > track.right + 1;
      }),
    );
    expect(outside).to.deep.equal([]);
    const sold = opened.page.locator(".spread", { hasText: "Liquidated value" });
    expect(await sold.locator(".median").count()).to.equal(4);
    expect(await sold.locator(".seed").count()).to.equal(12);
    expect(await sold.locator(".range").count()).to.equal(4);
  });

  it("draws nothing of what is zero everywhere, and says so", async () => {
    const card = opened.page.locator(".card", { hasText: "Side by side" });
    expect(await card.locator("figcaption").allInnerTexts()).not.to.include("Refused volume");
    expect(await card.locator(".note").innerText()).to.match(/not drawn: .*refused volume/);
  });

  it("says what is worse than none, in its colour and in words", async () => {
    const wild = opened.page.locator("tr", { hasText: "It is said to help." }).nth(1);
    expect(await wild.innerText()).to.match(/Makes worse: .*liquidated value \(\+\$/);
    expect(await opened.page.locator(".finding").innerText()).to.contain("price-halt-liquidations (");
  });

  it("links to the report of every run", async () => {
    const links = await opened.page
      .locator(".links a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    const folders = [result.base, ...result.treatments].flatMap(({ runs }) => runs.map(({ folder }) => folder));
    expect(links).to.deep.equal(folders.map((folder) => `${folder}/report.html`));
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`fits and can be read in ${colorScheme} mode`, async () => {
      for (const width of [900, 1400]) {
        const { page } = await browser.open(html, { colorScheme, width });
        expect(await overflow(page), String(width)).to.equal(0);
        expect((await contrasts(page)).filter(({ ratio }) => ratio < 4.5)).to.deep.equal([]);
      }
    });
  }

  it("is whole with one seed and a run that has no prices", async () => {
    const single = sampleComparison(0.14, ARMS.slice(0, 1), 1);
    const { page, messages } = await browser.open(renderComparison(single.result, () => undefined));
    expect(messages).to.deep.equal([]);
    expect(await page.locator(".empty").innerText()).to.contain("No prices");
    expect(await page.locator("#seed-selector").count()).to.equal(0);
  });
});
