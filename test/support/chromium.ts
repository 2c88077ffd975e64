import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

let leftOut = 0;

/**
 * For a suite's `before`: the path of this machine's chromium. Without one the suite is left out, which the last line of
 * the run says; with CI=true that is a failure.
 */
export function requireChromium(context: Mocha.Context): string {
  const path = findChromium(process.env.CHROMIUM, process.env.PATH);
  if (path !== undefined) return path;
  if (process.env.CI === "true") throw new Error("CI=true needs chromium on the path, or its place in CHROMIUM.");

  if (leftOut === 0) process.once("exit", () => console.warn(leftOutNotice(leftOut)));
  leftOut += 1;
  context.skip();
}

/** `override` if given, else the first of the usual names on `searchPath`. */
export function findChromium(override: string | undefined, searchPath = ""): string | undefined {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== "");
  const candidates = override ? [override] : folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find(isExecutable);
}

export function leftOutNotice(suites: number): string {
  return `\nBROWSER TESTS LEFT OUT: ${suites} suite${suites === 1 ? "" : "s"}, for want of chromium (set CHROMIUM to its path).`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
