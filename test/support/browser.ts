import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page opened from disk, with everything it said and asked for since. */
export interface OpenPage {
  page: Page;
  messages: string[];
  requests: string[];
}

/** A browser with a profile of its own, and the pages it opens. */
export class TestBrowser {
  readonly #folder: string;
  readonly #context: BrowserContext;

  private constructor(folder: string, context: BrowserContext) {
    this.#folder = folder;
    this.#context = context;
  }

  static async start(executablePath: string): Promise<TestBrowser> {
    const folder = mkdtempSync(join(tmpdir(), "faultline-browser-"));
    const options = { executablePath, headless: true, args: FLAGS, viewport: { width: 1400, height: 900 } };
    const context = await chromium.launchPersistentContext(join(folder, "profile"), options);
    // Hardhat loads tests through esbuild, which wraps named functions in a helper that a page does not have.
    await context.addInitScript("globalThis.__name = (value) => value");
    return new TestBrowser(folder, context);
  }

  /** Opens `html` from a file, in place of the page before it, and waits until its scripts have run. */
  async open(html: string, screen: { width?: number; colorScheme?: "light" | "dark" } = {}): Promise<OpenPage> {
    const file = join(this.#folder, "report.html");
    writeFileSync(file, html);
    const before = this.#context.pages();
    const page = await this.#context.newPage();
    for (const old of before) await old.close();
    const messages: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
    page.on("request", (request) => requests.push(request.url()));
    await page.setViewportSize({ width: screen.width ?? 1400, height: 900 });
    await page.emulateMedia({ colorScheme: screen.colorScheme ?? "light" });
    await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
    return { page, messages, requests: requests.filter((url) => url !== pathToFileURL(file).href) };
  }

  async stop(): Promise<void> {
    await this.#context.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
