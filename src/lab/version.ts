import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The release that made a run; part of every trace and summary. */
export const VERSION = manifest.version;
